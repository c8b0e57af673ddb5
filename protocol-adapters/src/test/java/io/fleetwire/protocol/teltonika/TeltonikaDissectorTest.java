package io.fleetwire.protocol.teltonika;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.Part.Check;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Dissection;
import io.fleetwire.protocol.contract.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people are shown of a frame, and that it is what the decoder reads. */
class TeltonikaDissectorTest {

    /** The vendor's worked example (wiki, "Codec 8"; FACTS 1.2). */
    private static final String PACKET =
            "000000000000002808010000016b40d9ad80010000000000000000000000000000000103021503010101425e100000010000f22a";

    private static final Pattern IO = Pattern.compile("records\\[(\\d+)]\\.io\\[(\\d+)].*");

    /** What Codec 7 has outside its elements. */
    private static final Map<String, String> LEGACY =
            Map.of("io_206", "area code", "io_205", "cell", "io_21", "signal", "io_241", "operator");

    private final TeltonikaAdapter adapter = new TeltonikaAdapter();

    private List<Part> dissect(String hex) {
        return Dissection.of(adapter, HexFormat.of().parseHex(hex));
    }

    private static Part part(int offset, int length, String name, String value) {
        return Part.of(offset, length, name, value);
    }

    private static Part passed(int offset, int length, String name, String value) {
        return new Part(offset, length, name, value, Check.PASSED);
    }

    private static Part failed(int offset, int length, String name, String value) {
        return new Part(offset, length, name, value, Check.FAILED);
    }

    @Test
    void theVendorsExample() {
        assertThat(dissect(PACKET))
                .containsExactly(
                        part(0, 4, "preamble", "0"),
                        passed(4, 4, "data length", "40 bytes"),
                        part(8, 1, "codec", "Codec 8"),
                        part(9, 1, "quantity", "1"),
                        part(10, 8, "records[0].time", "2019-06-10T10:05:36Z"),
                        part(18, 1, "records[0].priority", "1 high"),
                        part(19, 4, "records[0].longitude", "0.0 °"),
                        part(23, 4, "records[0].latitude", "0.0 °"),
                        part(27, 2, "records[0].altitude", "0 m"),
                        part(29, 2, "records[0].angle", "0 °"),
                        part(31, 1, "records[0].satellites", "0: no fix, the place is the last known one"),
                        part(32, 2, "records[0].speed", "0 km/h"),
                        part(34, 1, "records[0].event", "1 din1"),
                        passed(35, 1, "records[0].IO total", "3"),
                        part(36, 1, "records[0].IO count, 1 bytes", "2"),
                        part(37, 2, "records[0].io[21] gsmSignal", "3"),
                        part(39, 2, "records[0].io[1] din1", "1"),
                        part(41, 1, "records[0].IO count, 2 bytes", "1"),
                        part(42, 3, "records[0].io[66] externalVoltage", "24.08 V"),
                        part(45, 1, "records[0].IO count, 4 bytes", "0"),
                        part(46, 1, "records[0].IO count, 8 bytes", "0"),
                        passed(47, 1, "quantity again", "1"),
                        passed(48, 4, "CRC-16/ARC", "0x0000F22A"));
    }

    @Test
    void aBrokenChecksumAndABrokenLength() {
        List<Part> damaged = dissect(PACKET.replace("5e10", "5e11"));
        assertThat(damaged).contains(part(42, 3, "records[0].io[66] externalVoltage", "24.081 V"));
        assertThat(damaged.getLast()).isEqualTo(failed(48, 4, "CRC-16/ARC", "0x0000F22A, should be 0x00000E2B"));
        List<Part> longer = dissect(PACKET.replace("0000000000000028", "0000000000000029"));
        assertThat(longer.get(1)).isEqualTo(failed(4, 4, "data length", "41 bytes"));
    }

    @Test
    void countsThatDoNotAgree() {
        List<Part> total = dissect(PACKET.replace("0103021503", "0104021503"));
        assertThat(total).contains(failed(35, 1, "records[0].IO total", "4"));
        List<Part> quantity = dissect(PACKET.replace("0000010000f22a", "0000020000f22a"));
        assertThat(quantity).contains(failed(47, 1, "quantity again", "2"));
        List<Part> count = dissect(PACKET.replace("0103021503", "0103ff1503"));
        assertThat(count.get(count.size() - 2).check()).isEqualTo(Check.FAILED);
        assertThat(count.get(count.size() - 2).value()).startsWith("records[0].io[1] runs past the packet: 01");
    }

    @Test
    void whatOtherModelsMeanIsSaid() {
        // FACTS 1.6: 10 in one byte is the card's state, in two an analogue input of other models; 72 in four bytes,
        // raw 850, is no reading.
        IoElements.Builder elements = new IoElements.Builder(AvlLayout.CODEC_8_EXTENDED)
                .number(10, 1, 1)
                .number(10, 2, 495)
                .number(72, 4, 850)
                .number(64_000, 1, 7);
        assertThat(ioValues(elements))
                .containsExactly(
                        Map.entry("records[0].io[10] sdStatus", "1"),
                        Map.entry("records[0].io[64000]", "7"),
                        Map.entry("records[0].io[10]", "0x01ef (sdStatus has another length) (family 6: ain2 0.495 V)"),
                        Map.entry("records[0].io[72] dallasTemp1", "85 C (no reading)"));
    }

    private List<Map.Entry<String, String>> ioValues(IoElements.Builder elements) {
        try {
            AvlRecord record = new AvlRecord(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, elements.build());
            AvlPacket packet = AvlPacket.of(AvlLayout.CODEC_8_EXTENDED, List.of(record));
            var frame = TeltonikaCodec.encode(new TeltonikaMessage.Data(packet));
            return adapter.dissect(frame).stream()
                    .filter(part -> IO.matcher(part.name()).matches())
                    .map(part -> Map.entry(part.name(), part.value()))
                    .toList();
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void loginsPingsDatagramsAndMessages() {
        assertThat(dissect("000f333536333037303432343431303133"))
                .containsExactly(passed(0, 2, "IMEI length", "15"), part(2, 15, "IMEI", "356307042441013"));
        assertThat(dissect("ff")).containsExactly(part(0, 1, "ping", "keeps the connection alive"));
        assertThat(dissect("003dcafe0105000f33353230393330383634303336353508010000016b4f815b30010000000000000000000000"
                                + "000000000103021503010101425dbc000001")
                        .subList(0, 8))
                .containsExactly(
                        passed(0, 2, "length", "61 bytes"),
                        part(2, 2, "packet id", "51966"),
                        part(4, 1, "packet type", "1"),
                        part(5, 1, "AVL packet id", "5"),
                        part(6, 2, "IMEI length", "15"),
                        part(8, 15, "IMEI", "352093086403655"),
                        part(23, 1, "codec", "Codec 8"),
                        part(24, 1, "quantity", "1"));
        assertThat(dissect("00000000000000160e01050000000e0352093081452251676574766572010000d2c1"))
                .containsExactly(
                        part(0, 4, "preamble", "0"),
                        passed(4, 4, "data length", "22 bytes"),
                        part(8, 1, "codec", "Codec 14"),
                        part(9, 1, "quantity", "1"),
                        part(10, 1, "type", "5 command"),
                        passed(11, 4, "size", "14 bytes"),
                        part(15, 8, "IMEI", "0352093081452251"),
                        part(23, 6, "text", "getver"),
                        passed(29, 1, "quantity again", "1"),
                        passed(30, 4, "CRC-16/ARC", "0x0000D2C1"));
        assertThat(dissect("000000000000000d0c010d0000000501598493ed01000018b2"))
                .contains(part(10, 1, "type", "13 camera"), part(15, 5, "camera message", "0x01598493ed"));
        assertThat(dissect("00000000000000130d01060000000b0a81c320676574696e666f0100001d6b"))
                .contains(part(15, 4, "timestamp", "1975-08-03T05:37:36Z"), part(19, 7, "text", "getinfo"));
        assertThat(dissect("00000000000000030901010000ffff")).contains(failed(8, 1, "codec", "0x09 is not known"));
    }

    static Stream<Vector> vectors() {
        return new TeltonikaBook()
                .vectors().stream()
                        .filter(vector -> !vector.expected().path("rejected").asBoolean());
    }

    /** Two readers of the same bytes, one for people and one for the fleet: time, place and every element agree. */
    @ParameterizedTest
    @MethodSource("vectors")
    void peopleAreShownWhatTheDecoderReads(Vector vector) {
        List<Telemetry> events = AdapterHarness.of(adapter, vector).telemetry();
        List<Part> parts = new ArrayList<>();
        vector.frames().forEach(frame -> parts.addAll(Dissection.of(adapter, frame)));
        Map<String, String> last = new HashMap<>();
        parts.forEach(part -> last.put(part.name().replaceFirst("(io\\[\\d+]).*", "$1"), part.value()));
        boolean records = last.containsKey("records[0].time");
        for (int i = 0; records && i < events.size(); i++) {
            Telemetry event = events.get(i);
            String record = "records[" + i + "].";
            assertThat(last.get(record + "time")).startsWith(event.at().toString());
            if (event.fix() != null) {
                assertFix(event.fix(), record, last);
            }
            event.attributes().forEach((name, value) -> {
                if (name.matches("io_\\d+")) {
                    String shown = last.getOrDefault(
                            record + "io[" + name.substring(3) + "]", last.get(record + LEGACY.get(name)));
                    assertThat(shown).as(name).matches(Pattern.quote(value) + "( .*|)");
                }
            });
        }
        last.forEach((name, value) -> {
            Matcher io = IO.matcher(name);
            if (io.matches() && !events.isEmpty()) {
                assertIsSomewhere(events.get(Integer.parseInt(io.group(1))), "io_" + io.group(2), value);
            }
        });
    }

    private static void assertFix(Fix fix, String record, Map<String, String> shown) {
        assertThat(number(shown(shown, record + "latitude"))).isEqualTo(fix.lat());
        assertThat(number(shown(shown, record + "longitude"))).isEqualTo(fix.lon());
        assertThat(number(shown(shown, record + "altitude"))).isEqualTo(fix.altitudeM());
        assertThat(number(shown(shown, record + "angle"))).isEqualTo(fix.headingDeg());
        assertThat(number(shown(shown, record + "speed"))).isEqualTo(fix.speedKmh());
        assertThat(number(shown(shown, record + "satellites"))).isEqualTo(fix.satellites());
        assertThat(shown(shown, record + "satellites").contains("no fix")).isEqualTo(!fix.valid());
    }

    private static String shown(Map<String, String> shown, String name) {
        return Objects.requireNonNull(shown.get(name), name);
    }

    private static double number(String shown) {
        return Double.parseDouble(shown.split("[ :]", 2)[0]);
    }

    /** What is shown is an attribute, or it is no reading, or a typed field has it. */
    private static void assertIsSomewhere(Telemetry event, String attribute, String shown) {
        if (event.attributes().containsKey(attribute) || shown.endsWith("(no reading)")) {
            return;
        }
        List<Object> typed = new ArrayList<>(List.of(
                event.odometerM(),
                event.engine().rpm(),
                event.engine().loadPct(),
                event.engine().coolantC(),
                event.engine().throttlePct(),
                event.engine().fuelLevelPct(),
                event.engine().fuelRateLph(),
                event.power().externalV(),
                event.power().batteryV(),
                event.acceleration().xG(),
                event.acceleration().yG(),
                event.acceleration().zG()));
        if (event.fix() != null) {
            typed.add(event.fix().hdop());
        }
        if (event.ignition() != null) {
            typed.add(event.ignition() ? 1.0 : 0.0);
        }
        if (event.driverTag() != null) {
            typed.add((double) Long.parseUnsignedLong(event.driverTag(), 16));
        }
        if (attribute.equals("io_281")) {
            assertThat(shown.split(",")).containsAll(event.dtcs());
        } else {
            assertThat(typed).as("%s = %s", attribute, shown).contains(number(shown));
        }
    }
}
