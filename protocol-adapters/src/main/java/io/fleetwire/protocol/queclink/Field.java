package io.fleetwire.protocol.queclink;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is known about a field: {@code fields.csv}.
 *
 * @param target where its value goes
 */
record Field(String name, Shape shape, Target target) {

    /** The values with a place of their own. Everything else is an attribute. */
    enum Target {
        ATTRIBUTE,
        /** Says something about the message, nothing about the vehicle. */
        SKIP,
        EXTERNAL_MV,
        BATTERY_V,
        REPORT,
        REPORT_TYPE,
        MILEAGE_KM,
        STATUS,
        STATE,
        RPM,
        COOLANT_C,
        THROTTLE_PCT,
        LOAD_PCT,
        FUEL_LEVEL_PCT,
        SATELLITES,
        JAMMING,
        DRIVER_TAG,
        DATA,
        DTCS,
        HEX_NUMBER,
        ANALOG,
        /** A part of a neighbouring cell. */
        CELL,
        /** A number that may be none. */
        FINITE,
        SIXTEENTHS_C,
        IGNITION_KEY,
        DISTANCE,
        CONSUMPTION,
        FUEL_LEVEL,
        /** An amount in litres behind its letter. */
        LITRES,
        /** Hours, minutes and seconds of the engine. */
        HOUR_METER,
        AD_BLUE
    }

    /** A place that the vendor keeps for later. */
    static final String RESERVED = "-";

    /** A place of unknown meaning: its value is kept under its position. */
    static final String UNKNOWN = "?";

    private static final Map<String, Field> BY_NAME = Table.lines("fields.csv").stream()
            .map(column -> new Field(
                    column[0],
                    Shape.valueOf(column[1].toUpperCase(Locale.ROOT)),
                    column[2].isEmpty() ? Target.ATTRIBUTE : Target.valueOf(column[2])))
            .collect(Collectors.toUnmodifiableMap(Field::name, Function.identity()));

    /** The field of this name; the number of a repeated one, as in {@code oneWire2.id}, makes no difference. */
    static Field of(String name) {
        Field field = BY_NAME.get(name);
        if (field == null && name.indexOf('.') > 0) {
            field = BY_NAME.get(name.replaceFirst("\\d+\\.", "."));
        }
        return field != null ? field : new Field(name, Shape.ANY, Target.ATTRIBUTE);
    }
}
