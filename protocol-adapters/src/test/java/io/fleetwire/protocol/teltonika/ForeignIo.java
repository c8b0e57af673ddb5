package io.fleetwire.protocol.teltonika;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Telemetry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;

/**
 * Checks IO elements against a foreign decoder's raw bytes and the vendor's list ({@code teltonika_avl_ids.csv}, family A), without any code of the
 * adapter.
 */
final class ForeignIo {

    /** What the adapter gives a typed field, read back in the unit of the list. */
    private static final Map<Integer, ToDoubleFunction<Telemetry>> TYPED = Map.ofEntries(
            Map.entry(239, event -> event.ignition() == null ? Double.NaN : event.ignition() ? 1 : 0),
            Map.entry(66, event -> event.power().externalV()),
            Map.entry(67, event -> event.power().batteryV()),
            Map.entry(16, Telemetry::odometerM),
            Map.entry(17, event -> event.acceleration().xG() * 1_000),
            Map.entry(18, event -> event.acceleration().yG() * 1_000),
            Map.entry(19, event -> event.acceleration().zG() * 1_000),
            Map.entry(31, event -> event.engine().loadPct()),
            Map.entry(32, event -> event.engine().coolantC()),
            Map.entry(36, event -> event.engine().rpm()),
            Map.entry(41, event -> event.engine().throttlePct()),
            Map.entry(48, event -> event.engine().fuelLevelPct()),
            Map.entry(60, event -> event.engine().fuelRateLph()),
            Map.entry(85, event -> event.engine().rpm()),
            Map.entry(89, event -> event.engine().fuelLevelPct()),
            Map.entry(110, event -> event.engine().fuelRateLph()),
            Map.entry(114, event -> event.engine().loadPct()),
            Map.entry(115, event -> event.engine().coolantC()),
            Map.entry(
                    182, event -> event.fix() == null ? Double.NaN : event.fix().hdop()));

    /** FACTS 1.6: readings that are none, by raw value; 0 is no driver. */
    private static final Set<Long> DALLAS_ERRORS = Set.of(850L, 2_000L, 3_000L, 4_000L, 5_000L);

    private static final Set<Integer> DALLAS = Set.of(72, 73, 74, 75);
    /** Lists of beacons are text: {@code BeaconsTest} reads those of the vectors. */
    private static final Set<Integer> BEACONS = Set.of(385, 548, 10_828, 10_829, 10_831, 11_317);

    private static final Set<Integer> DRIVER = Set.of(78, 207);
    private static final Offset<Double> ROUNDING = Offset.offset(1e-9);

    private static final Map<String, String[]> LIST = list();

    private ForeignIo() {}

    /** {@code [[id, width, hex], …]}. */
    static void check(JsonNode elements, Telemetry event) {
        Map<Integer, JsonNode> last = new LinkedHashMap<>();
        elements.forEach(element -> last.put(element.get(0).asInt(), element));
        last.forEach((id, element) ->
                check(id, element.get(1).asInt(), element.get(2).asText(), event));
    }

    private static void check(int id, int width, String hex, Telemetry event) {
        String attribute = event.attributes().get("io_" + id);
        String[] known = LIST.get(Integer.toString(id));
        boolean sameWidth = known != null && known[2].equals(Integer.toString(width));
        if (BEACONS.contains(id)) {
            assertThat(attribute).as("io %d", id).contains("rssi=-");
        } else if (hex.isEmpty() || width > 8 || (known != null && known[2].equals("x"))) {
            assertThat(attribute).as("io %d", id).isIn("0x" + hex, ascii(hex));
        } else if (known == null) {
            assertThat(attribute)
                    .as("io %d", id)
                    .isIn(new BigInteger(hex, 16).toString(), "0x" + hex, scaledByTen(hex));
        } else if (!sameWidth) {
            assertThat(attribute).as("io %d in %d bytes", id, width).isEqualTo("0x" + hex);
        } else {
            checkScaled(id, hex, known, attribute, event);
        }
    }

    private static void checkScaled(int id, String hex, String[] known, @Nullable String attribute, Telemetry event) {
        BigInteger raw = new BigInteger(hex, 16);
        if (known[3].equals("s") && raw.testBit(4 * hex.length() - 1)) {
            raw = raw.subtract(BigInteger.ONE.shiftLeft(4 * hex.length()));
        }
        BigDecimal value = new BigDecimal(known[4]).multiply(new BigDecimal(raw));
        boolean none = (DALLAS.contains(id) && DALLAS_ERRORS.contains(raw.longValue()))
                || (DRIVER.contains(id) && raw.signum() == 0);
        if (none) {
            assertThat(attribute).as("io %d = %s is no reading", id, raw).isNull();
        } else if (attribute != null) {
            assertThat(new BigDecimal(attribute)).as("io %d", id).isEqualByComparingTo(value);
        } else if (DRIVER.contains(id)) {
            assertThat(event.driverTag()).isEqualToIgnoringCase(hex);
        } else {
            assertThat(TYPED).as("io %d = %s is nowhere", id, value).containsKey(id);
            assertThat(Objects.requireNonNull(TYPED.get(id)).applyAsDouble(event))
                    .as("io %d", id)
                    .isEqualTo(value.doubleValue(), ROUNDING);
        }
    }

    /** BLE and Dallas elements of further sensors are in the list only as a range. */
    private static String scaledByTen(String hex) {
        return new BigDecimal(new BigInteger(hex, 16))
                .movePointLeft(1)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String ascii(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.US_ASCII).strip();
    }

    private static Map<String, String[]> list() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ForeignIo.class.getResourceAsStream("/vectors/teltonika_avl_ids.csv")),
                StandardCharsets.UTF_8))) {
            return new HashMap<>(reader.lines()
                    .skip(1)
                    .map(line -> line.split(",", 7))
                    .collect(Collectors.toMap(columns -> columns[0], Function.identity())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
