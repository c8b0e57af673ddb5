package io.fleetwire.protocol.teltonika;

import io.fleetwire.event.Acceleration;
import io.fleetwire.event.Engine;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Power;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a record means in the fleet's words. Every IO element ends in a typed field or, under {@code io_<id>}, in the attributes; the first one that fills
 * a field has it (engine speed comes from OBD as 36 and from CAN as 85), a reading that the device itself calls absent ends nowhere.
 */
final class TelemetryMapper implements IoElements.Visitor {

    private static final String PROTOCOL = TeltonikaAdapter.ID;
    private static final int FIELD_COUNT = Field.values().length;
    private static final Field[] ENGINE = {
        Field.RPM, Field.LOAD_PCT, Field.COOLANT_C, Field.THROTTLE_PCT, Field.FUEL_LEVEL_PCT, Field.FUEL_RATE_LPH
    };
    private static final Field[] POWER = {Field.EXTERNAL_V, Field.BATTERY_V};
    private static final Field[] ACCELERATION = {Field.X_G, Field.Y_G, Field.Z_G};
    private static final Pattern DTC = Pattern.compile("[PCBU][0-9A-F]{4}");

    /** What a fix accepts; the two bytes of the wire reach further. */
    private static final int LOWEST_ALTITUDE_M = -20_000;

    private static final int MAX_SPEED_KMH = 1_000;
    private static final int FULL_CIRCLE_DEG = 360;

    private final AvlDictionary dictionary;
    private final int eventId;
    private final boolean placed;
    private final Telemetry.Builder builder;
    private final double[] fields = new double[FIELD_COUNT];
    private final Attributes attributes = new Attributes();
    private boolean tagged;

    private TelemetryMapper(AvlDictionary dictionary, int eventId, boolean placed, Telemetry.Builder builder) {
        this.dictionary = dictionary;
        this.eventId = eventId;
        this.placed = placed;
        this.builder = builder;
        Arrays.fill(fields, Measure.ABSENT);
    }

    /** A record of the device as telemetry. */
    static Telemetry telemetry(String imei, AvlDictionary dictionary, AvlRecord record, long receivedAtMs) {
        Telemetry.Builder builder =
                Telemetry.builder(imei, PROTOCOL, record.timeMs()).receivedAtMs(receivedAtMs);
        TelemetryMapper mapper = new TelemetryMapper(dictionary, record.eventId(), isPlace(record), builder);
        mapper.circumstances(record);
        record.io().forEach(mapper);
        return mapper.build(record);
    }

    /** A message of the device as telemetry without a fix: it is shown and stored like a record. */
    static Telemetry telemetry(String imei, Text text, long receivedAtMs) {
        Attributes attributes = new Attributes();
        byte[] payload = text.payload().getBytes(StandardCharsets.ISO_8859_1);
        String name = "codec" + text.codec();
        attributes.putText(name, payload, 0, payload.length);
        attributes.put(name + "_type", Integer.toString(text.type()));
        if (text.imei() != null && !text.imei().endsWith(imei)) {
            attributes.put(name + "_imei", text.imei());
        }
        Long sentAtMs = text.timeMs();
        return Telemetry.builder(imei, PROTOCOL, sentAtMs == null ? receivedAtMs : sentAtMs)
                .receivedAtMs(receivedAtMs)
                .attributes(attributes.values())
                .build();
    }

    /** 0,0 is what a device says that has had no fix since it was switched on. */
    private static boolean isPlace(AvlRecord record) {
        return (record.lat() != 0 || record.lon() != 0)
                && Math.abs(record.lat()) <= 90
                && Math.abs(record.lon()) <= 180;
    }

    private void circumstances(AvlRecord record) {
        if (record.priority() != 0) {
            attributes.put("priority", Integer.toString(record.priority()));
        }
        if (record.eventId() != 0) {
            attributes.put("event", Integer.toString(record.eventId()));
        }
        if (record.generation() != 0) {
            attributes.put("generation", Integer.toString(record.generation()));
        }
        if (!placed && (Math.abs(record.lat()) > 90 || Math.abs(record.lon()) > 180)) {
            attributes.put("impossible_place", record.lat() + "," + record.lon());
        }
    }

    @Override
    public void number(int id, int width, long raw) {
        AvlId known = dictionary.get(id);
        if (known == null) {
            attributes.put(Attributes.name(id), Long.toUnsignedString(raw));
        } else if (known.width() != width) {
            // Another model's element: its scale and sign are unknown, so the bytes must not look like a reading.
            attributes.putRaw(Attributes.name(id), width, raw);
        } else {
            known(known, raw);
        }
    }

    private void known(AvlId known, long raw) {
        long signed = known.signed(raw);
        if (known.isAbsent(signed)) {
            return;
        }
        Signal signal = known.signal(raw);
        if (signal != null && (!known.onlyAsEvent() || known.id() == eventId)) {
            builder.signal(signal);
        }
        if (known.field() != null && fill(known.field(), known, signed)) {
            return;
        }
        if (known.kind() == AvlId.Kind.ASCII) {
            byte[] text = HexFormat.of().parseHex(HexFormat.of().toHexDigits(raw, 2 * known.width()));
            attributes.putText(Attributes.name(known.id()), text, 0, text.length);
        } else {
            attributes.put(Attributes.name(known.id()), known.text(signed));
        }
    }

    private boolean fill(Field field, AvlId known, long signed) {
        if (field == Field.DRIVER_TAG) {
            return driverTag(HexFormat.of().withUpperCase().toHexDigits(signed));
        }
        double value = known.value(signed);
        if (Measure.has(fields[slot(field)]) || !field.accepts(value) || (field == Field.HDOP && !placed)) {
            return false;
        }
        fields[slot(field)] = value;
        return true;
    }

    private boolean driverTag(String tag) {
        if (tagged) {
            return false;
        }
        builder.driverTag(tag);
        tagged = true;
        return true;
    }

    @Override
    public void bytes(int id, byte[] source, int offset, int length) {
        AvlId known = dictionary.get(id);
        if (known != null && known.width() == AvlId.VARIABLE && known.kind() == AvlId.Kind.ASCII) {
            if (known.field() != Field.DTCS || !dtcs(new String(source, offset, length, StandardCharsets.US_ASCII))) {
                attributes.putText(Attributes.name(id), source, offset, length);
            }
        } else {
            attributes.putBytes(Attributes.name(id), source, offset, length);
        }
    }

    /** {@code P0123,C0300}. {@code P0000} is padding. */
    private boolean dtcs(String text) {
        List<String> codes = new ArrayList<>();
        for (String code : text.strip().toUpperCase(Locale.ROOT).split(",", -1)) {
            if (!DTC.matcher(code.strip()).matches()) {
                return false;
            }
            if (!code.strip().equals("P0000")) {
                codes.add(code.strip());
            }
        }
        if (codes.size() > Telemetry.MAX_DTCS) {
            return false;
        }
        builder.dtcs(List.copyOf(codes));
        return true;
    }

    private Telemetry build(AvlRecord record) {
        double ignition = field(Field.IGNITION);
        return builder.fix(placed ? fix(record) : null)
                .ignition(Measure.has(ignition) ? ignition == 1 : null)
                .odometerM(field(Field.ODOMETER_M))
                .engine(engine())
                .power(power())
                .acceleration(acceleration())
                .attributes(attributes.values())
                .build();
    }

    private Fix fix(AvlRecord record) {
        return new Fix(
                record.lat(),
                record.lon(),
                record.satellites() > 0,
                record.altitudeM() >= LOWEST_ALTITUDE_M ? record.altitudeM() : Measure.ABSENT,
                record.speedKmh() <= MAX_SPEED_KMH ? record.speedKmh() : Measure.ABSENT,
                record.angleDeg() <= FULL_CIRCLE_DEG ? record.angleDeg() : Measure.ABSENT,
                record.satellites(),
                field(Field.HDOP),
                Measure.ABSENT);
    }

    private Engine engine() {
        return anyOf(ENGINE)
                ? new Engine(
                        field(Field.RPM),
                        field(Field.LOAD_PCT),
                        field(Field.COOLANT_C),
                        field(Field.THROTTLE_PCT),
                        field(Field.FUEL_LEVEL_PCT),
                        field(Field.FUEL_RATE_LPH))
                : Engine.NONE;
    }

    private Power power() {
        return anyOf(POWER) ? new Power(field(Field.EXTERNAL_V), field(Field.BATTERY_V)) : Power.NONE;
    }

    private Acceleration acceleration() {
        return anyOf(ACCELERATION)
                ? new Acceleration(field(Field.X_G), field(Field.Y_G), field(Field.Z_G))
                : Acceleration.NONE;
    }

    private boolean anyOf(Field[] candidates) {
        for (Field candidate : candidates) {
            if (Measure.has(field(candidate))) {
                return true;
            }
        }
        return false;
    }

    private double field(Field field) {
        return fields[slot(field)];
    }

    // An array instead of a map: this runs for every element of every record.
    @SuppressWarnings("EnumOrdinal")
    private static int slot(Field field) {
        return field.ordinal();
    }
}
