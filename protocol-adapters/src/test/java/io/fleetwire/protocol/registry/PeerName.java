package io.fleetwire.protocol.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Telemetry;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A peer's name of a value and where we have the same: a line of {@code vectors/peer-names.csv}.
 *
 * @param name the peer's; a regular expression whose groups {@code ours} may use
 * @param ours places that may have it: {@code @typedField} or an attribute; {@code *k}: ours times k is the peer's; {@code #}: ours is in hex;
 *     {@code :v}: by our documents its absence means v; {@code ~}: a text of ours that has {@code =value} in it
 */
record PeerName(Pattern protocol, Pattern name, List<String> ours) {

    private static final Pattern PLACE = Pattern.compile("(~?[^*#:]+)(#?)(?:\\*([0-9.]+))?(?::(.+))?");
    private static final double TOLERANCE = 1e-3;

    static PeerName of(String line) {
        String[] column = line.split(",", -1);
        return new PeerName(
                Pattern.compile(column[0]), Pattern.compile(column[1]), Arrays.asList(column[2].split(" ", -1)));
    }

    /** Whether our record says the same. */
    boolean isSaid(String theirs, JsonNode value, Telemetry event) {
        Matcher name = this.name.matcher(theirs);
        return name.matches()
                && ours.stream()
                        .anyMatch(place -> place.startsWith("~")
                                ? isInside(place, value.asText(), event)
                                : same(value, said(name.replaceFirst(escaped(place)), event)));
    }

    /** A list of ours in text: volts there are millivolts of theirs where the place says {@code *1000}. */
    private static boolean isInside(String place, String theirs, Telemetry event) {
        int scale = place.indexOf("*1000");
        String name = scale < 0 ? place.substring(1) : place.substring(1, scale);
        String wanted = scale < 0
                ? theirs
                : new BigDecimal(theirs).movePointLeft(3).stripTrailingZeros().toPlainString();
        return event.attributes().getOrDefault(name, "").contains("=" + wanted);
    }

    private static String escaped(String place) {
        return place.replace("\\", "\\\\");
    }

    private static boolean same(JsonNode theirs, @Nullable String ours) {
        if (ours == null) {
            return false;
        }
        if (theirs.isBoolean() && ours.matches("[01]")) {
            return theirs.asBoolean() == ours.equals("1");
        }
        try {
            return Math.abs(Double.parseDouble(ours) - Double.parseDouble(theirs.asText()))
                    <= TOLERANCE * Math.max(1, Math.abs(theirs.asDouble()) / 1_000);
        } catch (NumberFormatException e) {
            return plain(ours).equals(plain(theirs.asText()));
        }
    }

    /** Without what only lays it out. */
    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("^0x", "")
                .replaceAll("[^a-z0-9.+-]+", " ")
                .strip();
    }

    private static @Nullable String said(String place, Telemetry event) {
        Matcher parts = PLACE.matcher(place);
        if (!parts.matches()) {
            throw new AssertionError("no place: " + place);
        }
        String name = parts.group(1);
        if (parts.group(4) != null && !event.attributes().containsKey(name)) {
            return parts.group(4);
        }
        String value = name.startsWith("@")
                ? typed(name.substring(1), event)
                : event.attributes().get(name);
        if (value == null) {
            return null;
        }
        String plain = parts.group(2).isEmpty() ? value : fromHex(value);
        return parts.group(3) == null ? plain : scaled(plain, Double.parseDouble(parts.group(3)));
    }

    private static @Nullable String scaled(String value, double factor) {
        try {
            return String.valueOf(Double.parseDouble(value) * factor);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String fromHex(String value) {
        String digits = value.startsWith("0x") ? value.substring(2) : value;
        return digits.matches("0*[0-9a-fA-F]{1,15}") ? String.valueOf(Long.parseLong(digits, 16)) : value;
    }

    private static @Nullable String typed(String name, Telemetry event) {
        Fix fix = event.fix();
        return switch (name) {
            // Queclink: an accuracy of 0 says that there is no fix, or only the last known one.
            case "noFix" -> fix == null || !fix.valid() ? "0" : null;
            case "acknowledged" -> "+ACK:" + event.attributes().get("command");
            case "typeOfReport" -> event.attributes().getOrDefault("type", "").replaceFirst("^GT", "");
            case "ignition" ->
                event.ignition() == null ? null : event.ignition().toString();
            case "driverTag" -> event.driverTag();
            case "dtcs" -> event.dtcs().isEmpty() ? null : String.join(" ", event.dtcs());
            case "satellites" ->
                fix == null || fix.satellites() == Fix.UNKNOWN_COUNT ? null : String.valueOf(fix.satellites());
            case "hdop" -> fix == null ? null : number(fix.hdop());
            case "odometerM" -> number(event.odometerM());
            case "externalV" -> number(event.power().externalV());
            case "batteryV" -> number(event.power().batteryV());
            case "rpm" -> number(event.engine().rpm());
            case "loadPct" -> number(event.engine().loadPct());
            case "coolantC" -> number(event.engine().coolantC());
            case "throttlePct" -> number(event.engine().throttlePct());
            case "fuelLevelPct" -> number(event.engine().fuelLevelPct());
            case "fuelRateLph" -> number(event.engine().fuelRateLph());
            case "xG" -> number(event.acceleration().xG());
            case "yG" -> number(event.acceleration().yG());
            case "zG" -> number(event.acceleration().zG());
            default -> throw new AssertionError("no typed field: " + name);
        };
    }

    private static @Nullable String number(double value) {
        return Measure.has(value) ? String.valueOf(value) : null;
    }
}
