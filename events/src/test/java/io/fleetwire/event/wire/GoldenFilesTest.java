package io.fleetwire.event.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fleetwire.event.Alert;
import io.fleetwire.event.DeadLetter;
import io.fleetwire.event.Telemetry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every byte on Kafka is pinned: topics live longer than a version. Run with {@code -Dgolden.write=true} to write the files anew, and read the diff.
 */
class GoldenFilesTest {

    static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(
                        "telemetry.pb",
                        Topics.TELEMETRY_RAW.format(),
                        Samples.contract().build()),
                Arguments.of("telemetry-bare.pb", Topics.TELEMETRY_RAW.format(), Samples.bare()),
                Arguments.of(
                        "telemetry.json", TELEMETRY_JSON, Samples.contract().build()),
                Arguments.of("telemetry-bare.json", TELEMETRY_JSON, Samples.bare()),
                Arguments.of("trip-event.json", Topics.TRIP_EVENTS.format(), Samples.tripEvent()),
                Arguments.of("driver-event.json", Topics.DRIVER_EVENTS.format(), Samples.driverEvent()),
                Arguments.of("alert.json", Topics.ALERTS.format(), Samples.alert()),
                Arguments.of("alert-open.json", Topics.ALERTS.format(), Samples.openAlert()),
                Arguments.of("alert-withdrawn.json", Topics.ALERTS.format(), Samples.withdrawnAlert()),
                Arguments.of("live-silent.json", Topics.LIVE.format(), Samples.silent()),
                Arguments.of("config-device-bare.json", Topics.CONFIG.format(), Samples.bareDevice()),
                Arguments.of("live.json", Topics.LIVE.format(), Samples.live()),
                Arguments.of("trip.json", Topics.TRIPS.format(), Samples.trip()),
                Arguments.of("config-device.json", Topics.CONFIG.format(), Samples.device()),
                Arguments.of("config-knock.json", Topics.CONFIG.format(), Samples.unknownDevice()),
                Arguments.of("config-pinned.json", Topics.CONFIG.format(), Samples.pinned()),
                Arguments.of("config-tap.json", Topics.CONFIG.format(), Samples.tap()),
                Arguments.of("tapped-frame.json", Topics.TAPS.format(), Samples.tappedFrame()),
                Arguments.of("config-vehicle.json", Topics.CONFIG.format(), Samples.vehicle()),
                Arguments.of("config-geofence.json", Topics.CONFIG.format(), Samples.geofence()),
                Arguments.of("access-user.json", Topics.ACCESS.format(), Samples.user()),
                Arguments.of("access-token.json", Topics.ACCESS.format(), Samples.token()),
                Arguments.of("access-session.json", Topics.ACCESS.format(), Samples.session()),
                Arguments.of("access-used.json", Topics.ACCESS.format(), Samples.used()),
                Arguments.of("audit.json", Topics.AUDIT.format(), Samples.audit()),
                Arguments.of("ledger-entry.json", Topics.LEDGER.format(), Samples.ledgerEntry()),
                Arguments.of("command.json", Topics.COMMANDS.format(), Samples.command()),
                Arguments.of("command-result.json", Topics.COMMAND_RESULTS.format(), Samples.commandResult()),
                Arguments.of("dead-letter.json", Topics.DEAD_LETTERS.format(), Samples.deadLetter()));
    }

    /** The form that people and other systems write; the topic itself carries Protobuf. */
    private static final WireFormat<Telemetry> TELEMETRY_JSON = new WireFormat<>() {
        @Override
        public byte[] encode(Telemetry value) {
            return TelemetryJson.encode(value);
        }

        @Override
        public Telemetry decode(byte[] bytes) throws MalformedEventException {
            return Topics.TELEMETRY_RAW.format().decode(bytes);
        }
    };

    @ParameterizedTest(name = "{0}")
    @MethodSource("events")
    <T> void isWrittenAndReadAsEver(String file, WireFormat<T> format, T event) throws Exception {
        byte[] written = format.encode(event);
        if (Boolean.getBoolean("golden.write")) {
            Files.write(Path.of("src/test/resources/golden", file), written);
        }
        byte[] golden = golden(file);
        if (file.endsWith(".json")) {
            assertThat(new String(written, StandardCharsets.UTF_8))
                    .isEqualTo(new String(golden, StandardCharsets.UTF_8));
        }
        assertThat(written).isEqualTo(golden);
        T read = format.decode(golden);
        if (event instanceof DeadLetter) {
            // Its bytes are an array, which equals nothing but itself.
            assertThat(format.encode(read)).isEqualTo(golden);
        } else {
            assertThat(read).isEqualTo(event);
        }
    }

    /** Alerts of a version that knew none: they are in topics for as long as those keep them. */
    @Test
    void anAlertWithoutAVersionIsTheOldest() throws Exception {
        String old = new String(golden("alert-open.json"), StandardCharsets.UTF_8)
                .replace(",\"version\":1,\"deleted\":false", "");
        Alert read = Topics.ALERTS.format().decode(old.getBytes(StandardCharsets.UTF_8));
        assertThat(read).isEqualTo(Samples.openAlert().withVersion(0));
    }

    /** Not our own writing: the example of {@code docs/messages.md}, letter by letter. */
    @Test
    void theContractsExampleIsReadAndWritten() throws Exception {
        byte[] example = golden("contract-example.json");
        assertThat(Topics.TELEMETRY_RAW.format().decode(example))
                .isEqualTo(Samples.contract().build());
        JsonNode written = withoutTimes(TelemetryJson.encode(Samples.contract().build()));
        assertThat(written.equals(GoldenFilesTest::compareNumbers, withoutTimes(example)))
                .as(written.toString())
                .isTrue();
    }

    /** 1 is 1.0. */
    private static int compareNumbers(JsonNode a, JsonNode b) {
        boolean same = (a.isNumber() && b.isNumber()) ? a.doubleValue() == b.doubleValue() : a.equals(b);
        return same ? 0 : 1;
    }

    /** Times are compared as times: the example's has milliseconds that are 0, and ISO 8601 may leave them out. */
    private static JsonNode withoutTimes(byte[] json) throws IOException {
        ObjectNode node = (ObjectNode) Json.mapper().readTree(json);
        for (String name : new String[] {"deviceTime", "receivedAt"}) {
            node.put(name, Instant.parse(node.get(name).asText()).toEpochMilli());
        }
        return node;
    }

    private static byte[] golden(String file) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(GoldenFilesTest.class.getResourceAsStream("/golden/" + file), file)) {
            return in.readAllBytes();
        }
    }
}
