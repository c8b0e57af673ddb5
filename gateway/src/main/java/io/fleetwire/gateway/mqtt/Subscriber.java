package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.packets.general.Qos;
import com.hivemq.extension.sdk.api.packets.publish.PayloadFormatIndicator;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import com.hivemq.extension.sdk.api.services.publish.Publish;
import com.hivemq.extension.sdk.api.services.publish.PublishService;
import com.hivemq.extension.sdk.api.services.publish.PublishToClientResult;
import io.fleetwire.event.Command;
import io.fleetwire.gateway.command.CommandDispatcher;
import io.fleetwire.gateway.command.Recipient;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.PayloadAdapter;
import io.fleetwire.protocol.PayloadAdapter.CommandTopics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client that listens for commands. A request goes out with QoS 1 to this client only; to one of MQTT 5 with its expiry, the topic for the response, and
 * the command's id as correlation data, which is in the payload as well.
 */
record Subscriber(
        String deviceId,
        String clientId,
        PayloadAdapter adapter,
        CommandDispatcher dispatcher,
        InstantSource clock,
        PublishService publisher)
        implements Recipient {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

    /** An app may have to wake up, or to ask its driver. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String JSON = "application/json";

    @Override
    public void offer(Command command) {
        try {
            adapter.command(command);
            dispatcher.claim(command.id(), this);
        } catch (Malformed e) {
            notSent(command, e.reason());
        }
    }

    @Override
    public void send(Command command) {
        try {
            CompletionStage<PublishToClientResult> taken = publisher.publishToClient(request(command), clientId);
            taken.whenComplete((result, failure) -> {
                if (failure != null || result != PublishToClientResult.SUCCESSFUL) {
                    notSent(command, "the app was not listening any more");
                }
            });
        } catch (Malformed e) {
            notSent(command, e.reason());
        }
    }

    private Publish request(Command command) throws Malformed {
        CommandTopics topics = Objects.requireNonNull(adapter.commandTopics(deviceId), adapter.id());
        Instant expires = command.expiresAt();
        long leftS = expires == null
                ? PATIENCE.toSeconds()
                : Duration.between(clock.instant(), expires).toSeconds();
        return Builders.publish()
                .topic(topics.requests())
                .qos(Qos.AT_LEAST_ONCE)
                .payload(ByteBuffer.wrap(adapter.command(command)))
                .payloadFormatIndicator(PayloadFormatIndicator.UTF_8)
                .contentType(JSON)
                .messageExpiryInterval(Math.clamp(leftS, 1, PATIENCE.toSeconds()))
                .responseTopic(topics.responses())
                .correlationData(ByteBuffer.wrap(command.id().getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private void notSent(Command command, String reason) {
        CompletionStage<Void> told = dispatcher.ended(deviceId, command.id(), true, reason);
        told.whenComplete((ok, failure) -> {
            if (failure != null) {
                LOG.warn("the end of command {} is not stored yet: {}", command.id(), failure.getMessage());
            }
        });
    }

    @Override
    public void withdraw(Command command) {} // what the app has not taken expires by itself

    @Override
    public void tick() {}

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    /** The payload names the command. */
    @Override
    public boolean answersAfterReconnect() {
        return true;
    }

    /** A connection, not a value: one that subscribed again is another. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
