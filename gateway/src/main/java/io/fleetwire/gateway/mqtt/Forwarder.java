package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.async.TimeoutFallback;
import com.hivemq.extension.sdk.api.interceptor.publish.PublishInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundInput;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundOutput;
import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import io.fleetwire.event.DeadLetter;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.gateway.command.CommandDesk;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.publish.Batch;
import io.fleetwire.gateway.publish.InFlight;
import io.fleetwire.gateway.publish.KafkaPublisher;
import io.fleetwire.gateway.publish.NotStoredException;
import io.fleetwire.gateway.publish.Publisher;
import io.fleetwire.protocol.CommandAnswer;
import io.fleetwire.protocol.Malformed;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
 * <p>The broker runs this before its authorizer, so the topic is checked here, too.
 */
final class Forwarder implements PublishInboundInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

    /** The publisher always answers before; if ever it didn't, the broker must not take silence for success. */
    private static final Duration LONGEST_ANSWER = KafkaPublisher.LONGEST_ANSWER.plusSeconds(5);

    private final TopicRules rules;
    private final Publisher publisher;
    private final InFlight inFlight;
    private final GatewayMetrics metrics;
    private final InstantSource clock;
    private final ClientService clients;
    private final CommandDesk commands;

    Forwarder(
            TopicRules rules,
            Publisher publisher,
            InFlight inFlight,
            GatewayMetrics metrics,
            InstantSource clock,
            ClientService clients,
            CommandDesk commands) {
        this.rules = rules;
        this.publisher = publisher;
        this.inFlight = inFlight;
        this.metrics = metrics;
        this.clock = clock;
        this.clients = clients;
        this.commands = commands;
    }

    @Override
    public void onInboundPublish(PublishInboundInput input, PublishInboundOutput output) {
        CompletableFuture<Void> stored;
        try {
            stored = forward(input, output);
        } catch (Throwable e) { // the broker acknowledges what an interceptor threw at: whatever it is, it ends as "not
            // stored"
            LOG.error("a publish of {} failed", input.getClientInformation().getClientId(), e);
            stored = CompletableFuture.failedFuture(e);
        }
        if (stored == null) {
            return;
        }
        Async<PublishInboundOutput> answer =
                output.async(LONGEST_ANSWER, TimeoutFallback.FAILURE, AckReasonCode.UNSPECIFIED_ERROR);
        CompletionStage<Void> outcome = stored;
        outcome.whenComplete((ok, failure) -> {
            if (failure == null) {
                answer.resume();
            } else {
                giveUp(input, output, answer);
            }
        });
    }

    /** Null where the broker goes on at once: the publish was refused, or is none of Kafka's business. */
    private @Nullable CompletableFuture<Void> forward(PublishInboundInput input, PublishInboundOutput output) {
        PublishPacket publish = input.getPublishPacket();
        TopicRules.Destination to =
                rules.destination(Login.device(input.getConnectionInformation()), publish.getTopic());
        if (to == null) {
            metrics.refused("topic");
            output.preventPublishDelivery(AckReasonCode.NOT_AUTHORIZED, "not a topic of this device");
            return null;
        }
        metrics.frame(to.adapter().id());
        if (publish.getRetain() && !to.route().retained()) {
            output.getPublishPacket().setRetain(false);
        }
        byte[] payload = publish.getPayload().map(Forwarder::bytes).orElse(new byte[0]);
        CommandAnswer answer = answer(to, payload);
        if (answer != null) {
            return commands.ended(
                    to.route().deviceId(), String.valueOf(answer.reference()), answer.refused(), answer.text());
        }
        Batch batch = decode(to, payload);
        if (batch.isEmpty()) {
            return null; // the broker's own business, such as a retained status
        }
        if (inFlight.isFull()) {
            metrics.limit("in_flight_mqtt");
            return CompletableFuture.failedFuture(new NotStoredException("too much is in flight"));
        }
        return publisher.publish(batch);
    }

    /** Null where it is none, or cannot be read: decoding will say why. */
    private static @Nullable CommandAnswer answer(TopicRules.Destination to, byte[] payload) {
        try {
            return to.adapter().answer(to.route(), payload);
        } catch (Malformed e) {
            return null;
        }
    }

    private Batch decode(TopicRules.Destination to, byte[] payload) {
        Instant now = clock.instant();
        String protocol = to.adapter().id();
        if (payload.length == 0 && to.route().retained()) {
            return Batch.EMPTY; // how MQTT clears a retained message
        }
        try {
            List<VehicleEvent> events = to.adapter().receive(to.route(), payload, now).stream()
                    .map(to.device()::assign)
                    .toList();
            metrics.events(protocol, events.size());
            return Batch.of(events, List.of());
        } catch (Malformed e) {
            // Stored with its reason and then acknowledged: sent again it would not be any better.
            metrics.undecodable(protocol);
            DeadLetter letter = new DeadLetter(
                    DeadLetter.Origin.GATEWAY, protocol, to.route().deviceId(), e.reason(), now, payload);
            return Batch.of(List.of(), List.of(letter));
        }
    }

    private void giveUp(PublishInboundInput input, PublishInboundOutput output, Async<PublishInboundOutput> answer) {
        metrics.closed("mqtt_not_stored");
        CompletionStage<Boolean> disconnected = clients.disconnectClient(
                input.getClientInformation().getClientId(),
                false,
                DisconnectReasonCode.SERVER_BUSY,
                "not stored, send again");
        disconnected.whenComplete((done, failure) -> {
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
