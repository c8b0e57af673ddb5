package io.fleetwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.DeadLetter;
import io.fleetwire.event.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody types into a Kafka console producer, without a key. */
@ExtendWith(SharedStack.class)
class ByHandTest {

    @Test
    void jsonIsTakenLikeATrackersRecordAndABrokenOneDoesNotStopTheJob(Stack stack) throws Exception {
        Instant at = Instant.parse("2026-03-01T08:00:00Z");
        produce(stack, "{\"deviceId\":\"hand-1\",\"deviceTime\":\"" + at + "\",\"fix\":{\"lat\":95,\"lon\":13}}");
        produce(stack, "{\"deviceId\":\"hand-1\",\"deviceTime\":");
        produce(stack, "not a record at all");
        produce(stack, """
                {"deviceId":"hand-1","vehicleId":"HAND","deviceTime":"%s",
                 "fix":{"lat":52.5163,"lon":13.3777,"speedKmh":48.2},"ignition":true,"attributes":{"io_113":"77"}}""".formatted(at));

        String sql = "SELECT vehicle_id, lat, ignition, attributes['io_113'] AS io FROM fleet.fact_telemetry FINAL"
                + " WHERE device_id = 'hand-1'";
        await().atMost(Stack.PATIENCE).until(() -> !stack.rows(sql).isEmpty());
        JsonNode row = stack.rows(sql).getFirst();
        assertThat(row.path("vehicle_id").asText()).isEqualTo("HAND");
        assertThat(row.path("lat").asDouble()).isEqualTo(52.5163);
        assertThat(row.path("io").asText()).isEqualTo("77");

        DeadLetter letter =
                DeadLetters.awaitLetter(stack, found -> found.reason().contains("lat"));
        assertThat(letter.from()).isEqualTo(DeadLetter.Origin.ENGINE);
        assertThat(new String(letter.bytes(), StandardCharsets.UTF_8)).contains("\"lat\":95");
        DeadLetters.awaitLetter(
                stack, found -> new String(found.bytes(), StandardCharsets.UTF_8).equals("not a record at all"));
    }

    private static void produce(Stack stack, String value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.TELEMETRY_RAW.name(), value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }
}
