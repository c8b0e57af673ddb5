package io.fleetwire.protocol.obd;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.Part.Check;
import io.fleetwire.protocol.contract.Dissection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObdDissectionTest {

    private static List<Part> parts(String text) {
        return Dissection.of(new ObdAdapter(), text.getBytes(StandardCharsets.ISO_8859_1));
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
    void aReplyWithSpacesAndWithoutHeaders() {
        assertThat(parts("41 0C 1A F8\r\r"))
                .containsExactly(
                        part(0, 3, "service", "01 current data"),
                        part(3, 3, "PID", "0C"),
                        part(6, 5, "rpm", "1726 rpm"),
                        part(11, 2, "line end", ""));
    }

    @Test
    void aReplyWithHeadersEchoAndProgress() {
        assertThat(parts("010C\rSEARCHING...7E804410c1\0af8\r"))
                .containsExactly(
                        part(0, 4, "data", "010C"),
                        part(4, 1, "line end", ""),
                        part(5, 12, "progress", "SEARCHING..."),
                        part(17, 3, "header", "7E8"),
                        part(20, 2, "PCI", "single, 4 bytes"),
                        part(22, 2, "service", "01 current data"),
                        part(24, 2, "PID", "0C"),
                        part(26, 5, "rpm", "1726 rpm"),
                        part(31, 1, "line end", ""));
    }

    @Test
    void aVinOverThreeFramesWithAnotherUnitBetween() {
        assertThat(parts("7E8 10 14 49 02 01 4C 46 56\r7E9 03 7F 09 12\r7E8 21 33 42 32 38 52 38 41\r"
                        + "7E8 22 33 30 32 35 33 31 30"))
                .containsExactly(
                        part(0, 4, "header", "7E8"),
                        part(4, 6, "PCI", "first of 20 bytes"),
                        part(10, 3, "service", "09 vehicle information"),
                        part(13, 3, "type", "02 VIN"),
                        part(16, 3, "count", "1"),
                        passed(19, 8, "VIN", "LFV3B28R8A3025310"),
                        part(27, 1, "line end", ""),
                        part(28, 4, "header", "7E9"),
                        part(32, 3, "PCI", "single, 3 bytes"),
                        part(35, 3, "service", "7F declined"),
                        part(38, 3, "declined service", "09 vehicle information"),
                        part(41, 2, "reason", "12 no such sub-function"),
                        part(43, 1, "line end", ""),
                        part(44, 4, "header", "7E8"),
                        part(48, 3, "PCI", "consecutive 1"),
                        passed(51, 20, "VIN", "continued"),
                        part(71, 1, "line end", ""),
                        part(72, 4, "header", "7E8"),
                        part(76, 3, "PCI", "consecutive 2"),
                        passed(79, 20, "VIN", "continued"));
    }

    @Test
    void numberedLinesAndTheirFilling() {
        assertThat(parts("008\r0: 41 0C 1A F8 0D 37\r1: 05 7B AA"))
                .containsExactly(
                        part(0, 3, "length", "8 bytes"),
                        part(3, 1, "line end", ""),
                        part(4, 3, "part", "0"),
                        part(7, 3, "service", "01 current data"),
                        part(10, 3, "PID", "0C"),
                        part(13, 6, "rpm", "1726 rpm"),
                        part(19, 3, "PID", "0D"),
                        part(22, 2, "speedKmh", "55 km/h"),
                        part(24, 1, "line end", ""),
                        part(25, 3, "part", "1"),
                        part(28, 3, "PID", "05"),
                        part(31, 3, "coolantC", "83 °C"),
                        part(34, 2, "padding", "AA"));
    }

    @Test
    void troubleCodes() {
        assertThat(parts("7E8064302013341230000"))
                .endsWith(
                        part(3, 2, "PCI", "single, 6 bytes"),
                        part(5, 2, "service", "03 stored trouble codes"),
                        passed(7, 2, "count", "2"),
                        part(9, 4, "trouble code", "P0133"),
                        part(13, 4, "trouble code", "C0123"),
                        part(17, 4, "padding", "0000"));
        assertThat(parts("48 6B 10 4A 01 33 00 00 00 00 7C"))
                .containsExactly(
                        part(0, 9, "header", "486B10"),
                        part(9, 3, "service", "0A permanent trouble codes"),
                        part(12, 6, "trouble code", "P0133"),
                        part(18, 6, "trouble code", "none"),
                        part(24, 6, "trouble code", "none"),
                        part(30, 2, "checksum", "7C"));
    }

    @ParameterizedTest(name = "{0}: {2} {3}")
    @CsvSource({
        "410108076500,4,monitorStatus,'lamp off, 8 codes, spark ignition, all tests complete'",
        "410080000001,4,supported,'01 20'",
        "4151 04,5,fuelType,diesel",
        "41020133,4,freezeFrameCode,P0133",
        "41020000,4,freezeFrameCode,none",
        "416601 0280 0000,4,flags,01",
        "416601 0280 0000,7,mafAGps,20 g/s",
        "416601 0280 0000,12,mafBGps,not there",
        "4114 5AFF,7,oxygenSensor1TrimPct,not there",
        "4132 FFFC,5,evaporativePressurePa,-1 Pa",
        "42 0C 00 1AF8,6,frame,0",
        "42 0C 00 1AF8,9,rpm,1726 rpm",
        "49 06 01 1791BC82,9,verification number,1791BC82",
        "49 02 05 33343536,9,VIN,3456",
        "49 04 01 4A4D422A,9,calibration id,JMB*",
        "49 00 55400000,6,supported,'02 04 06 08 0A'",
        "18DAF110 02 4300,9,PCI,'single, 2 bytes'",
        "7E0 30 00 14,7,block size and separation,0014",
        "7F0378,4,reason,78 the answer follows",
    })
    void isNamed(String text, int offset, String name, String value) {
        assertThat(parts(text)).anySatisfy(part -> {
            assertThat(part.offset()).isEqualTo(offset);
            assertThat(part.name()).isEqualTo(name);
            assertThat(part.value()).isEqualTo(value);
        });
    }

    @Test
    void aFrameLongerThanItsPayload() {
        assertThat(parts("7E810084902013132333435AABB"))
                .containsExactly(
                        part(0, 3, "header", "7E8"),
                        part(3, 4, "PCI", "first of 8 bytes"),
                        part(7, 2, "service", "09 vehicle information"),
                        part(9, 2, "type", "02 VIN"),
                        part(11, 2, "count", "1"),
                        failed(13, 10, "VIN", "12345"),
                        part(23, 4, "padding", "AABB"));
    }

    @Test
    void whatTheAdapterSaysItself() {
        assertThat(parts("\r\rELM327 v1.5\r\r"))
                .containsExactly(
                        part(0, 2, "line end", ""), part(2, 11, "adapter", "ELM327 V1.5"), part(13, 2, "line end", ""));
        assertThat(parts("NO DATA")).containsExactly(part(0, 7, "status", "NO DATA"));
        assertThat(parts("12.4V ")).containsExactly(part(0, 6, "adapter", "12.4V"));
        assertThat(parts("ID 4711")).containsExactly(part(0, 3, "keyword", "ID"), part(3, 4, "device", "4711"));
        assertThat(parts("ID a;b")).containsExactly(part(0, 3, "keyword", "ID"), failed(3, 3, "device", "no id: a;b"));
    }

    @Test
    void whatIsWrongIsMarked() {
        assertThat(parts("7E8 10 14 49 02 01 4C 46 56\r7E8 22 33 30"))
                .containsExactly(
                        part(0, 4, "header", "7E8"),
                        part(4, 6, "PCI", "first of 20 bytes"),
                        failed(10, 17, "payload, incomplete", "4902014C4656"),
                        part(27, 1, "line end", ""),
                        part(28, 4, "header", "7E8"),
                        failed(32, 3, "PCI", "sequence: expected 1 got 2"),
                        part(35, 5, "data", "3330"));
        assertThat(parts("410C1AF8FE01"))
                .endsWith(part(8, 2, "PID", "FE"), failed(10, 2, "PID FE, not in the table", "01"));
        assertThat(parts("410C1A")).endsWith(part(2, 2, "PID", "0C"), failed(4, 2, "PID 0C, no whole value", "1A"));
        assertThat(parts("014\r1: 41"))
                .endsWith(failed(4, 3, "part", "1: part 1: expected 0"), part(7, 2, "data", "41"));
    }
}
