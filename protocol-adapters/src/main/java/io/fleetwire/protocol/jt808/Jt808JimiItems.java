package io.fleetwire.protocol.jt808;

import io.fleetwire.event.Signal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/** Item E8 of Jimi's cameras (JC371, JC181, JC45x): a number of two bytes that says what happened or what follows. */
final class Jt808JimiItems {

    private static final int UPLOAD = 0x2002;
    private static final int SUPPLY = 0x2003;
    private static final int STATES = 0x2005;
    private static final int FULL_LEVEL = 6;
    private static final int ICCID_DIGITS = 19;
    private static final int IGNITION_ON = 0x0C03;
    private static final int IGNITION_OFF = 0x0C04;

    private Jt808JimiItems() {}

    static boolean read(ByteBuf in, Jt808Row row) {
        if (row.model() != Jt808Model.JC) {
            return false;
        }
        int kind = in.readUnsignedShort();
        switch (kind) {
            case UPLOAD -> {
                in.skipBytes(1);
                row.put("uploadMode", in.readUnsignedByte());
                row.put("stored", in.readUnsignedByte() == 1 ? "true" : "false");
            }
            case SUPPLY -> supply(in, row);
            case STATES -> states(in, row);
            case IGNITION_ON -> row.ignition(true);
            case IGNITION_OFF -> row.ignition(false);
            default -> event(kind, in, row);
        }
        return true;
    }

    private static void supply(ByteBuf in, Jt808Row row) {
        in.skipBytes(1);
        row.flag("charging", in.readUnsignedByte() == 1);
        int level = in.readUnsignedByte();
        if (level >= 1 && level <= FULL_LEVEL) {
            row.batteryPct(level * 100 / FULL_LEVEL);
        }
        row.batteryV(in.readUnsignedShort() / 100.0);
        row.put("gsm", in.readUnsignedByte());
        row.externalV(in.readUnsignedShort() / 100.0);
    }

    /** Number, length and value of each state. */
    private static void states(ByteBuf in, Jt808Row row) {
        in.skipBytes(1);
        while (in.readableBytes() >= 3) {
            int id = in.readUnsignedShort();
            ByteBuf value = in.readSlice(in.readUnsignedByte());
            if (!state(id, value, row)) {
                row.keep("e8_%04x".formatted(id), ByteBufUtil.hexDump(value));
            }
        }
    }

    private static boolean state(int id, ByteBuf in, Jt808Row row) {
        switch (Jt808Items.key(id, in.readableBytes())) {
            case 0x0001_02 -> row.batteryV(in.readUnsignedShort() / 100.0);
            case 0x0002_04 -> row.put("dataUsage", in.readUnsignedInt());
            case 0x0003_01 -> row.batteryPct(in.readUnsignedByte());
            case 0x0004_01 -> row.flag("charging", in.readUnsignedByte() == 0);
            case 0x0005_0A -> row.put("iccid", Jt808Fields.hex(in, 10).substring(0, ICCID_DIGITS));
            case 0x0007_02 -> row.hdop(in.readUnsignedShort() / 10.0);
            case 0x2001_02 -> row.externalV(in.readUnsignedShort() / 10.0);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void event(int kind, ByteBuf in, Jt808Row row) {
        row.put("event", "%04x".formatted(kind));
        row.signal(signal(kind));
        if (kind == 0x0406) {
            row.put("vibration", "true");
        }
        if (in.isReadable()) {
            row.put("eventData", ByteBufUtil.hexDump(in));
        }
    }

    private static @Nullable Signal signal(int kind) {
        return switch (kind) {
            case 0x0400, 0x0412 -> Signal.HARSH_ACCELERATION;
            case 0x0401, 0x0413 -> Signal.HARSH_BRAKE;
            case 0x0402, 0x0414 -> Signal.HARSH_CORNERING;
            case 0x0403 -> Signal.OVERSPEED;
            case 0x0405, 0x0416, 0x0417 -> Signal.CRASH;
            case 0x0407 -> Signal.TOW;
            case 0x0408 -> Signal.GEOFENCE_ENTER;
            case 0x0409 -> Signal.GEOFENCE_EXIT;
            case 0x0C01 -> Signal.SOS;
            case 0x0C02, 0x0C0F -> Signal.LOW_BATTERY;
            case 0x0C0E, 0x0C10 -> Signal.POWER_CUT;
            case 0x0C12 -> Signal.TAMPER;
            default -> null;
        };
    }
}
