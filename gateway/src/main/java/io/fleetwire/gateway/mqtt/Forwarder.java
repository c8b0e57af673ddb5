package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.async.TimeoutFallback;
import com.hivemq.extension.sdk.api.interceptor.publish.PublishInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundInput;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundOutput;
import com.hivemq.extension.sdk.api.packets.general.Qos;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import io.fleetwire.event.DeadLetter;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.gateway.ledger.Receipt;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.mqtt.DisconnectCause.Raised;
import io.fleetwire.gateway.publish.Batch;
import io.fleetwire.gateway.publish.NotStoredException;
import io.fleetwire.gateway.publish.Publisher;
import io.fleetwire.gateway.session.SessionContext;
import io.fleetwire.protocol.CommandAnswer;
import io.fleetwire.protocol.Malformed;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The promise for MQTT: a publish goes on inside the broker, to its PUBACK or PUBREC, only after Kafka confirmed it.
 *
 * <p>Where Kafka does not, the client is disconnected <i>before</i> the publish is given up, so that the answer the broker then gives has nobody to go
 * to: an MQTT 5 client need not repeat what was answered, even with an error, but every client repeats what was not answered at all.
 *
 * <p>A QoS 2 publish that is refused ends its connection as well: the broker remembers its packet id, though the client may use it anew after an error, and
 * would acknowledge the next one unseen. What is stored is remembered in the client's session until it is released.
 *
 * <p>The broker runs this before its authorizer, so the topic is checked here, too.
 */
final class Forwarder implements PublishInboundInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

    /** There is always an answer before; if ever it didn't, the broker must not take silence for success. */
    private static final Duration LONGEST_ANSWER = Publisher.PATIENCE.plusSeconds(5);

    /** Set on a connection of which a publish was given up. */
    private static final String GIVEN_UP = "fleetwire.given-up";

    private final TopicRules rules;
    private final SessionContext context;
    private final GatewayMetrics metrics;
    private final Sessions sessions;
    private final PublishLimits watch;
    private final Keeping keeping;
    private final ClientService clients;

    /**
     * What bounds what the broker holds.
     *
     * @param retained after a client has gone
     * @param budgets while it is there
     */
    record Keeping(RetainedMessages retained, ReadBudgets budgets) {}

    Forwarder(
            TopicRules rules,
            SessionContext context,
            Sessions sessions,
            PublishLimits watch,
            Keeping keeping,
            ClientService clients) {
        this.rules = rules;
        this.keeping = keeping;
        this.context = context;
        this.metrics = context.metrics();
        this.sessions = sessions;
        this.watch = watch;
        this.clients = clients;
    }

    @Override
    public void onInboundPublish(PublishInboundInput input, PublishInboundOutput output) {
        CompletableFuture<Void> stored;
        try {
            stored = receive(input, output);
        } catch (Raised e) {
            stored = CompletableFuture.failedFuture(e);
        } catch (Throwable e) { // the broker acknowledges what an interceptor threw at: whatever it is, it ends as "not
            // stored"
            LOG.error("a publish of {} failed", input.getClientInformation().getClientId(), e);
            stored = CompletableFuture.failedFuture(e);
        }
        if (stored == null) {
            settled(input);
            return;
        }
        Async<PublishInboundOutput> answer =
                output.async(LONGEST_ANSWER, TimeoutFallback.FAILURE, AckReasonCode.UNSPECIFIED_ERROR);
        CompletionStage<Void> outcome = stored;
        outcome.whenComplete((ok, failure) -> {
            settled(input);
            if (failure == null) {
                answer.resume();
            } else {
                giveUp(input, output, answer, failure);
            }
        });
    }

    /** Makes room for more of the client's: nobody answers a publish of QoS 0, so its end is told here. */
    private void settled(PublishInboundInput input) {
        PublishPacket publish = input.getPublishPacket();
        ReadBudget budget = keeping.budgets().find(input.getClientInformation().getClientId());
        if (budget != null && publish.getQos() == Qos.AT_MOST_ONCE) {
            budget.settled(publish.getPayload().map(ByteBuffer::remaining).orElse(0), publish.getTopic());
        }
    }

    /** Null where the broker goes on at once: its authorizer refuses the publish, came behind one that was given up, or is none of Kafka's business. */
    private @Nullable CompletableFuture<Void> receive(PublishInboundInput input, PublishInboundOutput output)
            throws Raised {
        if (isGivenUp(input)) {
            output.preventPublishDelivery(AckReasonCode.UNSPECIFIED_ERROR, "not stored");
            return null;
        }
        if (context.inFlight().isMemoryShort()) {
            metrics.limit("memory");
            throw new Raised(DisconnectCause.MEMORY);
        }
        PublishPacket publish = input.getPublishPacket();
        String deviceId = Login.device(input.getConnectionInformation());
        Session session = deviceId == null
                ? null
                : sessions.find(deviceId, input.getClientInformation().getClientId());
        byte[] payload = publish.getPayload().map(Forwarder::bytes).orElse(new byte[0]);
        if (session != null
                && !session.maySpend(payload.length + publish.getTopic().length())) {
            throw new Raised(DisconnectCause.TOO_FAST);
        }
        TopicRules.Destination to = rules.destination(deviceId, publish.getTopic());
        if (session == null || publish.getQos() != Qos.EXACTLY_ONCE) {
            return forward(input, output, to, payload);
        }
        int packetId = publish.getPacketId();
        if (publish.getDupFlag() && session.isStored(packetId)) {
            return null; // its PUBREC was lost, or the client did not know it any more
        }
        ReadBudget budget = keeping.budgets().find(input.getClientInformation().getClientId());
        if (!session.hasRoom() || (budget != null && !budget.hasRoomToHold())) {
            metrics.limit("mqtt_unreleased");
            throw new Raised(DisconnectCause.UNRELEASED);
        }
        CompletableFuture<Void> stored = forward(input, output, to, payload);
        if (stored == null) {
            session.stored(packetId);
            return null;
        }
        return stored.thenRun(() -> session.stored(packetId));
    }

    private @Nullable CompletableFuture<Void> forward(
            PublishInboundInput input, PublishInboundOutput output, TopicRules.@Nullable Destination to, byte[] payload)
            throws Raised {
        PublishPacket publish = input.getPublishPacket();
        if (to == null) {
            metrics.refused("topic");
            if (publish.getQos() == Qos.EXACTLY_ONCE) {
                throw new Raised(DisconnectCause.FOREIGN_TOPIC);
            }
            return null; // the authorizer says why and disconnects: the broker keeps what an interceptor prevents
        }
        metrics.frame(to.adapter().id());
        if (publish.getRetain() && !mayBeRetained(to, publish)) {
            output.getPublishPacket().setRetain(false);
        }
        CommandAnswer answer = answer(to, payload);
        if (answer != null) {
            return Publisher.inTime(context.commands()
                    .ended(to.route().deviceId(), String.valueOf(answer.reference()), answer.refused(), answer.text()));
        }
        Instant now = context.clock().instant();
        Decoded decoded = decode(to, payload, now);
        if (decoded.batch().isEmpty()) {
            return null; // the broker's own business, such as a retained status
        }
        boolean promised = publish.getQos() != Qos.AT_MOST_ONCE;
        Receipt receipt = context.ledger()
                .enter(to.route().deviceId(), to.adapter().id(), decoded.events(), decoded.refusals(), promised, now);
        InetAddress from = input.getConnectionInformation().getInetAddress().orElse(null);
        DisconnectCause disconnectCause = watch.disconnectCause(
                to.device(), decoded.events(), decoded.refusals().size(), from, now);
        if (disconnectCause != null) {
            receipt.dropped();
            throw new Raised(disconnectCause);
        }
        CompletableFuture<Void> stored = publish(decoded.batch());
        receipt.follow(stored);
        // The broker's PUBACK or PUBREC follows at once.
        return Publisher.inTime(stored).thenRun(receipt::answered);
    }

    private boolean mayBeRetained(TopicRules.Destination to, PublishPacket publish) {
        if (!to.route().retained()) {
            metrics.limit("mqtt_retained_topics");
            return false;
        }
        return keeping.retained().mayKeep(to.route().deviceId(), publish);
    }

    private CompletableFuture<Void> publish(Batch batch) {
        if (context.inFlight().isFull()) {
            metrics.limit("in_flight_mqtt");
            return CompletableFuture.failedFuture(new NotStoredException("too much is in flight"));
        }
        return context.publisher().publish(batch);
    }

    /** Null where it is none, or cannot be read: decoding will say why. */
    private static @Nullable CommandAnswer answer(TopicRules.Destination to, byte[] payload) {
        try {
            return to.adapter().answer(to.route(), payload);
        } catch (Malformed e) {
            return null;
        }
    }

    /** What a publish holds: events, or why it could not be decoded. */
    private record Decoded(List<VehicleEvent> events, List<String> refusals, Batch batch) {
        private static final Decoded NOTHING = new Decoded(List.of(), List.of(), Batch.EMPTY);
    }

    private Decoded decode(TopicRules.Destination to, byte[] payload, Instant now) {
        String protocol = to.adapter().id();
        if (payload.length == 0 && to.route().retained()) {
            return Decoded.NOTHING; // how MQTT clears a retained message
        }
        try {
            List<VehicleEvent> events = to.adapter().receive(to.route(), payload, now).stream()
                    .map(to.device()::assign)
                    .toList();
            metrics.events(protocol, events.size());
            return new Decoded(events, List.of(), Batch.of(events, List.of()));
        } catch (Malformed e) {
            // Stored with its reason and then acknowledged: sent again it would not be any better.
            metrics.undecodable(protocol);
            DeadLetter letter = new DeadLetter(
                    DeadLetter.Origin.GATEWAY, protocol, to.route().deviceId(), e.reason(), now, payload);
            return new Decoded(List.of(), List.of(e.reason()), Batch.of(List.of(), List.of(letter)));
        }
    }

    /**
     * What a client sent behind a publish that was given up is still in the broker's queue when the connection is gone. It must not be stored either: the
     * client sends all of it again, and the one that was given up would come behind its followers. The broker asks for a publish only when the
     * one before it is answered, so the mark is always seen.
     */
    private static boolean isGivenUp(PublishInboundInput input) {
        return input.getConnectionInformation()
                .getConnectionAttributeStore()
                .getAsString(GIVEN_UP)
                .isPresent();
    }

    private void giveUp(
            PublishInboundInput input,
            PublishInboundOutput output,
            Async<PublishInboundOutput> answer,
            Throwable failure) {
        input.getConnectionInformation().getConnectionAttributeStore().putAsString(GIVEN_UP, "true");
        DisconnectCause disconnectCause =
                failure instanceof Raised raised ? raised.disconnectCause() : DisconnectCause.NOT_STORED;
        metrics.closed(disconnectCause.label());
        CompletionStage<Boolean> disconnected = clients.disconnectClient(
                input.getClientInformation().getClientId(), false, disconnectCause.code(), disconnectCause.words());
        disconnected.whenComplete((done, notDone) -> {
            output.preventPublishDelivery(AckReasonCode.UNSPECIFIED_ERROR, "not stored");
            answer.resume();
        });
    }

    private static byte[] bytes(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        return bytes;
    }
}
