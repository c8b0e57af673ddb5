package io.fleetwire.service.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.AuditEvent;
import io.fleetwire.event.Role;
import io.fleetwire.event.wire.Topics;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class AuditLogTest {

    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

    private final List<AuditEvent> unwritten = new CopyOnWriteArrayList<>();

    private static AuditEvent event(int number) {
        return new AuditEvent(
                AT.plusSeconds(number),
                "jane",
                Role.OPERATOR,
                "192.0.2.7",
                "POST /api/v1/devices",
                "device-" + number,
                AuditEvent.Outcome.DONE,
                201);
    }

    private static MockProducer<String, byte[]> producer(boolean takesAll) {
        return new MockProducer<>(takesAll, null, new StringSerializer(), new ByteArraySerializer());
    }

    @Test
    void whatKafkaTookIsNotToldElsewhere() throws Exception {
        MockProducer<String, byte[]> kafka = producer(true);
        try (AuditLog log = new AuditLog(() -> kafka, unwritten::add)) {
            log.write(event(1));
            await().until(() -> kafka.history().size() == 1);
        }
        assertThat(Topics.AUDIT.format().decode(kafka.history().getFirst().value()))
                .isEqualTo(event(1));
        assertThat(kafka.history().getFirst().key()).isEqualTo("jane");
        assertThat(unwritten).isEmpty();
    }

    @Test
    void whatKafkaDidNotTakeIsNotLost() {
        MockProducer<String, byte[]> kafka = producer(false);
        try (AuditLog log = new AuditLog(() -> kafka, unwritten::add)) {
            log.write(event(1));
            await().until(() -> kafka.history().size() == 1);
            assertThat(kafka.errorNext(new TimeoutException("Kafka is away"))).isTrue();
            assertThat(unwritten).containsExactly(event(1));
        }
    }

    @Test
    void withoutAProducerNothingIsLostEither() {
        try (AuditLog log = new AuditLog(
                () -> {
                    throw new KafkaException("no such host");
                },
                unwritten::add)) {
            IntStream.range(0, 20).forEach(number -> log.write(event(number)));
            await().until(() -> unwritten.size() == 20);
        }
    }

    @Test
    void theTrailKeepsTheNewestAndAnswersFromThem() {
        AuditTrail trail = new AuditTrail();
        // Partitions are read one after the other: the order is not that of the times.
        for (int i = AuditTrail.MOST_EVENTS + 4; i >= 0; i--) {
            trail.take(event(i));
        }
        List<AuditEvent> newest = trail.events(null, Instant.EPOCH, Instant.MAX, 3);
        assertThat(newest.stream().map(AuditEvent::at))
                .containsExactly(
                        AT.plusSeconds(AuditTrail.MOST_EVENTS + 4),
                        AT.plusSeconds(AuditTrail.MOST_EVENTS + 3),
                        AT.plusSeconds(AuditTrail.MOST_EVENTS + 2));
        assertThat(trail.events(null, Instant.EPOCH, Instant.MAX, Integer.MAX_VALUE))
                .hasSize(AuditTrail.MOST_EVENTS);
        assertThat(trail.events(null, AT.plusSeconds(10), AT.plusSeconds(12), 10))
                .hasSize(2);
        assertThat(trail.events("omar", Instant.EPOCH, Instant.MAX, 10)).isEmpty();
    }
}
