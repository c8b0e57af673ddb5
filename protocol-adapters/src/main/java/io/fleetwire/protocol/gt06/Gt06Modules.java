package io.fleetwire.protocol.gt06;

import static java.util.Map.entry;

import io.fleetwire.event.Signal;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.Information;
import io.fleetwire.protocol.gt06.Gt06Message.Modules;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbered modules: a number of two bytes, a length, content. Types 36 to 39 have lengths of one byte, type 70 of two; F1 and F2 of one, or two where the
 * first is 0. What a module's number means depends on the type; an unknown one is kept in hex by its number.
 */
final class Gt06Modules {

    /**
     * A known module.
     *
     * @param bytes that its field reads; a shorter one is none we know, what is longer is left
     */
    private record Module(int bytes, Gt06Field field) {}

    /** Types 36 to 39. */
    private static final Map<Integer, Module> SHORT = Map.ofEntries(
            entry(0x0018, new Module(2, Gt06Field.batteryV(2, 100))),
            entry(0x0027, new Module(2, Gt06Field.EXTERNAL_V)),
            entry(0x002E, new Module(4, Gt06Field.odometer(4, 1))),
            entry(0x0032, new Module(1, Gt06Field.number("startupStatus", 1))),
            entry(0x003B, new Module(2, (in, out) -> out.accuracyM(in.scaled("accuracy", 2, 100, " m")))),
            entry(0x006A, new Module(1, Gt06Vendors::batteryPct)));

    /** Type 70. */
    private static final Map<Integer, Module> LONG = Map.ofEntries(
            entry(0x0001, new Module(8, Gt06Field.IMEI)),
            entry(0x0002, new Module(8, (in, out) -> out.put("imsi", in.hex("imsi", 8)))),
            entry(0x0003, new Module(10, Gt06Information::iccid)),
            entry(0x0009, new Module(1, Gt06Field.number("satellites", 1))),
            entry(0x000A, new Module(1, Gt06Field.number("satellitesVisible", 1))),
            entry(0x0011, new Module(10, Gt06Modules::cell)),
            entry(0x0018, new Module(2, Gt06Field.batteryV(2, 100))),
            entry(0x0028, new Module(1, Gt06Modules::hdop)),
            entry(0x0029, new Module(4, Gt06Field.number("index", 4))),
            entry(0x002A, new Module(1, Gt06Modules::inputs)),
            entry(0x002B, new Module(1, Gt06Field.number("bootReason", 1))),
            entry(0x002E, new Module(4, (in, out) -> out.odometerM((double) in.u32LittleEndian("mileage", " m")))),
            entry(0x0033, new Module(18, Gt06Modules::position)),
            entry(0x0034, new Module(6, Gt06Modules::event)),
            entry(0x007F, new Module(14, Gt06Modules::tag)));

    /** Type F1. */
    private static final Map<Integer, Module> STATUS = Map.ofEntries(
            entry(0x0001, new Module(1, Gt06Field.number("motion", 1))),
            entry(0x0002, new Module(1, (in, out) -> out.put("armed", in.u8("armed") > 0))),
            entry(0x0004, new Module(1, Gt06Field.IGNITION)),
            entry(0x0005, new Module(2, Gt06Field.EXTERNAL_V)),
            entry(0x0007, new Module(1, (in, out) -> out.put("charging", in.u8("charging") > 0))),
            entry(0x000A, new Module(2, Gt06Field.number("chargeVoltage", 2))),
            entry(0x000B, new Module(2, Gt06Field.measure("batteryTemperatureC", 2, 10))));

    /** Type F2. */
    private static final Map<Integer, Module> PERIPHERALS = Map.ofEntries(
            entry(0x000A, new Module(10, Gt06Modules::peripheral)),
            entry(0x000C, new Module(4, Gt06Modules::externalBattery)));

    /** What the events of type 70 signal, where there is a signal. */
    private static final Map<Integer, Signal> EVENTS = Map.of(
            0x12, Signal.TAMPER,
            0x14, Signal.GEOFENCE_ENTER,
            0x15, Signal.GEOFENCE_EXIT,
            0x1A, Signal.LOW_BATTERY,
            0x1B, Signal.OVERSPEED,
            0x21, Signal.POWER_CUT,
            0x23, Signal.TAMPER);

    /** Most modules of a message that are read; the longest recorded one has 14. */
    private static final int MAX_MODULES = 128;

    private Gt06Modules() {}

    /** Type 70. */
    static Modules decode(Gt06Reader in) throws Malformed {
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        readAll(in, out, 2);
        return new Modules(in.type, out.build(), in.serial);
    }

    /** Types F1 and F2: seconds since 1970, then modules. */
    static Information decodeStatus(Gt06Reader in) throws Malformed {
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        out.unixTime(in.u32("time", " s since 1970"));
        readAll(in, out, 0);
        return new Information(in.type, out.build(), in.serial);
    }

    /**
     * Modules to the end of the content.
     *
     * @param lengthBytes of their lengths; 0: one, or two where the first is 0
     */
    static void readAll(Gt06Reader in, Gt06Report.Builder out, int lengthBytes) throws Malformed {
        Map<Integer, Module> known = known(in.type);
        for (int i = 0; in.left() > 2 && i < MAX_MODULES; i++) {
            int mark = in.mark();
            in.group("modules", i);
            int number = in.u16("number");
            if (in.noted()) {
                in.means("0x%04X".formatted(number));
            }
            int length = length(in, lengthBytes);
            if (length > in.left()) {
                in.back(mark);
                break;
            }
            read(in, out, number, length, known.get(number));
        }
        in.endGroup();
        String tail = in.rest("tail");
        if (!tail.isEmpty()) {
            out.put("tail", tail);
        }
    }

    /** The module's length; more than is left where its length field was cut. */
    private static int length(Gt06Reader in, int lengthBytes) throws Malformed {
        if (in.left() < Math.max(1, lengthBytes)) {
            return Integer.MAX_VALUE;
        }
        int length = lengthBytes == 2 ? in.u16("length") : in.u8("length");
        return length == 0 && lengthBytes == 0 && in.left() > 0 ? in.u8("length") : length;
    }

    private static Map<Integer, Module> known(int type) {
        return switch (type) {
            case Gt06Type.MODULES_70 -> LONG;
            case Gt06Type.DEVICE_STATUS -> STATUS;
            case Gt06Type.PERIPHERALS -> PERIPHERALS;
            default -> SHORT;
        };
    }

    /** A module whose content is not what its number says is kept in hex, like one that nobody knows. */
    private static void read(Gt06Reader in, Gt06Report.Builder out, int number, int length, @Nullable Module module)
            throws Malformed {
        String name = "module_0x%04X".formatted(number);
        if (module == null || length < module.bytes) {
            if (length > 0) {
                out.append(name, in.hex("content", length));
            }
            return;
        }
        int content = in.mark();
        int behind = in.left() - length;
        try {
            module.field.read(in, out);
        } catch (Malformed | IllegalArgumentException e) {
            in.back(content);
        }
        if (in.left() < behind) {
            // It claims more than its length: what follows is another module's.
            in.back(content);
        }
        if (in.left() > behind) {
            out.append(name, in.hex("rest", in.left() - behind));
        }
    }

    /** Seconds since 1970, satellites, altitude, latitude, longitude, speed, course word; all zero: no fix. */
    private static void position(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        long seconds = in.u32("time", " s since 1970");
        int satellites = in.u8("satellites");
        long altitudeM = in.signed("altitude", 2, " m");
        int word = in.peek16(9);
        long lat = Gt06Fields.coordinate(in, "latitude", word);
        long lon = Gt06Fields.coordinate(in, "longitude", word);
        int speedKmh = in.u8("speed", " km/h");
        Gt06Fields.courseWord(in);
        out.unixTime(seconds);
        out.fix(Gt06Fields.fix(lat, lon, (double) altitudeM, speedKmh, word, satellites));
    }

    private static void cell(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        Gt06Fields.cell(in, out, 2, 2, 3);
        out.put("rssi", in.u8("rssi"));
    }

    private static void hdop(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        out.hdop(in.scaled("hdop", 1, 10, ""));
    }

    private static void inputs(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        int inputs = in.u8("inputs");
        out.put("doorOpen", (inputs & 0x0F) != 0);
        out.put("tamper", inputs >> 4 != 0);
    }

    /** What happened, when, and more that is the event's own. Several may come together. */
    private static void event(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        int event = in.u8("event");
        in.u32("eventTime", " s since 1970");
        out.append("event", String.valueOf(event));
        out.signal(EVENTS.get(event));
        int more = Math.min(in.u8("eventLength"), in.left());
        if (more > 0) {
            in.skip("eventContent", more);
        }
    }

    private static void tag(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        out.put("tagId", in.hex("tagId", 6));
        out.put("tagBatteryV", in.scaled("tagBattery", 2, 1_000, " V"));
        out.put("tagBatteryPct", in.u8("tagBatteryLevel", " %"));
        out.put("tagTemperatureC", in.signed("tagTemperature", 2, " · 0.1 °C") / 10.0);
        out.put("tagHumidityPct", in.signed("tagHumidity", 2, " %"));
        out.put("tagStatus", in.u8("tagStatus"));
    }

    /** A Bluetooth peripheral: kind of address, MAC, event with a value, kind and content of what it sent. */
    private static void peripheral(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        in.u8("macType");
        out.put("mac", in.hex("mac", 6));
        out.put("event", in.u8("event"));
        out.put("eventData", in.u8("eventData"));
        out.put("dataType", in.u8("dataType"));
    }

    private static void externalBattery(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        out.put("externalBatteryPct", in.u8("externalBatteryLevel", " %"));
        out.put("externalBatteryCharging", in.u8("externalBatteryCharging") > 0);
        out.put("externalBatteryCycles", in.u16("externalBatteryCycles"));
    }
}
