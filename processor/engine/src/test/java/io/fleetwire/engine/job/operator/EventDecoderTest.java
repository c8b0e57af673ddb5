package io.fleetwire.engine.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.job.source.Envelope;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who says when a record was received: the gateway of its own, Kafka of all others. */
class EventDecoderTest {

    private static final Instant KAFKA = Instant.parse("2026-11-21T10:00:10Z");
    private static final Instant DEVICE = Instant.parse("2026-11-21T10:00:00Z");

    private static Telemetry decode(byte[] value) throws MalformedEventException {
        return (Telemetry)
                EventDecoder.decode(new Envelope(Envelope.Kind.TELEMETRY, "VAN-7", "", value, KAFKA.toEpochMilli()));
    }

    private static Telemetry gateways(long receivedAtMs) throws MalformedEventException {
        return decode(Topics.TELEMETRY_RAW
                .format()
                .encode(Telemetry.builder("d", "gt06", DEVICE.toEpochMilli())
                        .receivedAtMs(receivedAtMs)
                        .build()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"deviceId\":\"d\",\"deviceTime\":\"2026-11-21T10:00:00Z\"}",
                "{\"deviceId\":\"d\",\"deviceTime\":\"2099-01-01T00:00:00Z\"}",
                " \n{\"deviceId\":\"d\",\"deviceTime\":\"2026-11-21T10:00:00Z\",\"receivedAt\":\"2099-01-01T00:00:00Z\"}",
                "{\"deviceId\":\"d\",\"deviceTime\":\"2026-11-21T10:00:00Z\",\"receivedAt\":\"1999-01-01T00:00:00Z\"}",
                "{\"deviceId\":\"d\",\"deviceTime\":\"2026-11-21T10:00:00Z\",\"receivedAt\":0,\"vehicleId\":\"VAN-7\"}"
            })
    void jsonWasReceivedWhenKafkaGotItWhateverItSays(String json) throws MalformedEventException {
        assertThat(decode(json.getBytes(StandardCharsets.UTF_8)).receivedAt()).isEqualTo(KAFKA);
    }

    @Test
    void theGatewaysRecordKeepsItsReceiveTimeHoweverLongItWaitedForKafka() throws MalformedEventException {
        assertThat(gateways(KAFKA.toEpochMilli() - 86_400_000).receivedAt()).isEqualTo(KAFKA.minusSeconds(86_400));
        assertThat(gateways(KAFKA.toEpochMilli() + 60_000).receivedAt()).isEqualTo(KAFKA.plusSeconds(60));
    }

    @Test
    void aProtobufRecordWithoutOrWithAnImpossibleReceiveTimeGetsKafkas() throws MalformedEventException {
        assertThat(gateways(0).receivedAt()).isEqualTo(KAFKA);
        assertThat(gateways(Instant.parse("2099-01-01T00:00:00Z").toEpochMilli())
                        .receivedAt())
                .isEqualTo(KAFKA);
    }

    @Test
    void theRecordStaysTheSameRecord() throws MalformedEventException {
        byte[] json = "{\"deviceId\":\"d\",\"deviceTime\":\"2026-11-21T10:00:00Z\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(io.fleetwire.event.wire.RecordId.of(decode(json)))
                .isEqualTo(io.fleetwire.event.wire.RecordId.of(
                        Topics.TELEMETRY_RAW.format().decode(json)));
    }
}
