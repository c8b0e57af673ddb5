package io.fleetwire.protocol.teltonika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known about IO elements, and how a fleet says more. */
class AvlDictionaryTest {

    private static AvlDictionary with(String... lines) {
        String[] csv = new String[lines.length + 1];
        csv[0] = AvlIdLine.HEADER;
        System.arraycopy(lines, 0, csv, 1, lines.length);
        return AvlDictionary.builtIn().with("ours.csv", List.of(csv));
    }

    /** {@code teltonika_avl_ids.csv} is the vendor's list; width, sign and scale of each of its ids are the same here. */
    @Test
    void everyElementOfTheVendorsListIsKnown() throws IOException {
        try (BufferedReader list = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(AvlDictionaryTest.class.getResourceAsStream("/vectors/teltonika_avl_ids.csv")),
                StandardCharsets.UTF_8))) {
            List<String> lines = list.lines().skip(1).toList();
            assertThat(lines).hasSizeGreaterThan(150);
            for (String line : lines) {
                String[] column = line.split(",", -1);
                int width = column[2].equals("x") ? AvlId.VARIABLE : Integer.parseInt(column[2]);
                AvlId known = Objects.requireNonNull(
                        AvlDictionary.builtIn().of(Family.A).get(Integer.parseInt(column[0]), width), line);
                assertThat(known.kind().name().toLowerCase(java.util.Locale.ROOT))
                        .as(line)
                        .startsWith(kind(column));
                boolean milliG = column[5].equals("mG") && known.unit().equals("g");
                BigDecimal scale = new BigDecimal(column[4].isEmpty() ? "1" : column[4]).movePointLeft(milliG ? 3 : 0);
                assertThat(BigDecimal.valueOf(known.factor(), known.decimals()))
                        .as(line)
                        .isEqualByComparingTo(scale);
            }
        }
    }

    private static String kind(String[] column) {
        return switch (column[3]) {
            case "s" -> "signed";
            case "u" -> "unsigned";
            default -> "";
        };
    }

    @Test
    void aLineIsForItsFamiliesIdAndWidth() {
        AvlDictionary dictionary = with("24,A,oldSpeed,1,u,1,km/h,,,,", "66,6,tension,2,u,0.25,V,,,,");
        assertThat(Objects.requireNonNull(dictionary.of("FMB120").get(24, 1)).name())
                .isEqualTo("oldSpeed");
        assertThat(Objects.requireNonNull(dictionary.of("FMB120").get(24, 2)).name())
                .isEqualTo("gnssSpeed");
        assertThat(dictionary.of("FMB640").get(24, 1)).isNull();
        AvlId quarter = Objects.requireNonNull(dictionary.of("FMB640").get(66, 2));
        assertThat(quarter.value(49)).isEqualTo(12.25);
        assertThat(quarter.text(49)).isEqualTo("12.25");
        assertThat(dictionary.of("FMB120").get(66, 2))
                .isEqualTo(AvlDictionary.builtIn().of("FMB120").get(66, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "65536,A,x,1,u,1,,,,, | id '65536' must be 0 to 65535",
                "x,A,x,1,u,1,,,,, | id 'x' must be 0 to 65535",
                "1,B,x,1,u,1,,,,, | families 'B' must be some of A, 6 and T",
                "1,,x,1,u,1,,,,, | families '' must be some of A, 6 and T",
                "1,A,,1,u,1,,,,, | name is empty",
                "1,A,x,3,u,1,,,,, | width '3' must be 1, 2, 4, 8 or x",
                "1,A,x,1,z,1,,,,, | sign 'z' must be u, s, a, b, l or e",
                "1,A,x,x,u,1,,,,, | sign u does not go with width x",
                "1,A,x,1,u,0,,,,, | scale '0' must be",
                "1,A,x,1,u,-1,,,,, | scale '-1' must be",
                "1,A,x,1,u,half,,,,, | scale 'half' must be",
                "1,A,x,1,u,1,,SPEED,,, | field 'SPEED' must be one of [IGNITION, ODOMETER_M,",
                "1,A,x,1,u,1,,DTCS,,, | field DTCS cannot be read from such a value",
                "1,A,x,x,a,1,,RPM,,, | field RPM cannot be read from such a value",
                "1,A,x,1,u,1,,,1=BOO,, | signal 'BOO' must be one of [SOS,",
                "1,A,x,1,u,1,,,TOW,, | signals 'TOW' must be such as 1=TOW 2=CRASH",
                "1,A,x,x,b,1,,,1=TOW,, | only numbers have signals and absent values",
                "1,A,x,1,u,1,,,,none, | absent: 'none' is no whole number",
                "1,A,x,1,u,1,,,, | 10 columns, there must be 11"
            })
    void whatIsWrongIsNamedWithFileAndLine(String line, String complaint) {
        assertThatThrownBy(() -> with("1,A,fine,1,u,1,,,,,", line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ours.csv:3: " + complaint);
    }

    @Test
    void aFileWithoutItsHeadingIsNoDictionary() {
        assertThatThrownBy(() -> AvlDictionary.builtIn().with("ours.csv", List.of("1,A,x,1,u,1,,,,,")))
                .hasMessage("ours.csv:1: must be " + AvlIdLine.HEADER);
        assertThatThrownBy(() -> AvlDictionary.builtIn().with("ours.csv", List.of()))
                .hasMessageStartingWith("ours.csv:1:");
    }
}
