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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks IO elements against a foreign decoder's raw bytes and the vendor's list ({@code teltonika_avl_ids.csv}, family A), without any code of the
 * adapter.
 */
final class ForeignIo {

    /** What the adapter gives a typed field, read back in the unit of the list. */
    private static final Map<Integer, Function<Telemetry, Object>> TYPED = Map.of(
            239, event -> Boolean.TRUE.equals(event.ignition()) ? 1.0 : event.ignition() == null ? -1.0 : 0.0,
            66, event -> event.power().externalV(),
            67, event -> event.power().batteryV(),
            16, Telemetry::odometerM,
            17, event -> event.acceleration().xG() * 1_000,
            18, event -> event.acceleration().yG() * 1_000,
            19, event -> event.acceleration().zG() * 1_000);

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
        if (hex.isEmpty() || width > 8 || (known != null && known[2].equals("x"))) {
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

    private static void checkScaled(
            int id, String hex, String[] known, @org.jspecify.annotations.Nullable String attribute, Telemetry event) {
        BigInteger raw = new BigInteger(hex, 16);
        if (known[3].equals("s") && raw.testBit(4 * hex.length() - 1)) {
            raw = raw.subtract(BigInteger.ONE.shiftLeft(4 * hex.length()));
        }
        BigDecimal value = new BigDecimal(known[4]).multiply(new BigDecimal(raw));
        if (TYPED.containsKey(id)) {
            Object typed = Objects.requireNonNull(TYPED.get(id)).apply(event);
            assertThat((Double) typed)
                    .as("io %d", id)
                    .isEqualTo(value.doubleValue(), org.assertj.core.data.Offset.offset(1e-9));
        } else if (id == 78 || id == 207) {
            assertThat(raw.signum() == 0 || hex.equalsIgnoreCase(event.driverTag()) || attribute != null)
                    .isTrue();
        } else if (id == 182 && event.fix() != null && raw.signum() > 0) {
            assertThat(event.fix().hdop()).isEqualTo(value.doubleValue());
        } else if (attribute != null) {
            assertThat(new BigDecimal(attribute)).as("io %d", id).isEqualByComparingTo(value);
        } else {
            assertThat(id)
                    .as("io %d = %s is nowhere", id, value)
                    .isIn(31, 32, 36, 41, 48, 60, 72, 73, 74, 75, 85, 89, 110, 114, 115);
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
        return new String(java.util.HexFormat.of().parseHex(hex), StandardCharsets.US_ASCII).strip();
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
