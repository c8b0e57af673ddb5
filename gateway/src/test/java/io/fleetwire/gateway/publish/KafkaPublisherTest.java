package io.fleetwire.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.DeadLetter;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaPublisherTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final KafkaPublisher publisher = new KafkaPublisher(
            kafka, new InFlight(1 << 20), new KafkaHealth(), new GatewayMetrics(new SimpleMeterRegistry()));

    @AfterEach
    void stop() throws InterruptedException {
        publisher.stop();
    }

    private static Batch batch(String device) {
        return Batch.of(
                List.of(),
                List.of(new DeadLetter(
                        DeadLetter.Origin.GATEWAY, "gt06", device, "checksum", Instant.EPOCH, new byte[] {1})));
    }

    /** Else it would stand in Kafka before what its device, which heard nothing, sends again. */
    @Test
    void whatFollowsSomethingNotStoredOnItsConnectionIsNotStoredEither() {
        OrderingGuard truck = new OrderingGuard();
        kafka.sendException = new BufferExhaustedException("full");
        assertThat(publisher.publish(batch("truck").in(truck))).failsWithin(PATIENCE);
        kafka.sendException = null;

        assertThat(publisher.publish(batch("truck").in(truck)))
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(NotStoredException.class)
                .withMessageContaining("before");
        assertThat(publisher.publish(batch("van").in(new OrderingGuard()))).succeedsWithin(PATIENCE);
        assertThat(publisher.publish(batch("truck").in(new OrderingGuard())))
                .as("over a new connection")
                .succeedsWithin(PATIENCE);
        assertThat(kafka.history()).extracting(ProducerRecord::key).containsExactly("van", "truck");
    }
}
