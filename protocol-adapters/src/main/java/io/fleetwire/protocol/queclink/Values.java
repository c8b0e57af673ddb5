package io.fleetwire.protocol.queclink;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.event.Engine;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Power;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values of a message. What is no number, or is outside of what can be, is kept as an attribute with its text: it is not believed, and not
 * lost.
 */
final class Values {

    /** The typed quantities, with the values they accept: the same as {@link Engine} and its siblings. */
    private enum Quantity {
        EXTERNAL_V(0, 1_000),
        BATTERY_V(0, 1_000),
        ODOMETER_M(0, 1e11),
        RPM(0, 65_535),
        COOLANT_C(-100, 1_000),
        THROTTLE_PCT(0, 100),
        LOAD_PCT(0, 100),
        FUEL_LEVEL_PCT(0, 100),
        FUEL_RATE_LPH(0, 10_000);

        private final double min;
        private final double max;

        Quantity(double min, double max) {
            this.min = min;
            this.max = max;
        }
    }

    private static final Pattern UNIT = Pattern.compile("([A-Za-z/]*)(-?\\d+(?:\\.\\d+)?)");
    private static final int DTC_DIGITS = 4;
    private static final String SYSTEMS = "PCBU";

    private final Map<String, String> attributes = new LinkedHashMap<>(16);
    private final StringBuilder cells = new StringBuilder();
    private final List<Signal> signals = new ArrayList<>(1);
    private final Map<Quantity, Double> quantities = new EnumMap<>(Quantity.class);
    private int satellites = Fix.UNKNOWN_COUNT;
    private int reportId = -1;
    private int reportType = -1;
    private @Nullable Boolean ignition;
    private @Nullable String driverTag;
    private List<String> dtcs = List.of();

    /** A field that is not empty. */
    void add(String name, String text) {
        Field field = Field.of(name);
        boolean taken = switch (field.target()) {
            case ATTRIBUTE -> false;
            case SKIP -> true;
            case EXTERNAL_MV -> set(Quantity.EXTERNAL_V, Integer.parseInt(text) / 1_000.0);
            case BATTERY_V -> set(Quantity.BATTERY_V, text);
            case REPORT -> report(text);
            case REPORT_TYPE -> reportType(text);
            case MILEAGE_KM -> set(Quantity.ODOMETER_M, (double) Math.round(Double.parseDouble(text) * 1_000));
            case STATUS -> status(text);
            case STATE -> state(Integer.parseInt(text, 16));
            case RPM -> set(Quantity.RPM, text);
            case COOLANT_C -> set(Quantity.COOLANT_C, text);
            case THROTTLE_PCT -> set(Quantity.THROTTLE_PCT, text);
            case LOAD_PCT -> set(Quantity.LOAD_PCT, text);
            case FUEL_LEVEL_PCT -> set(Quantity.FUEL_LEVEL_PCT, text);
            case SATELLITES -> satellites(text);
            case JAMMING -> jamming(text);
            case DRIVER_TAG -> driverTag(text);
            case DATA -> data(text);
            case DTCS -> dtcs(text);
            case ANALOG -> analog(name, text);
            case CELL -> cell(name, text);
            case FINITE -> !Character.isDigit(text.charAt(0));
            case HEX_NUMBER -> hexNumber(name, text);
            case SIXTEENTHS_C -> sixteenths(name, text);
            case IGNITION_KEY -> ignitionKey(text);
            case DISTANCE -> distance(text);
            case CONSUMPTION -> consumption(text);
            case FUEL_LEVEL -> fuelLevel(text);
            case LITRES -> litres(name, text);
            case HOUR_METER -> hourMeter(name, text);
            case AD_BLUE -> adBlue(text);
        };
        if (!taken) {
            put(name, text);
        }
    }

    /** An attribute; what no screen could show becomes a question mark. */
    void put(String name, String text) {
        String clean =
                text.length() > Telemetry.MAX_ATTRIBUTE_VALUE ? text.substring(0, Telemetry.MAX_ATTRIBUTE_VALUE) : text;
        if (clean.chars().anyMatch(Character::isISOControl)) {
            StringBuilder visible = new StringBuilder(clean.length());
            clean.chars().map(c -> Character.isISOControl(c) ? '?' : c).forEach(visible::appendCodePoint);
            clean = visible.toString();
        }
        attributes.put(name, clean);
    }

    void signal(Signal signal) {
        signals.add(signal);
    }

    /** By the type of the message, which knows better than a state that is carried along. */
    void ignition(boolean on) {
        ignition = on;
    }

    int satellites() {
        return satellites;
    }

    /** The input or setting that a report is about; −1: not said. */
    int reportId() {
        return reportId;
    }

    int reportType() {
        return reportType;
    }

    /** Writes everything into the record. */
    void into(Telemetry.Builder event) {
        if (!cells.isEmpty()) {
            put("cells", cells.toString());
        }
        event.power(new Power(get(Quantity.EXTERNAL_V), get(Quantity.BATTERY_V)))
                .odometerM(get(Quantity.ODOMETER_M))
                .ignition(ignition)
                .driverTag(driverTag)
                .dtcs(dtcs)
                .engine(new Engine(
                        get(Quantity.RPM),
                        get(Quantity.LOAD_PCT),
                        get(Quantity.COOLANT_C),
                        get(Quantity.THROTTLE_PCT),
                        get(Quantity.FUEL_LEVEL_PCT),
                        get(Quantity.FUEL_RATE_LPH)))
                .attributes(attributes);
        signals.forEach(event::signal);
    }

    private boolean set(Quantity quantity, String text) {
        return set(quantity, Double.parseDouble(text));
    }

    private boolean set(Quantity quantity, double value) {
        boolean possible = value >= quantity.min && value <= quantity.max;
        if (possible) {
            quantities.put(quantity, value);
        }
        return possible;
    }

    private double get(Quantity quantity) {
        return quantities.getOrDefault(quantity, ABSENT);
    }

    /** One byte: what made the device report, and how. */
    private boolean report(String text) {
        reportType = Character.digit(text.charAt(1), 16);
        reportId = Character.digit(text.charAt(0), 16);
        put("reportId", String.valueOf(reportId));
        put("reportType", String.valueOf(reportType));
        return true;
    }

    private boolean reportType(String text) {
        reportType = text.length() > 4 ? -1 : Integer.parseInt(text);
        return false;
    }

    /** Motion, inputs and outputs of the device, and of an EIO100 where there is one. */
    private boolean status(String text) {
        state(Integer.parseInt(text, 0, 2, 16));
        put("inputs", text.substring(2, 4));
        put("outputs", text.substring(4, 6));
        // Bit 0 of the inputs is the ignition's.
        int inputs = Integer.parseInt(text, 2, 4, 16);
        int outputs = Integer.parseInt(text, 4, 6, 16);
        put("in1", String.valueOf((inputs >> 1 & 1) != 0));
        put("in2", String.valueOf((inputs >> 2 & 1) != 0));
        put("out1", String.valueOf((outputs & 1) != 0));
        put("out2", String.valueOf((outputs >> 1 & 1) != 0));
        if (text.length() > 6) {
            put("expanderOutputs", text.substring(6, 8));
            put("expanderInputs", text.substring(8, 10));
        }
        return true;
    }

    private boolean state(int state) {
        put("state", HexFormat.of().toHexDigits((byte) state));
        Boolean moving = Signals.moving(state);
        if (moving != null) {
            put("moving", moving.toString());
        }
        Boolean on = Signals.ignition(state);
        if (ignition == null && on != null) {
            ignition = on;
        }
        if (state == Signals.TOWED) {
            signal(Signal.TOW);
        }
        return true;
    }

    private boolean satellites(String text) {
        if (text.length() > 2) {
            return false;
        }
        satellites = Integer.parseInt(text);
        return true;
    }

    private boolean jamming(String text) {
        if (text.equals(String.valueOf(Signals.JAMMED))) {
            signal(Signal.JAMMING);
        }
        return false;
    }

    private boolean driverTag(String text) {
        driverTag = text;
        return false;
    }

    /** What a device on the serial port said, where it is text. */
    private boolean data(String hex) {
        if (hex.length() % 2 != 0) {
            return false;
        }
        String text = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
        boolean readable = text.chars().allMatch(c -> c == '\r' || c == '\n' || (c >= ' ' && c < 0x7F));
        if (readable) {
            put("data", text.replace("\r\n", "\n").replace('\n', ' ').strip());
        }
        return readable;
    }

    /** SAE J2012 in two bytes each. */
    private boolean dtcs(String hex) {
        int count = hex.length() / DTC_DIGITS;
        if (hex.length() % DTC_DIGITS != 0 || count > Telemetry.MAX_DTCS) {
            return false;
        }
        List<String> codes = new ArrayList<>(count);
        for (int i = 0; i < hex.length(); i += DTC_DIGITS) {
            int first = Character.digit(hex.charAt(i), 16);
            codes.add(
                    SYSTEMS.charAt(first >>> 2) + String.valueOf(first & 0x03) + hex.substring(i + 1, i + DTC_DIGITS));
        }
        dtcs = List.copyOf(codes);
        return true;
    }

    /** Millivolts; F and a percentage where a fuel sensor is connected. */
    private boolean analog(String name, String text) {
        return text.charAt(0) == 'F' ? renamed(name + "Pct", text.substring(1)) : renamed(name + "Mv", text);
    }

    /** {@code mcc:mnc:lac:cell:level}, the numbers as they came. */
    private boolean cell(String name, String text) {
        cells.append(cells.isEmpty() ? "" : name.endsWith(".mcc") ? " " : ":").append(text);
        return true;
    }

    private boolean hexNumber(String name, String hex) {
        if (hex.length() > 8) {
            return false;
        }
        put(name, String.valueOf(Long.parseLong(hex, 16)));
        return true;
    }

    private boolean sixteenths(String name, String hex) {
        if (hex.length() != 4) {
            return false;
        }
        double degreesC = (short) Integer.parseInt(hex, 16) / 16.0;
        put(name.replace("temperatureRaw", "temperatureC"), String.valueOf(degreesC));
        return true;
    }

    /** 0 off, 1 on, 2 the engine runs. */
    private boolean ignitionKey(String text) {
        if (text.length() > 1 || text.charAt(0) > '2') {
            return false;
        }
        ignition = text.charAt(0) != '0';
        return false;
    }

    /** H: hectometres; I: impulses, which are no distance. The vehicle's own count stays apart from the device's mileage. */
    private boolean distance(String text) {
        Matcher parts = UNIT.matcher(text);
        if (!parts.matches() || !parts.group(1).equals("H")) {
            return false;
        }
        put("can.distanceM", String.valueOf(Math.round(Double.parseDouble(parts.group(2)) * 100)));
        return true;
    }

    /** H or L/H: litres an hour; M or L/100km. */
    private boolean consumption(String text) {
        Matcher parts = UNIT.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        return switch (parts.group(1)) {
            case "H", "L/H" -> set(Quantity.FUEL_RATE_LPH, parts.group(2));
            case "M" -> renamed("can.fuelLPer100Km", parts.group(2));
            default -> false;
        };
    }

    /** P: percent; L: litres. */
    private boolean fuelLevel(String text) {
        Matcher parts = UNIT.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        return switch (parts.group(1)) {
            case "P" -> set(Quantity.FUEL_LEVEL_PCT, parts.group(2));
            case "L" -> renamed("can.fuelLevelL", parts.group(2));
            default -> false;
        };
    }

    /** L: litres, also where there is no letter; K: kilograms, which stay as they came. */
    private boolean litres(String name, String text) {
        Matcher parts = UNIT.matcher(text);
        if (!parts.matches() || !(parts.group(1).equals("L") || parts.group(1).isEmpty())) {
            return false;
        }
        return renamed(name.endsWith("L") ? name : name + "L", parts.group(2));
    }

    /** {@code hhhhh:mm:ss}, and the same in seconds. */
    private boolean hourMeter(String name, String text) {
        String[] parts = text.split(":", -1);
        long seconds = 0;
        for (int i = 0; i < 3; i++) {
            seconds = seconds * 60 + (i < parts.length ? Integer.parseInt(parts[i]) : 0);
        }
        put(name + "S", String.valueOf(seconds));
        return false;
    }

    private boolean adBlue(String text) {
        Matcher parts = UNIT.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        return switch (parts.group(1)) {
            case "P" -> renamed("can.adBluePct", parts.group(2));
            case "L" -> renamed("can.adBlueL", parts.group(2));
            default -> false;
        };
    }

    private boolean renamed(String name, String text) {
        put(name, text);
        return true;
    }
}
