package io.fleetwire.protocol.gt06;

import static io.fleetwire.protocol.gt06.Gt06Field.*;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.Heartbeat;
import io.fleetwire.protocol.gt06.Gt06Message.Information;
import io.fleetwire.protocol.gt06.Gt06Message.VendorLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Vendors' layouts that differ from the manual's: one row each, its fields in the order of the wire. A row applies where the registry names the model,
 * or where the frame itself tells: by the length of its content, which no other known layout of the type has, and where that could be chance by the
 * content too. The first row that fits is taken. A model that is named in the registry beats every guess: rows that only the length tells are then that
 * model's or none, and the model {@code STANDARD} turns them all off.
 */
final class Gt06Variants {

    private static final int TYPES = 256;

    /** What a layout's fields make. */
    @FunctionalInterface
    private interface Shape {
        Gt06Message of(Gt06Reader in, Gt06Report.Builder out) throws Malformed;
    }

    private static final Shape LOCATION = (in, out) -> new VendorLocation(in.type, tailed(in, out), in.serial);
    private static final Shape HEARTBEAT = (in, out) -> new Heartbeat(in.type, tailed(in, out), in.serial);
    private static final Shape INFORMATION = (in, out) -> new Information(in.type, tailed(in, out), in.serial);
    private static final Shape ALARM_SHAPE = Gt06Alarms::alarm;

    private record Variant(String name, int type, Predicate<Gt06Reader> when, Shape shape, List<Gt06Field> fields) {}

    private static final List<Variant> ALL = List.of(
            // Type 12
            row("VXT01", 0x12, bytes(31), LOCATION, POSITION, CELL, INFO, EXTERNAL_V, GSM, number("alarmExtension", 1)),
            row("BENWAY", 0x12, bytes(28), LOCATION, POSITION, CELL, Gt06Vendors::benwayMask),
            row(
                    "S5",
                    0x12,
                    bytes(38),
                    LOCATION,
                    POSITION,
                    CELL,
                    INFO,
                    EXTERNAL_V,
                    GSM,
                    ALARM,
                    number("oil", 2),
                    signAndMagnitude("temperatureC", 1, 1),
                    odometer(4, 10)),
            row(
                    "WETRUST",
                    0x12,
                    card(35),
                    LOCATION,
                    POSITION,
                    CELL,
                    odometer(4, 1),
                    text("card"),
                    number("alarmFlag", 1),
                    number("cardStatus", 1),
                    number("drivingTime", 2)),
            row(
                    "GT06E card",
                    0x12,
                    card(33),
                    LOCATION,
                    POSITION,
                    CELL,
                    odometer(4, 1),
                    text("card"),
                    number("alarmFlag", 1),
                    number("cardSwiped", 1)),
            row("QH302R", 0x12, model(Gt06Model.QH302R), LOCATION, IMEI, POSITION, Gt06Vendors::cellIfAny),
            // Types 22 and 25
            row(
                    "SEEWORLD",
                    0x22,
                    bytes(Gt06Model.SEEWORLD, 42),
                    LOCATION,
                    POSITION,
                    cell(2, 4),
                    IGNITION,
                    UPLOAD,
                    odometer(4, 1),
                    number("travelTime", 4),
                    signAndMagnitude("temperatureC", 2, 100),
                    measure("humidityPct", 2, 100)),
            row(
                    "NT",
                    0x22,
                    Gt06Variants::isImeiFirst,
                    LOCATION,
                    number("locationSource", 1),
                    IMEI,
                    Gt06Vendors::deviceClock,
                    POSITION,
                    Gt06Vendors.cellWithLength(3, 13, false),
                    INFO,
                    EXTERNAL_V,
                    batteryV(1, 10),
                    GSM,
                    ALARM,
                    reserved("language", 1),
                    odometer(3, 1),
                    number("engineMinutes", 3)),
            row(
                    "NT with driver",
                    0x25,
                    Gt06Variants::isImeiFirst,
                    LOCATION,
                    number("locationSource", 1),
                    IMEI,
                    Gt06Vendors::deviceClock,
                    POSITION,
                    Gt06Vendors.cellWithLength(4, 13, true),
                    INFO,
                    EXTERNAL_V,
                    batteryV(1, 10),
                    GSM,
                    ALARM,
                    reserved("language", 1),
                    odometer(3, 1),
                    number("engineMinutes", 3),
                    Gt06Vendors::driver),
            // A position and a card
            row("card reader", 0x17, shaped(35), LOCATION, POSITION, CELL, driverTag(8), number("cardValidity", 1)),
            row("iButton", 0x61, bytes(41), LOCATION, IMEI, POSITION, cell(2, 4), driverTag(6)),
            row(
                    "TRX16I",
                    0x36,
                    shaped(48),
                    LOCATION,
                    POSITION,
                    cell(2, 4),
                    IGNITION,
                    UPLOAD,
                    odometer(4, 1),
                    EXTERNAL_V,
                    batteryV(1, 10),
                    number("engineMinutes", 3),
                    driverTag(8)),
            row(
                    "TRX16I",
                    0x16,
                    bytes(Gt06Model.VL, 40),
                    ALARM_SHAPE,
                    POSITION,
                    Gt06Vendors.cellWithLength(3, 13, false),
                    INFO,
                    LEVEL,
                    GSM,
                    ALARM_AND_LANGUAGE,
                    driverTag(8)),
            // Locations with what a vendor adds
            row(
                    "LW4G",
                    0xA2,
                    shaped(59),
                    LOCATION,
                    POSITION,
                    cell(4, 8),
                    number("networkIndicator", 1),
                    INFO,
                    EXTERNAL_V,
                    LEVEL,
                    GSM,
                    ALARM,
                    reserved("language", 1),
                    odometer(4, 1),
                    number("engineSeconds", 4),
                    IMEI,
                    number("input", 2)),
            row("SR411 mini", 0x24, shaped(41), LOCATION, POSITION, CELL, IGNITION, EXTERNAL_V, batteryV(2, 100)),
            row("SL4X", 0x31, bytes(37), LOCATION, POSITION, Gt06Vendors::sl4xTail),
            row(
                    "SL4X",
                    0x32,
                    bytes(36).and(Gt06Variants::isShort),
                    ALARM_SHAPE,
                    POSITION,
                    number("cellLength", 1),
                    wideCell(4),
                    INFO,
                    LEVEL,
                    GSM,
                    ALARM_AND_LANGUAGE,
                    Gt06Vendors::altitude),
            row(
                    "X1",
                    0x34,
                    atLeast(55).and(positionAt(4)),
                    LOCATION,
                    number("dataAndAlarm", 4),
                    POSITION,
                    number("terminalInformation", 2),
                    odometer(4, 1),
                    cell(2, 4),
                    Gt06Vendors::x1Driver,
                    EXTERNAL_V,
                    batteryV(2, 100),
                    Gt06Vendors::x1Ports),
            row("JI09", 0x1E, positionAt(0), LOCATION, POSITION, Gt06Vendors::cellsIfAny),
            row("modules", 0x37, positionAt(0), LOCATION, POSITION, CELL, IGNITION, UPLOAD, MODULES),
            row("modules", 0x38, positionAt(0), LOCATION, POSITION, UPLOAD, Gt06Vendors::typedCell, MODULES),
            row(
                    "modules",
                    0x39,
                    positionAt(0),
                    ALARM_SHAPE,
                    POSITION,
                    Gt06Vendors::typedCell,
                    INFO,
                    LEVEL,
                    GSM,
                    ALARM_AND_LANGUAGE,
                    MODULES),
            // Heartbeats
            row(
                    "modules",
                    0x36,
                    Gt06Variants::isShort,
                    HEARTBEAT,
                    INFO,
                    LEVEL,
                    GSM,
                    Gt06Heartbeats::alarm,
                    reserved("language", 1),
                    MODULES),
            row(
                    "OBD6",
                    0x13,
                    bytes(14),
                    HEARTBEAT,
                    INFO,
                    Gt06Vendors::obd6Signal,
                    Gt06Heartbeats::alarm,
                    reserved("language", 1),
                    Gt06Vendors::batteryPct,
                    Gt06Vendors::obd6),
            row(
                    "OBD6",
                    0x13,
                    bytes(16),
                    HEARTBEAT,
                    INFO,
                    Gt06Vendors::obd6Signal,
                    Gt06Heartbeats::alarm,
                    reserved("language", 1),
                    Gt06Vendors::batteryPct,
                    number("workingMode", 1),
                    EXTERNAL_V,
                    reserved("reserved", 1),
                    number("workingTimes", 2),
                    number("workingTime", 2)),
            row("LW", 0x13, model(Gt06Model.LW), HEARTBEAT, INFO, LEVEL, GSM, Gt06Vendors::lwVoltage),
            row("R11", 0x13, model(Gt06Model.R11), HEARTBEAT, INFO, EXTERNAL_V, GSM, Gt06Heartbeats::alarm),
            row("SEEWORLD", 0x13, model(Gt06Model.SEEWORLD), HEARTBEAT, INFO, LEVEL, GSM, Gt06Vendors::wholeVolts),
            row(
                    "SEEWORLD",
                    0xA3,
                    bytes(Gt06Model.SEEWORLD, 7),
                    ALARM_SHAPE,
                    INFO,
                    LEVEL,
                    GSM,
                    ALARM,
                    reserved("unknown", 1),
                    number("input", 1),
                    Gt06Vendors::wanted),
            row("SEEWORLD", 0xA3, bytes(Gt06Model.SEEWORLD, 19), ALARM_SHAPE, INFO, Gt06Vendors::seeworldStatus),
            // Others
            row("X1 photo", 0x35, atLeast(26), INFORMATION, Gt06Vendors::photo),
            row("battery", 0x40, atLeast(105), INFORMATION, Gt06Vendors::battery),
            row("beacon", 0xB2, atLeast(36), INFORMATION, Gt06Vendors::beacon));

    private static final Variant[][] BY_TYPE = new Variant[TYPES][];

    static {
        for (int type = 0; type < TYPES; type++) {
            List<Variant> rows = new ArrayList<>();
            for (Variant variant : ALL) {
                if (variant.type == type) {
                    rows.add(variant);
                }
            }
            BY_TYPE[type] = rows.toArray(Variant[]::new);
        }
    }

    private Gt06Variants() {}

    /** The message, where a vendor's layout applies; null: it has the manual's. */
    static @Nullable Gt06Message decode(Gt06Reader in) {
        for (Variant variant : BY_TYPE[in.type]) {
            if (variant.when.test(in)) {
                Gt06Message message = read(variant, in);
                if (message != null) {
                    return message;
                }
            }
        }
        return null;
    }

    /** Null: the layout is another. Once the place is read, fields that do not fit are kept as the message's tail instead. */
    private static @Nullable Gt06Message read(Variant variant, Gt06Reader in) {
        int start = in.mark();
        int read = start;
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        try {
            for (Gt06Field field : variant.fields) {
                field.read(in, out);
                read = in.mark();
            }
        } catch (Malformed | IllegalArgumentException e) {
            if (!out.isPlaced()) {
                in.back(start);
                return null;
            }
            in.back(read);
        }
        try {
            return variant.shape.of(in, out);
        } catch (Malformed | IllegalArgumentException e) {
            in.back(start);
            return null;
        }
    }

    /** The vendor whose layout applies, for who reads along; null: the manual's. */
    static @Nullable String name(Gt06Reader in) {
        for (Variant variant : BY_TYPE[in.type]) {
            if (variant.when.test(in)) {
                return variant.name;
            }
        }
        return null;
    }

    private static Gt06Report tailed(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        String tail = in.rest("tail");
        if (!tail.isEmpty()) {
            out.put("tail", tail);
        }
        return out.build();
    }

    private static Variant row(String name, int type, Predicate<Gt06Reader> when, Shape shape, Gt06Field... fields) {
        return new Variant(name, type, when, shape, List.of(fields));
    }

    /** Recognised by its length alone: a guess, which a model that is known speaks against. */
    private static Predicate<Gt06Reader> bytes(int content) {
        return in -> in.length() == content && in.model == Gt06Model.ANY;
    }

    /** The same for the layout of a model that has a name in the registry. */
    private static Predicate<Gt06Reader> bytes(Gt06Model model, int content) {
        return in -> in.length() == content && (in.model == model || in.model == Gt06Model.ANY);
    }

    /** Recognised by its length and by a position where other layouts of the type have none. */
    private static Predicate<Gt06Reader> shaped(int content) {
        return atLeast(content).and(in -> in.length() == content && Gt06Fields.isPosition(in, 0));
    }

    /** A layout of a type that the manual does not have. */
    private static Predicate<Gt06Reader> atLeast(int content) {
        return in -> in.length() >= content && in.model != Gt06Model.STANDARD;
    }

    private static Predicate<Gt06Reader> model(Gt06Model model) {
        return in -> in.model == model;
    }

    private static boolean isShort(Gt06Reader in) {
        return !in.isLong;
    }

    private static Predicate<Gt06Reader> positionAt(int ahead) {
        return in -> Gt06Fields.isPosition(in, ahead);
    }

    /** A card's text of exactly the length that the byte at 30 says, between fields of so many bytes in all. */
    private static Predicate<Gt06Reader> card(int others) {
        return in -> in.length() > others && in.peek8(30) == in.length() - others && in.model == Gt06Model.ANY;
    }

    /** A source, an IMEI and two clocks: nothing else looks like that. */
    private static boolean isImeiFirst(Gt06Reader in) {
        return in.model == Gt06Model.NT
                || (in.model == Gt06Model.ANY && in.length() >= 54 && in.isImei(1) && in.isClock(9) && in.isClock(15));
    }
}
