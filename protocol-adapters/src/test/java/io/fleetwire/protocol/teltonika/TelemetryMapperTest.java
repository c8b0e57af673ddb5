package io.fleetwire.protocol.teltonika;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What IO elements mean: by family, width, value, and whether they made the record. */
class TelemetryMapperTest {

    private static final String IMEI = "356307042441013";

    private static IoElements.Builder io() {
        return new IoElements.Builder(AvlLayout.CODEC_8_EXTENDED);
    }

    private static Telemetry map(@Nullable String model, int eventId, IoElements.Builder io) {
        return map(model, new AvlRecord(1_000, 0, 52.5, 13.4, 30, 271, 9, 48, eventId, 0, io.build()));
    }

    private static Telemetry map(@Nullable String model, AvlRecord record) {
        try {
            AvlPacket packet = AvlPacket.of(record.io().layout(), List.of(record));
            FamilyDictionary dictionary = AvlDictionary.builtIn().of(model);
            return (Telemetry)
                    TelemetryMapper.telemetry(IMEI, dictionary, packet, 2_000).getFirst();
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    /** FACTS 1.6: the same id on another model is another thing, and on an unknown model in a foreign width it is none. */
    @ParameterizedTest
    @CsvSource({
        // id, width, raw, FMB120, FMB640, TAT100, unknown model
        "4, 1, 1, 0x01, 1, 0x01, 0x01",
        "4, 4, 1, 1, 0x00000001, 1, 1",
        "6, 2, 65486, 65.486, -5, 65.486, 65.486",
        "10, 1, 1, 1, 0x01, 1, 1",
        "10, 2, 495, 0x01ef, 0.495, 0x01ef, 0x01ef",
        "72, 2, 250, 0x00fa, 25, 0x00fa, 0x00fa",
        "72, 4, 4294967246, -5, 0xffffffce, -5, -5",
        "113, 1, 77, 77, 0x4d, 77, 77",
        "113, 4, 4294806661, 0xfffd8c85, -160635, 0xfffd8c85, 0xfffd8c85",
        "390, 1, 2, 0x02, 2, 2, 0x02",
        "390, 4, 615, 61.5, 615, 0x00000267, 61.5",
        "181, 2, 11, 1.1, 1.1, 1.1, 1.1",
        "64000, 8, -1, 18446744073709551615, 18446744073709551615, 18446744073709551615, 18446744073709551615"
    })
    void meaningDependsOnTheFamily(int id, int width, long raw, String a, String six, String t, String unknown) {
        String name = "io_" + id;
        assertThat(map("FMB120", 0, io().number(id, width, raw)).attributes()).containsEntry(name, a);
        assertThat(map("fmb640", 0, io().number(id, width, raw)).attributes()).containsEntry(name, six);
        assertThat(map("TAT100", 0, io().number(id, width, raw)).attributes()).containsEntry(name, t);
        assertThat(map(null, 0, io().number(id, width, raw)).attributes()).containsEntry(name, unknown);
    }

    @Test
    void typedFieldsDependOnTheFamilyToo() {
        assertThat(map("FMC130", 0, io().number(16, 4, 5_000)).odometerM()).isEqualTo(5_000);
        Telemetry six =
                map("FMC650", 0, io().number(16, 4, 5_000).number(216, 4, 7_000).number(236, 2, 0xFF9C));
        assertThat(six.odometerM()).isEqualTo(7_000);
        assertThat(six.acceleration().xG()).isEqualTo(-0.1);
        assertThat(six.signals()).isEmpty();
        assertThat(map("FMC130", 0, io().number(236, 1, 1)).signals()).containsExactly(Signal.SOS);
    }

    @ParameterizedTest
    @CsvSource({
        // element, value, event id, signal
        "247, 1, 247, CRASH",
        "247, 6, 247, CRASH",
        "247, 3, 247, ",
        "247, 0, 247, ",
        "253, 1, 253, HARSH_ACCELERATION",
        "253, 2, 253, HARSH_BRAKE",
        "253, 3, 253, HARSH_CORNERING",
        "246, 1, 0, TOW",
        "246, 0, 246, ",
        "249, 1, 249, JAMMING",
        "249, 0, 249, ",
        "318, 2, 318, JAMMING",
        "318, 1, 318, ",
        "252, 1, 0, UNPLUG",
        "252, 0, 252, ",
        "251, 1, 0, IDLING",
        "251, 0, 251, ",
        "255, 97, 255, OVERSPEED",
        "255, 97, 0, ",
        "155, 1, 155, GEOFENCE_ENTER",
        "155, 0, 155, GEOFENCE_EXIT",
        "155, 3, 155, OVERSPEED",
        "155, 2, 155, ",
        "155, 1, 0, ",
        "231, 0, 231, GEOFENCE_EXIT",
        "61, 1, 61, GEOFENCE_ENTER",
        "175, 1, 175, GEOFENCE_ENTER",
        "175, 0, 0, "
    })
    void signalsAreRaisedByActiveStatesAndByEvents(int id, int value, int eventId, @Nullable Signal signal) {
        Telemetry event = map("FMB920", eventId, io().number(id, 1, value));
        assertThat(event.signals()).isEqualTo(signal == null ? Set.of() : Set.of(signal));
        assertThat(event.attributes()).containsEntry("io_" + id, Integer.toString(value));
    }

    @ParameterizedTest
    @CsvSource({
        "72, 4, 850",
        "72, 4, 2000",
        "72, 4, 3000",
        "75, 4, 5000",
        "25, 2, 32767",
        "86, 2, 32734",
        "201, 2, 65534",
        "85, 2, 65535",
        "87, 4, 4294967295",
        "78, 8, 0",
        "207, 8, 0"
    })
    void whatTheDeviceCallsAbsentIsNowhere(int id, int width, long raw) {
        assertThat(map(null, 0, io().number(id, width, raw))).isEqualTo(map(null, 0, io()));
    }

    @Test
    void theFirstSourceOfAQuantityHasTheFieldAndTheOtherIsKept() {
        Telemetry event = map(null, 0, io().number(36, 2, 1_726).number(85, 2, 1_700));
        assertThat(event.engine().rpm()).isEqualTo(1_726);
        assertThat(event.attributes()).containsEntry("io_85", "1700");
    }

    @Test
    void valuesThatNobodyCanBelieveAreKeptOutOfTypedFields() {
        Telemetry event = map(null, 0, io().number(31, 1, 255).number(239, 1, 7));
        assertThat(event.engine().loadPct()).isNaN();
        assertThat(event.ignition()).isNull();
        assertThat(event.attributes()).containsEntry("io_31", "255").containsEntry("io_239", "7");
    }

    @Test
    void troubleCodesTagsAndTexts() {
        Telemetry event = map(
                null,
                0,
                io().number(78, 8, 0x0100001A2B3C4DL)
                        .bytes(281, ascii("P0123,c0300,P0000"))
                        .bytes(403, ascii("Ada Lovelace\0\0"))
                        .bytes(331, new byte[] {1, (byte) 0xAB})
                        .bytes(385, new byte[0]));
        assertThat(event.driverTag()).isEqualTo("000100001A2B3C4D");
        assertThat(event.dtcs()).containsExactly("P0123", "C0300");
        assertThat(event.attributes())
                .containsEntry("io_403", "Ada Lovelace")
                .containsEntry("io_331", "0x01ab")
                .containsEntry("io_385", "0x");
        assertThat(map(null, 0, io().bytes(281, ascii("none"))).attributes()).containsEntry("io_281", "none");
    }

    @Test
    void longBytesGoOnInFurtherAttributes() {
        Telemetry event = map(null, 0, io().bytes(257, new byte[1_500]));
        assertThat(event.attributes().get("io_257")).hasSize(Telemetry.MAX_ATTRIBUTE_VALUE);
        assertThat(event.attributes().get("io_257_2")).hasSize(2 + 3_000 - Telemetry.MAX_ATTRIBUTE_VALUE);
    }

    @Test
    void withoutSatellitesThePlaceIsTheLastKnownOne() {
        Fix fix = Objects.requireNonNull(map(null, record(52.5, 13.4, 0, 0, 0)).fix());
        assertThat(fix.valid()).isFalse();
        assertThat(fix.lat()).isEqualTo(52.5);
        assertThat(map(null, record(0, 0, 0, 0, 0)).fix()).isNull();
        assertThat(map(null, record(0, 0, 9, 0, 0)).fix()).isNull();
    }

    @Test
    void impossibleSpeedsAndAnglesAreAbsent() {
        Fix fix = Objects.requireNonNull(
                map(null, record(52.5, 13.4, 9, 0xFFFF, 361)).fix());
        assertThat(Measure.has(fix.speedKmh())).isFalse();
        assertThat(Measure.has(fix.headingDeg())).isFalse();
    }

    @Test
    void impossiblePlacesAreKeptAsText() {
        Telemetry event = map(null, record(-90.0000001, 13.4, 9, 0, 0));
        assertThat(event.fix()).isNull();
        assertThat(event.attributes()).containsEntry("impossible_place", "-90.0000001,13.4");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "9223372036854775807", "-9223372036854775808", "4294967295000"})
    void timesAreKeptAsSent(long timeMs) {
        AvlRecord record = new AvlRecord(timeMs, 2, 52.5, 13.4, 0, 0, 9, 0, 0, 0, io().build());
        assertThat(map(null, record).deviceTimeMs()).isEqualTo(timeMs);
        assertThat(map(null, record).attributes()).containsEntry("priority", "2");
    }

    @Test
    void dilutionBelongsToTheFix() {
        Telemetry placed = map(null, 0, io().number(182, 2, 9));
        assertThat(Objects.requireNonNull(placed.fix()).hdop()).isEqualTo(0.9);
        AvlRecord nowhere = new AvlRecord(
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, io().number(182, 2, 9).build());
        assertThat(map(null, nowhere).attributes()).containsEntry("io_182", "0.9");
    }

    private static AvlRecord record(double lat, double lon, int satellites, int speedKmh, int angleDeg) {
        return new AvlRecord(0, 0, lat, lon, 0, angleDeg, satellites, speedKmh, 0, 0, io().build());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
