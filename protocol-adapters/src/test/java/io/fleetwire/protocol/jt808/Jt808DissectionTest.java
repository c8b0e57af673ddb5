package io.fleetwire.protocol.jt808;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.Part.Check;
import io.fleetwire.protocol.contract.Dissection;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class Jt808DissectionTest {

    /** jt808-Jt808-083: Jakarta, south of the equator. */
    private static final String LOCATION =
            "7e0200002c00160128561400030000000000040007005de13c065c6cdb001600000000170117100542"
                    + "01040000a9002a02000030011b310104e47e";

    private static List<Part> parts(String hex) {
        return Dissection.of(new Jt808Adapter(), ByteBufUtil.decodeHexDump(hex));
    }

    @Test
    void aLocationIsTakenApart() {
        assertThat(parts(LOCATION))
                .containsExactly(
                        Part.of(0, 1, "begin", "7e"),
                        Part.of(1, 2, "message", "0200 location"),
                        new Part(3, 2, "attributes", "44 bytes", Check.PASSED),
                        Part.of(5, 6, "terminal", "1601285614"),
                        Part.of(11, 2, "serial", "3"),
                        Part.of(13, 4, "alarm", "00000000"),
                        Part.of(17, 4, "status", "00040007"),
                        Part.of(21, 4, "latitude", "-6.152508 °"),
                        Part.of(25, 4, "longitude", "106.720475 °"),
                        Part.of(29, 2, "altitude", "22 m"),
                        Part.of(31, 2, "speed", "0 km/h"),
                        Part.of(33, 2, "course", "0 °"),
                        Part.of(35, 6, "time", "170117100542"),
                        Part.of(41, 6, "item[01]", "0000a900"),
                        Part.of(47, 4, "item[2a]", "0000"),
                        Part.of(51, 3, "item[30]", "1b"),
                        Part.of(54, 3, "item[31]", "04"),
                        new Part(57, 1, "checksum", "e4", Check.PASSED),
                        Part.of(58, 1, "end", "7e"));
    }

    @Test
    void offsetsAreThoseOnTheWire() {
        // Serial 7e7d, so four bytes, and a checksum of 7e.
        assertThat(parts("7e00020000013800138000" + "7d027d01" + "2a" + "7e"))
                .contains(Part.of(11, 4, "serial", "32381"), Part.of(16, 1, "end", "7e"))
                .element(5)
                .satisfies(checksum -> assertThat(checksum.offset()).isEqualTo(15));
    }

    @Test
    void whatIsWrongIsMarked() {
        assertThat(parts(LOCATION.replace("e47e", "e57e")))
                .contains(new Part(57, 1, "checksum", "e5, not e4", Check.FAILED));
        assertThat(parts(LOCATION.replace("7e0200002c", "7e0200002d")))
                .contains(new Part(3, 2, "attributes", "45 bytes", Check.FAILED));
        assertThat(parts("7e7d7e")).containsExactly(new Part(0, 3, "frame", "7e7d7e", Check.FAILED));
    }

    @Test
    void aBatchIsTakenApartLocationByLocation() {
        List<Part> parts =
                parts("7e0704402d0100000866496077582164881d0001000028000000000000000701a00192091f2a47001600000002"
                        + "26050916422701040000258230010031010e507e");
        assertThat(parts)
                .contains(
                        Part.of(5, 1, "version", "1"),
                        Part.of(6, 10, "terminal", "866496077582164"),
                        Part.of(18, 2, "count", "1"),
                        Part.of(20, 1, "kind", "0"),
                        new Part(21, 2, "locations[0].length", "40", Check.PASSED),
                        Part.of(31, 4, "locations[0].latitude", "-27.263378 °"),
                        Part.of(51, 6, "locations[0].item[01]", "00002582"));
    }

    @Test
    void aRegisterSaysItsFields() {
        assertThat(parts(
                        "7e0100002d007089994489002800000000000000000048422d523033474244000000000000000000000031393036373531"
                                + "024142433030303030d17e"))
                .extracting(Part::name, Part::value)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("model", "HB-R03GBD"),
                        org.assertj.core.groups.Tuple.tuple("terminal id", "1906751"),
                        org.assertj.core.groups.Tuple.tuple("plate", "ABC00000"));
    }

    @Test
    void aSentenceIsOnePart() {
        String text = "(794104004140,1,001,BASE,2,TIME)";
        assertThat(parts(ByteBufUtil.hexDump(text.getBytes(StandardCharsets.US_ASCII))))
                .containsExactly(Part.of(0, text.length(), "sentence", text));
    }
}
