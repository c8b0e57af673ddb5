package io.fleetwire.protocol.obd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of service 01. {@code obd/ranges.csv} is the standard's, written down without looking at the formulas. */
class PidsTest {

    static Stream<Pid> pids() {
        return Pids.all();
    }

    private static Pid pid(String name) {
        return Pids.all()
                .filter(pid -> pid.quantities().stream()
                        .anyMatch(quantity -> quantity.name().equals(name)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no quantity " + name));
    }

    private static Pid.Quantity quantity(String name) {
        return pid(name).quantities().stream()
                .filter(quantity -> quantity.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0}: {2} to {3} {1}")
    @CsvFileSource(resources = "/obd/ranges.csv", numLinesToSkip = 2)
    void theSmallestAndTheLargestBytesAreTheStandardsRange(String name, String unit, double min, double max) {
        Pid.Quantity quantity = quantity(name);
        assertThat(quantity.unit()).isEqualTo(unit == null ? "" : unit);
        assertThat(quantity.of(filled(pid(name), quantity, false), 1)).isEqualTo(min);
        assertThat(quantity.of(filled(pid(name), quantity, true), 1)).isCloseTo(max, within(1e-6));
    }

    /** A byte that is not the parameter's, then its data: all flags are set, and the quantity is as small or large as it can be. */
    private static byte[] filled(Pid pid, Pid.Quantity quantity, boolean largest) {
        byte[] data = new byte[1 + pid.bytes()];
        int from = 1 + quantity.at();
        if (quantity.flag() >= 0) {
            data[1] = (byte) 0xFF;
        }
        if (largest) {
            Arrays.fill(data, from, from + quantity.width(), (byte) 0xFF);
            data[from] = (byte) (quantity.signed() ? 0x7F : 0xFF);
            data[from + quantity.width() - 1] -= (byte) (quantity.none() == 0xFF ? 1 : 0);
        } else if (quantity.signed()) {
            data[from] = (byte) 0x80;
        }
        return data;
    }

    @Test
    void everyQuantityHasARange() throws Exception {
        Set<String> ranged = new TreeSet<>();
        try (var in = PidsTest.class.getResourceAsStream("/obd/ranges.csv")) {
            assertThat(in).isNotNull();
            new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .skip(2)
                    .forEach(line -> ranged.add(List.of(line.split(",", -1)).getFirst()));
        }
        assertThat(Pids.all()
                        .flatMap(pid -> pid.quantities().stream())
                        .map(Pid.Quantity::name)
                        .collect(Collectors.toList()))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(ranged);
    }

    @ParameterizedTest
    @MethodSource("pids")
    void everyQuantityLiesInItsParametersData(Pid pid) {
        assertThat(Pids.isBitmap(pid.id())).isFalse();
        assertThat(pid.bytes()).isPositive();
        for (Pid.Quantity quantity : pid.quantities()) {
            assertThat(quantity.at() + quantity.width()).isLessThanOrEqualTo(pid.bytes());
            // A flag is in the first byte, so the value is not.
            assertThat(quantity.flag() < 0 || quantity.at() > 0).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("pids")
    void withoutTheirFlagsThereAreNoValues(Pid pid) {
        for (Pid.Quantity quantity : pid.quantities()) {
            byte[] data = new byte[pid.bytes()];
            boolean flagged = quantity.flag() >= 0;
            assertThat(Double.isNaN(quantity.of(data, 0))).isEqualTo(flagged);
            if (flagged) {
                data[0] = (byte) (1 << quantity.flag());
                assertThat(quantity.of(data, 0)).isNotNaN();
            }
        }
    }

    @Property(tries = 5_000)
    void whatIsWrittenIsRead(@ForAll @IntRange(max = 255) int id, @ForAll @IntRange(max = 1_000) int thousandths) {
        Pid pid = Pids.of(id);
        if (pid == null) {
            return;
        }
        for (Pid.Quantity quantity : pid.quantities()) {
            double least = quantity.of(filled(pid, quantity, false), 1);
            double most = quantity.of(filled(pid, quantity, true), 1);
            double value = least + (most - least) * thousandths / 1_000;
            byte[] data = new byte[pid.bytes()];
            quantity.put(value, data);
            assertThat(quantity.of(data, 0)).isCloseTo(value, within(quantity.scale() / 2 + 1e-6));
            quantity.put(most + 10 * quantity.scale(), data);
            assertThat(quantity.of(data, 0)).isEqualTo(most);
            quantity.put(least - 10 * quantity.scale(), data);
            assertThat(quantity.of(data, 0)).isEqualTo(least);
        }
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "fuelType,04,diesel",
        "fuelType,F0,code 240",
        "obdStandard,06,EOBD",
        "fuelSystem1,02,closed loop",
        "fuelSystem2,00,engine off",
        "secondaryAir,04,from outside or off",
        "emissionRequirement,0F,heavy duty Euro V B2",
        "oxygenSensors,03,'bank 1 sensor 1, bank 1 sensor 2'",
        "oxygenSensors,10,bank 2 sensor 1",
        "oxygenSensors4Banks,84,'bank 2 sensor 1, bank 4 sensor 2'",
        "auxiliaryInput,01,power take-off",
        "auxiliaryInput,00,none",
        "auxiliaryInput,02,bit 1",
    })
    void codesHaveMeanings(String name, String hex, String meaning) {
        assertThat(quantity(name).meaning(HexFormat.fromHexDigits(hex))).isEqualTo(meaning);
    }

    @Test
    void whatIsANumberHasNoMeaning() {
        assertThat(quantity("rpm").meaning(1)).isNull();
        assertThat(Table.read("codes.csv"))
                .allSatisfy(
                        cells -> assertThat(quantity(cells.getFirst()).unit()).isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // FACTS: the vector's bytes. 07: no test is incomplete; 65 and 04: the evaporative system's is.
        "83076504,'lamp on, 3 codes, spark ignition, incomplete: evaporative system'",
        "00000000,'lamp off, 0 codes, spark ignition, all tests complete'",
        "007FFF03,'lamp off, 0 codes, compression ignition, incomplete: misfire, fuel system, components, NMHC catalyst, NOx aftertreatment'",
        "00500100,'lamp off, 0 codes, spark ignition, all tests complete'",
    })
    void readinessIsReadable(String hex, String text) {
        assertThat(Monitors.of(HexFormat.of().parseHex("FF" + hex), 1).text()).isEqualTo(text);
    }
}
