package io.fleetwire.protocol.gt06;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Dissection;
import io.fleetwire.protocol.contract.Vector;
import io.netty.buffer.ByteBufUtil;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames taken apart: {@code offset+length name = value}, with what the bytes prove. */
class Gt06DissectionTest {

    private static final Gt06Adapter ADAPTER = new Gt06Adapter();

    /** Concox manual: a location. */
    private static final String LOCATION =
            "787822220f0c1d023305c9027ac8180c46586000140001cc00287d001f71000001000820860d0a";

    @Test
    void aLogin() {
        // Concox manual: IMEI 752533678900242, UTC+8, Chinese.
        assertThat(parts("78781101075253367890024270003201000512790d0a"))
                .containsExactly(
                        "0+2 start = 0x7878, short frame",
                        "2+1 length = 17 ✓",
                        "3+1 type = 0x01 login",
                        "4+8 imei = 752533678900242",
                        "12+2 product = 0x7000",
                        "14+2 zoneAndLanguage = UTC+08:00, language 1",
                        "16+2 serial = 5",
                        "18+2 checksum = 0x1279 ✓",
                        "20+2 end = 0x0D0A ✓");
    }

    @Test
    void aLocation() {
        assertThat(parts(LOCATION))
                .containsExactly(
                        "0+2 start = 0x7878, short frame",
                        "2+1 length = 34 ✓",
                        "3+1 type = 0x22 location",
                        "4+6 time = 2015-12-29T02:51:05 UTC",
                        "10+1 satellites = 9",
                        "11+4 latitude = 23.1116933°",
                        "15+4 longitude = 114.4092978°",
                        "19+1 speed = 0 km/h",
                        "20+2 courseAndStatus = course 0°, north, east, fixed",
                        "22+2 mcc = 460",
                        "24+1 mnc = 0",
                        "25+2 lac = 10365",
                        "27+3 cellId = 8049",
                        "30+1 ignition = off",
                        "31+1 uploadMode = 0 time",
                        "32+1 reupload = stored while offline",
                        "33+2 serial = 8",
                        "35+2 checksum = 0x2086 ✓",
                        "37+2 end = 0x0D0A ✓");
    }

    @Test
    void anOlderLocationSaysWhoseTimeItIs() {
        // Traccar issue 275.
        assertThat(parts("78781f120d051c07092bca02f50fd7106a422800306801f9030fb900af3400cf10800d0a"))
                .contains(
                        "3+1 type = 0x12 location",
                        "4+6 time = 2013-05-28T07:09:43 by the device's local time",
                        "11+4 latitude = -27.5637817°",
                        "20+2 courseAndStatus = course 104°, south, east, fixed, differential");
    }

    @Test
    void aHeartbeat() {
        // Concox manual.
        assertThat(parts("78780a134004040001000fdcee0d0a"))
                .containsExactly(
                        "0+2 start = 0x7878, short frame",
                        "2+1 length = 10 ✓",
                        "3+1 type = 0x13 heartbeat",
                        "4+1 terminalInformation = normal, GPS tracking, ignition off",
                        "5+1 voltageLevel = 4, 66 %",
                        "6+1 gsm = 4",
                        "7+1 alarm = 0",
                        "8+1 language = 1",
                        "9+2 serial = 15",
                        "11+2 checksum = 0xDCEE ✓",
                        "13+2 end = 0x0D0A ✓");
    }

    @Test
    void anAlarm() {
        // Concox manual: tamper.
        assertThat(parts("787825260f0c1d030b26c9027ac8180c4658600004000901cc00287d001f718004041302000c472a0d0a"))
                .containsSubsequence(
                        "3+1 type = 0x26 alarm",
                        "4+6 time = 2015-12-29T03:11:38 UTC",
                        "20+2 courseAndStatus = course 0°, north, east, not fixed",
                        "22+1 cellLength = 9",
                        "23+2 mcc = 460",
                        "25+1 mnc = 0",
                        "26+2 lac = 10365",
                        "28+3 cellId = 8049",
                        "31+1 terminalInformation = normal, oil and electricity cut, ignition off",
                        "32+1 voltageLevel = 4, 66 %",
                        "33+1 gsm = 4",
                        "34+1 alarm = 0x13 DISASSEMBLED",
                        "35+1 language = 2",
                        "36+2 serial = 12");
    }

    @Test
    void information() {
        // Recorded: doors, behind a time.
        assertThat(parts("7979000d940516090908081c030defbd2d0d0a"))
                .containsExactly(
                        "0+2 start = 0x7979, long frame",
                        "2+2 length = 13 ✓",
                        "4+1 type = 0x94 information",
                        "5+1 subtype = 0x05",
                        "6+6 time = 16090908081c",
                        "12+1 inputs = door open, input off",
                        "13+2 serial = 3567",
                        "15+2 checksum = 0xBD2D ✓",
                        "17+2 end = 0x0D0A ✓");
    }

    @Test
    void aBrokenChecksumIsNamedAndTheRestReadAllTheSame() {
        assertThat(parts(LOCATION.replace("000820860d0a", "000920860d0a")))
                .contains("11+4 latitude = 23.1116933°", "33+2 serial = 9")
                .contains("35+2 checksum = 0x2086, but the bytes give 0x310F ✗");
    }

    @Test
    void aFrameCutShortIsReadAsFarAsItGoes() {
        assertThat(parts(LOCATION.substring(0, 40)))
                .containsSequence(
                        "2+1 length = 34, but 17 bytes follow ✗",
                        "3+1 type = 0x22 location",
                        "4+6 time = 2015-12-29T02:51:05 UTC",
                        "10+1 satellites = 9")
                .last()
                .isEqualTo("19+1 speed = 0 km/h: type 0x22 is shorter than it must be ✗");
    }

    @Test
    void whatCannotBeIsNamedWithItsBytes() {
        String thirteenthMonth = LOCATION.replace("0f0c1d", "0f0d1d");
        assertThat(parts(thirteenthMonth))
                .contains("4+6 time = 0f0d1d023305")
                .contains("10+23 content = no date: 15-13-29: c9027ac8180c46586000140001cc00287d001f71000001 ✗");
    }

    @Test
    void anUnknownTypeIsHex() {
        // Recorded.
        assertThat(parts("79790005840016bb1a0d0a"))
                .containsExactly(
                        "0+2 start = 0x7979, long frame",
                        "2+2 length = 5 ✓",
                        "4+1 type = 0x84 unknown type",
                        "5+2 serial = 22",
                        "7+2 checksum = 0xBB1A ✓",
                        "9+2 end = 0x0D0A ✓");
        assertThat(parts("78780d1f000000000000000200b196a20d0a")).contains("4+8 content = 0000000000000002");
        assertThat(parts("474554202f")).containsExactly("0+5 frame = 474554202f ✗");
    }

    @Test
    void repeatedFieldsHaveTheirPlace() {
        // Concox manual: cells.
        assertThat(parts("78783b2810010d02020201cc00287d001f713e287d001f7231287d001e232d287d001f4018000000000000000000"
                        + "000000000000000000ff00020005b14b0d0a"))
                .contains("13+2 cells[0].lac = 10365", "15+3 cells[0].cellId = 8049", "18+1 cells[0].rssi = 62")
                .contains("24+1 cells[1].rssi = 49", "55+1 timingAdvance = 255", "56+2 language = 2");
    }

    @Test
    void aVendorsLayoutIsNamed() {
        // Recorded: S5.
        assertThat(
                        parts(
                                "78782b1215050d03041bcf031ff30a0be795bc001c17014e14a065dd95314504b6040000001c00000cd90ab8fb6f0d0a"))
                .contains("3+1 type = 0x12 location, layout S5", "31+2 externalVoltage = 12.06 V")
                .contains("37+1 temperatureC = 28.0", "38+4 mileage = 3289 · 10 m");
    }

    static Stream<Vector> vectors() {
        return new Gt06Book().vectors().stream();
    }

    /** The decoder reads along, so this holds by construction: it fails when somebody makes the two separate. */
    @ParameterizedTest
    @MethodSource("vectors")
    void agreesWithTheDecoder(Vector vector) {
        List<Telemetry> events = AdapterHarness.of(ADAPTER, vector).telemetry();
        if (events.size() != 1 || vector.frames().size() != 1) {
            return;
        }
        Telemetry event = events.getFirst();
        List<Part> parts = Dissection.of(ADAPTER, vector.frames().getFirst());
        Fix fix = event.fix();
        if (fix != null) {
            assertThat(degrees(parts, "latitude")).isCloseTo(fix.lat(), offset(1e-7));
            assertThat(degrees(parts, "longitude")).isCloseTo(fix.lon(), offset(1e-7));
        }
        value(parts, "time")
                .flatMap(Gt06DissectionTest::instant)
                .ifPresent(time -> assertThat(event.at()).isEqualTo(time));
    }

    private static Optional<Instant> instant(String time) {
        return time.matches("\\d{4}-.*") ? Optional.of(Instant.parse(time.substring(0, 19) + "Z")) : Optional.empty();
    }

    private static double degrees(List<Part> parts, String name) {
        return Double.parseDouble(value(parts, name).orElseThrow().replace("°", ""));
    }

    private static Optional<String> value(List<Part> parts, String name) {
        return parts.stream()
                .filter(part -> part.name().replaceFirst(".*\\.", "").equals(name))
                .map(Part::value)
                .findFirst();
    }

    private static List<String> parts(String hex) {
        return Dissection.of(ADAPTER, ByteBufUtil.decodeHexDump(hex)).stream()
                .map(part -> part.offset() + "+" + part.length() + " " + part.name() + " = " + part.value()
                        + switch (part.check()) {
                            case NONE -> "";
                            case PASSED -> " ✓";
                            case FAILED -> " ✗";
                        })
                .toList();
    }
}
