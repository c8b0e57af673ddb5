package io.fleetwire.protocol.jt808;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Signal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Transparent data F0 of OBD terminals: clock, stored or live, kind of vehicle, kind of data, the data, and with most a place without speed and course.
 */
final class Jt808ObdReport {

    private static final int VALUES = 0x01;
    private static final int CODES = 0x02;
    private static final int EVENTS = 0x03;
    private static final int TRIP = 0x04;
    private static final int VIN = 0x0B;
    private static final int DRIVING = 0x15;
    private static final int TRIP_ENDED = 2;
    private static final int VIN_BYTES = 17;
    private static final int PLACE_BYTES = 12;

    private Jt808ObdReport() {}

    static boolean read(ByteBuf in, Jt808Row row) {
        in.skipBytes(Jt808Fields.CLOCK_BYTES);
        row.put("stored", in.readUnsignedByte() > 0 ? "true" : "");
        in.skipBytes(1);
        int kind = in.readUnsignedByte();
        row.put("obd", kind);
        boolean known = switch (kind) {
            case VALUES -> values(in, row);
            case CODES -> codes(in, row);
            case EVENTS -> events(in, row);
            case TRIP -> trip(in, row);
            case VIN -> vin(in, row);
            case DRIVING -> driving(in, row);
            default -> false;
        };
        if (known && in.isReadable()) {
            row.put("tail", ByteBufUtil.hexDump(in));
        }
        return known;
    }

    /** A count, then number, length and value of each. */
    private static boolean values(ByteBuf in, Jt808Row row) {
        int count = in.readUnsignedByte();
        for (int i = 0; i < count; i++) {
            int id = in.readUnsignedShort();
            ByteBuf value = in.readSlice(in.readUnsignedByte());
            if (!value(Jt808Items.key(id, value.readableBytes()), value, row)) {
                row.keep("obd_%04x".formatted(id), ByteBufUtil.hexDump(value));
            }
        }
        place(in, row);
        return true;
    }

    private static boolean value(int key, ByteBuf in, Jt808Row row) {
        switch (key) {
            case 0x0102_04, 0x0528_04, 0x0546_04 -> row.odometerM(in.readUnsignedInt() * 100.0);
            case 0x0103_04 -> row.put("fuelL", in.readUnsignedInt(), 2);
            case 0x0105_04, 0x052C_04 -> row.put("fuelUsedL", in.readUnsignedInt(), 2);
            case 0x0111_01 -> row.put("fuelTempC", in.readUnsignedByte() - 40);
            case 0x012E_02 -> row.put("oilLevel", in.readUnsignedShort(), 1);
            case 0x014A_02, 0x0537_02, 0x0538_02, 0x0539_02 ->
                row.put("fuelConsumptionLPer100Km", in.readUnsignedShort(), 2);
            case 0x052A_02 -> row.put("fuelL", in.readUnsignedShort(), 2);
            case 0x052B_01 -> row.fuelLevelPct(in.readUnsignedByte());
            case 0x052D_01 -> row.coolantC(in.readUnsignedByte() - 40);
            case 0x052E_01 -> row.put("intakeTempC", in.readUnsignedByte() - 40);
            case 0x0530_02 -> row.externalV(in.readUnsignedShort() / 1_000.0);
            case 0x0535_02 -> row.put("obdSpeedKmh", in.readUnsignedShort(), 1);
            case 0x0536_02 -> row.rpm(in.readUnsignedShort());
            case 0x053D_02 -> row.put("intakePressureKpa", in.readUnsignedShort(), 1);
            case 0x0544_01 -> row.put("liquidLevel", in.readUnsignedByte());
            case 0x0547_01, 0x0548_01 -> row.throttlePct(in.readUnsignedByte());
            case 0xFEEC_11 -> row.put("vin", Jt808Fields.text(in, VIN_BYTES, StandardCharsets.US_ASCII));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean codes(ByteBuf in, Jt808Row row) {
        int systems = in.readUnsignedShort();
        for (int i = 0; i < systems; i++) {
            in.skipBytes(4);
            int codes = in.readUnsignedShort();
            for (int j = 0; j < codes; j++) {
                in.skipBytes(8);
                row.dtc(Jt808Fields.text(in, in.readUnsignedShort()));
            }
        }
        place(in, row);
        return true;
    }

    private static boolean events(ByteBuf in, Jt808Row row) {
        int count = in.readUnsignedByte();
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int id = in.readUnsignedByte();
            in.skipBytes(in.readUnsignedByte());
            events.append(events.isEmpty() ? "" : " ").append("%02x".formatted(id));
            row.signal(signal(id));
        }
        row.put("events", events.toString());
        place(in, row);
        return true;
    }

    private static @Nullable Signal signal(int event) {
        return switch (event) {
            case 0x02 -> Signal.POWER_CUT;
            case 0x0E -> Signal.IDLING;
            case 0x1A -> Signal.HARSH_ACCELERATION;
            case 0x1B -> Signal.HARSH_BRAKE;
            case 0x1C -> Signal.HARSH_CORNERING;
            case 0x25 -> Signal.OVERSPEED;
            case 0x26, 0x27, 0x28 -> Signal.CRASH;
            default -> null;
        };
    }

    /** A trip's number and beginning; what it came to where it has ended. */
    private static boolean trip(ByteBuf in, Jt808Row row) {
        int state = in.readUnsignedByte();
        row.put("trip", state == TRIP_ENDED ? "ended" : "begun");
        row.put("tripNumber", in.readUnsignedInt());
        row.put("tripStart", Jt808Fields.hex(in, Jt808Fields.CLOCK_BYTES));
        if (state == TRIP_ENDED) {
            row.put("tripEnd", Jt808Fields.hex(in, Jt808Fields.CLOCK_BYTES));
            // Where it began and ended, and what that is worth.
            row.put("tripPlaces", Jt808Fields.hex(in, 8 + 8 + 1));
            row.put("tripIdlings", in.readUnsignedShort());
            row.put("tripIdlingS", in.readUnsignedShort());
            row.put("tripM", in.readUnsignedShort() * 100L);
            row.put("tripFuelL", in.readUnsignedShort(), 2);
        }
        return true;
    }

    private static boolean vin(ByteBuf in, Jt808Row row) {
        if (in.readUnsignedByte() > 0) {
            row.put("vin", Jt808Fields.text(in, VIN_BYTES, StandardCharsets.US_ASCII));
        }
        return true;
    }

    private static boolean driving(ByteBuf in, Jt808Row row) {
        int event = in.readInt();
        row.put("event", event);
        row.signalIf(event == 51, Signal.HARSH_ACCELERATION);
        row.signalIf(event == 52, Signal.HARSH_BRAKE);
        row.signalIf(event == 53, Signal.HARSH_CORNERING);
        row.signalIf(event == 56, Signal.CRASH);
        return true;
    }

    /** Status and place, without speed and course. */
    private static void place(ByteBuf in, Jt808Row row) {
        if (in.readableBytes() < PLACE_BYTES) {
            return;
        }
        long status = in.readUnsignedInt();
        long lat = in.readUnsignedInt();
        long lon = in.readUnsignedInt();
        Jt808Status.read(status, row);
        boolean located = (status & Jt808Status.LOCATED) != 0;
        if (lat == 0 && lon == 0 && !located) {
            return;
        }
        row.fix(new Fix(
                Jt808Events.degrees(lat, (status & Jt808Status.SOUTH) != 0),
                Jt808Events.degrees(lon, (status & Jt808Status.WEST) != 0),
                located,
                ABSENT,
                ABSENT,
                ABSENT,
                Fix.UNKNOWN_COUNT,
                ABSENT,
                ABSENT));
    }
}
