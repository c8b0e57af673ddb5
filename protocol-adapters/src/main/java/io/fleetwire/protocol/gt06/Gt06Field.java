package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;
import java.nio.charset.StandardCharsets;

/** One field of a vendor's layout: reads itself and reports what it means. Layouts are lists of these. */
@FunctionalInterface
interface Gt06Field {

    void read(Gt06Reader in, Gt06Report.Builder out) throws Malformed;

    /** The manual's position block. */
    Gt06Field POSITION = Gt06Fields::position;

    /** The manual's cell: area two bytes, cell three. */
    Gt06Field CELL = cell(2, 3);

    Gt06Field INFO = Gt06Status::info;
    Gt06Field LEVEL = Gt06Status::level;
    Gt06Field GSM = (in, out) -> out.put("gsm", in.u8("gsm"));
    Gt06Field ALARM = (in, out) -> out.alarm(Gt06Alarms.codeByte(in));
    Gt06Field ALARM_AND_LANGUAGE = (in, out) -> Gt06Alarms.code(in, out);
    Gt06Field IGNITION = (in, out) -> out.ignition(in.flag("ignition", "on", "off"));
    Gt06Field UPLOAD = (in, out) -> {
        out.put("uploadMode", Gt06Status.uploadMode(in));
        out.put("reupload", in.flag("reupload", "stored while offline", "live"));
    };
    Gt06Field EXTERNAL_V = (in, out) -> out.externalV(in.scaled("externalVoltage", 2, 100, " V"));

    /** The IMEI that the login said already. */
    Gt06Field IMEI = (in, out) -> out.put("imei", in.imei("imei"));

    /** Modules with a number of two bytes and a length of one, to the end. */
    Gt06Field MODULES = (in, out) -> Gt06Modules.readAll(in, out, 1);

    /** A cell whose area and id have these widths. */
    static Gt06Field cell(int lacBytes, int cidBytes) {
        return (in, out) -> Gt06Fields.cell(in, out, 0, lacBytes, cidBytes);
    }

    /** A cell whose network code has two bytes whatever bit 15 says. */
    static Gt06Field wideCell(int cidBytes) {
        return (in, out) -> Gt06Fields.cell(in, out, 2, 2, cidBytes);
    }

    static Gt06Field batteryV(int bytes, double divisor) {
        return (in, out) -> out.batteryV(in.scaled("batteryVoltage", bytes, divisor, " V"));
    }

    /** Mileage in steps of so many metres. */
    static Gt06Field odometer(int bytes, int stepM) {
        return (in, out) ->
                out.odometerM((double) in.unsigned("mileage", bytes, stepM == 1 ? " m" : " · " + stepM + " m") * stepM);
    }

    /** A whole number without a typed field. */
    static Gt06Field number(String name, int bytes) {
        return (in, out) -> out.put(name, in.unsigned(name, bytes, ""));
    }

    /** A measure without a typed field, in parts of the unit that its name ends in. */
    static Gt06Field measure(String name, int bytes, double divisor) {
        return (in, out) -> out.put(name, in.scaled(name, bytes, divisor, ""));
    }

    /** The same with the sign in the uppermost bit, not in two's complement. */
    static Gt06Field signAndMagnitude(String name, int bytes, double divisor) {
        return (in, out) -> {
            long raw = in.unsigned(name, bytes, "");
            long sign = 1L << (8 * bytes - 1);
            double value = (raw & (sign - 1)) / divisor;
            double signed = (raw & sign) == 0 ? value : -value;
            in.means(String.valueOf(signed));
            out.put(name, signed);
        };
    }

    /** A card or key, in hex; all zero: none. */
    static Gt06Field driverTag(int bytes) {
        return (in, out) -> out.driverTag(in.hex("driverTag", bytes));
    }

    /** A text behind its length. */
    static Gt06Field text(String name) {
        return (in, out) -> {
            String text = in.text(name, in.u8(name + "Length"), StandardCharsets.US_ASCII);
            if (!text.isEmpty()) {
                out.put(name, text);
            }
        };
    }

    /** Bytes that mean nothing, or nothing that anybody documented. */
    static Gt06Field reserved(String name, int bytes) {
        return (in, out) -> in.skip(name, bytes);
    }
}
