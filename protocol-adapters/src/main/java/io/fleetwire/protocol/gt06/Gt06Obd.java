package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.Diagnosis;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The vehicle's own values inside GT06 (FM08ABC): types 8C (a list of fields), 66 (parameters of SAE J1979, service 01) and 65 (trouble codes), in long
 * frames.
 *
 * <pre>
 *  +-------+----------+--------------------------+-----------------------------------------------+
 *  | clock | ignition | KK?=VALUE,KK?=VALUE, …    | satellites, lat, lon, speed, course and status |
 *  +-------+----------+--------------------------+-----------------------------------------------+
 *      6        1        text                        12: the position block without its clock
 * </pre>
 *
 * A value is hundredths in hex. What has no typed field, or is outside the range of the one it has, is an attribute.
 */
final class Gt06Obd {

    private static final int PLACE_BYTES = Gt06Fields.POSITION_BYTES - Gt06Clock.BYTES;
    private static final Pattern VALUE = Pattern.compile("([0-9A-Fa-f]{3,4})=([^,]{0,64})");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1,8}");
    private static final Pattern DTC = Pattern.compile("(?<![0-9A-Z])[PCBU][0-3][0-9A-F]{3}(?![0-9A-Z])");
    private static final int MAX_VALUES = 128;

    private Gt06Obd() {}

    static Diagnosis decode(Gt06Reader in) throws Malformed {
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        out.clock(in.clock("time"));
        out.ignition(in.flag("ignition", "on", "off"));
        boolean placed = in.left() >= PLACE_BYTES && !in.isText(in.left() - PLACE_BYTES, PLACE_BYTES);
        String text = in.text("values", in.left() - (placed ? PLACE_BYTES : 0), StandardCharsets.US_ASCII);
        if (in.type == Gt06Type.OBD_DTC) {
            troubleCodes(text, out);
        } else {
            values(in.type, text, out);
        }
        if (placed) {
            // The frame's own ignition stands.
            boolean ignition = out.isIgnition();
            Gt06Fields.place(in, out);
            out.ignition(ignition);
        }
        return new Diagnosis(in.type, out.build(), in.serial);
    }

    /** Nobody has recorded one: what is certain is what a code looks like, and the text is kept. */
    private static void troubleCodes(String text, Gt06Report.Builder out) {
        out.put("text", text);
        Matcher codes = DTC.matcher(text);
        while (codes.find()) {
            out.dtc(codes.group());
        }
    }

    private static void values(int type, String text, Gt06Report.Builder out) {
        Matcher values = VALUE.matcher(text);
        for (int i = 0; i < MAX_VALUES && values.find(); i++) {
            String key = values.group(1);
            String value = values.group(2);
            if (type == Gt06Type.OBD_PID
                    && key.startsWith("21")
                    && HEX.matcher(value).matches()) {
                parameter(Integer.parseInt(key.substring(2), 16), number(value), out);
            } else if (type == Gt06Type.OBD) {
                field(key, value, out);
            }
        }
    }

    /** A field by the first two digits of its key; the third is a group. */
    private static void field(String key, String value, Gt06Report.Builder out) {
        if (key.regionMatches(true, 0, "4A", 0, 2)) {
            if (!value.isEmpty()) {
                out.put("vin", value);
            }
            return;
        }
        if (!HEX.matcher(value).matches()) {
            if (!value.isEmpty()) {
                out.put("obd_" + key, value);
            }
            return;
        }
        double number = number(value);
        switch (key.substring(0, 2)) {
            case "28" -> odometer(number, out);
            case "2B" -> percent("fuelLevelPct", number, out);
            case "2D" -> coolant(number, out);
            case "30" -> out.put("moduleV", number);
            case "35" -> out.put("obdSpeedKmh", number);
            case "36" -> rpm(number, out);
            case "47" -> out.put("fuelUsedL", number);
            case "49" -> out.put("engineHours", number);
            default -> out.put("obd_" + key, value);
        }
    }

    /** An engineering value by its parameter number. */
    private static void parameter(int pid, double value, Gt06Report.Builder out) {
        switch (pid) {
            case 0x04 -> percent("loadPct", value, out);
            case 0x05 -> coolant(value, out);
            case 0x0B -> out.put("intakePressureKpa", value);
            case 0x0C -> rpm(value, out);
            case 0x0D -> out.put("obdSpeedKmh", value);
            case 0x0F -> out.put("intakeC", value);
            case 0x11 -> percent("throttlePct", value, out);
            case 0x2F -> percent("fuelLevelPct", value, out);
            case 0x5E -> typed(value, 0, 10_000, out::fuelRateLph, "fuelRateLph", out);
            case 0xA6 -> odometer(value, out);
            default -> out.put("pid_%02X".formatted(pid), value);
        }
    }

    private static void odometer(double km, Gt06Report.Builder out) {
        typed(km * 1_000, 0, 1e11, out::odometerM, "odometerM", out);
    }

    private static void coolant(double value, Gt06Report.Builder out) {
        typed(value, -100, 1_000, out::coolantC, "coolantC", out);
    }

    private static void rpm(double value, Gt06Report.Builder out) {
        typed(value, 0, 65_535, out::rpm, "rpm", out);
    }

    private static void percent(String name, double value, Gt06Report.Builder out) {
        DoubleConsumer field = switch (name) {
            case "loadPct" -> out::loadPct;
            case "throttlePct" -> out::throttlePct;
            default -> out::fuelLevelPct;
        };
        typed(value, 0, 100, field, name, out);
    }

    /** A value outside the range of its field is no reason to lose the others: it is kept by its name. */
    private static void typed(
            double value, double min, double max, DoubleConsumer field, String name, Gt06Report.Builder out) {
        if (value >= min && value <= max) {
            field.accept(value);
        } else {
            out.put(name, value);
        }
    }

    /** Hundredths in hex, in two's complement of 32 bits: a coolant can be below zero. */
    private static double number(String hex) {
        return (int) Long.parseLong(hex, 16) / 100.0;
    }
}
