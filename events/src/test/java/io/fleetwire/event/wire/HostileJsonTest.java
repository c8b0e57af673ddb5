package io.fleetwire.event.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.event.Telemetry;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person or a foreign system may produce by hand. Whatever is wrong is named; nothing but a {@link MalformedEventException} comes out. */
class HostileJsonTest {

    private static void refused(WireFormat<?> format, String json, String reason) {
        assertThatThrownBy(() -> format.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        MalformedEventException.class,
                        e -> assertThat(e.reason())
                                .contains(reason)
                                .hasLineCount(1)
                                .hasSizeLessThan(400));
    }

    private static void telemetryRefused(String json, String reason) {
        refused(Topics.TELEMETRY_RAW.format(), json, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | deviceId is required",
                "{\"deviceId\":\"d\"} | deviceTime is required",
                "{\"deviceId\":null,\"deviceTime\":0} | deviceId is required",
                "{\"deviceId\":7,\"deviceTime\":0} | deviceId: expected string, found number",
                "{\"deviceId\":\"../../etc\",\"deviceTime\":0} | deviceId must be",
                "{\"deviceId\":\"\",\"deviceTime\":0} | deviceId must be",
                "{\"deviceId\":\"d\",\"vehicleId\":\"a/b\",\"deviceTime\":0} | vehicleId must be",
                "{\"deviceId\":\"d\",\"deviceTime\":\"yesterday\"} | deviceTime: not an ISO 8601 time",
                "{\"deviceId\":\"d\",\"deviceTime\":\"2026-11-21\"} | deviceTime: not an ISO 8601 time",
                "{\"deviceId\":\"d\",\"deviceTime\":1.5} | deviceTime: neither",
                "{\"deviceId\":\"d\",\"deviceTime\":99999999999999999999} | deviceTime: neither",
                "{\"deviceId\":\"d\",\"deviceTime\":true} | deviceTime: neither",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"fix\":{}} | lat and lon are required",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"fix\":[52,13]} | fix: expected object, found array",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"fix\":{\"lat\":90.0000001,\"lon\":0}} | lat 90.0000001 is outside",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"fix\":{\"lat\":0,\"lon\":-180.1}} | lon -180.1 is outside",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"fix\":{\"lat\":\"52\",\"lon\":0}} | fix.lat: expected number, found string",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"fix\":{\"lat\":NaN,\"lon\":0}} | not JSON",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"fix\":{\"lat\":1e999,\"lon\":0}} | lat Infinity is outside",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"fix\":{\"lat\":1,\"lon\":1,\"speedKmh\":-1}} | speedKmh -1.0 is outside",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"fix\":{\"lat\":1,\"lon\":1,\"headingDeg\":361}} | headingDeg 361.0 is outside",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"fix\":{\"lat\":1,\"lon\":1,\"satellites\":1.5}} | fix.satellites: not a whole number",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"fix\":{\"lat\":1,\"lon\":1,\"valid\":1}} | fix.valid: expected boolean, found number",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"ignition\":\"on\"} | ignition: expected boolean, found string",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"odometerM\":-1} | odometerM -1.0 is outside",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"engine\":{\"loadPct\":101}} | loadPct 101.0 is outside",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"power\":{\"externalV\":1001}} | externalV 1001.0 is outside",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"acceleration\":{\"xG\":101}} | xG 101.0 is outside",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"signals\":[\"TEA\"]} | signals: no such signal",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"signals\":\"SOS\"} | signals: expected array, found string",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"dtcs\":[1]} | dtcs: expected strings",
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"attributes\":[]} | attributes: expected object, found array",
                "{\"deviceId\":\"d\",\"deviceTime\":0} {} | not JSON",
                "{\"deviceId\":\"d\",\"deviceTime\":0}x | not JSON",
                "{\"deviceId\":\"d\", | not JSON",
                "{ | not JSON"
            })
    void whatIsWrongIsNamed(String json, String reason) {
        telemetryRefused(json, reason);
    }

    @Test
    void whatIsNeitherJsonNorProtobuf() {
        telemetryRefused("", "empty value");
        telemetryRefused("hello", "neither Protobuf nor JSON");
        telemetryRefused("[1]", "neither Protobuf nor JSON");
    }

    @Test
    void nestingAndSizeHaveLimits() {
        telemetryRefused("{\"attributes\":" + "[".repeat(10_000), "not JSON");
        String many = IntStream.rangeClosed(0, Telemetry.MAX_ATTRIBUTES)
                .mapToObj(i -> "\"a" + i + "\":\"\"")
                .collect(Collectors.joining(","));
        telemetryRefused(
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"attributes\":{" + many + "}}", "attributes: more than 512");
        String longValue = "x".repeat(Telemetry.MAX_ATTRIBUTE_VALUE + 1);
        telemetryRefused(
                "{\"deviceId\":\"d\",\"deviceTime\":0,\"attributes\":{\"a\":\"" + longValue + "\"}}",
                "attributes: a name or value is too long");
        String codes = "\"P0133\",".repeat(Telemetry.MAX_DTCS) + "\"P0133\"";
        telemetryRefused("{\"deviceId\":\"d\",\"deviceTime\":0,\"dtcs\":[" + codes + "]}", "dtcs: more than 128");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"event\":\"DELIVERED\",\"at\":0} | deviceId is required",
                "{\"deviceId\":\"d\",\"at\":0} | event is required",
                "{\"deviceId\":\"d\",\"event\":\"TEA\",\"at\":0} | event: no such event",
                "{\"deviceId\":\"d\",\"event\":\"DELIVERED\"} | at is required",
                "{\"deviceId\":\"d\",\"event\":\"DELIVERED\",\"at\":0,\"lat\":1} | lat and lon come together",
                "{\"deviceId\":\"d\",\"event\":\"DELIVERED\",\"at\":0,\"lat\":91,\"lon\":0} | lat 91.0 is outside",
                "{\"deviceId\":\"d\",\"event\":\"DELIVERED\",\"at\":0,\"driverId\":\"<b>\"} | id must be",
                "null | not a JSON object"
            })
    void tripEvents(String json, String reason) {
        refused(Topics.TRIP_EVENTS.format(), json, reason);
    }

    /** UTF-8 has no bytes for it: it would stand in the table as "?", which nobody sent. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"driverTag\":\"\\ud83d of one\" | half a character in a text",
                "\"driverTag\":\"one\\ud83d\" | half a character in a text",
                "\"driverTag\":\"\\ude9a\\ud83d\" | half a character in a text",
                "\"dtcs\":[\"P0133\",\"\\udfff\"] | half a character in a text",
                "\"attributes\":{\"note\":\"\\ud83d\"} | half a character in a text",
                "\"attributes\":{\"\\ud83d\":\"note\"} | not JSON: Invalid UTF-8"
            })
    void halfACharacterIsRefused(String field, String reason) {
        telemetryRefused("{\"deviceId\":\"d\",\"deviceTime\":0," + field + "}", reason);
    }

    @Test
    void wholeCharactersOfTwoHalvesAreKept() throws MalformedEventException {
        Telemetry event = Topics.TELEMETRY_RAW
                .format()
                .decode("{\"deviceId\":\"d\",\"deviceTime\":0,\"driverTag\":\"\\ud83d\\ude9a\\ud83d\\udc69\"}"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(event.driverTag()).isEqualTo("\uD83D\uDE9A\uD83D\uDC69");
    }

    @Test
    void mappedRecordsNameTheirFieldToo() {
        refused(
                Topics.CONFIG.format(),
                "{\"kind\":\"device\",\"deviceId\":\"a/b\",\"vehicleId\":\"v\"}",
                "deviceId must be");
        refused(Topics.CONFIG.format(), "{\"kind\":\"vehicle\"}", "a required value is missing");
        refused(Topics.CONFIG.format(), "{\"kind\":\"boat\"}", "boat");
        refused(Topics.CONFIG.format(), "null", "null");
        refused(Topics.ALERTS.format(), "{\"severity\":\"HUGE\"}", "severity");
        refused(Topics.DEAD_LETTERS.format(), "{\"from\":\"gateway\",\"at\":0,\"bytes\":\"\"}", "reason is required");
        refused(Topics.DEAD_LETTERS.format(), "[]", "must be an object");
    }

    @Test
    void whatIsMissingIsAbsentAndWhatIsUnknownIsSkipped() throws MalformedEventException {
        Telemetry event = Topics.TELEMETRY_RAW
                .format()
                .decode(
                        " \n{\"deviceId\":\"d\",\"deviceTime\":\"2026-11-21T11:00:00+01:00\",\"fix\":null,\"colour\":{\"r\":1}}"
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(event)
                .isEqualTo(Telemetry.builder("d", TelemetryJson.HAND_MADE, Samples.AT.toEpochMilli())
                        .build());
    }
}
