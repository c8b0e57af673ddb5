package io.fleetwire.protocol.jt808;

import io.netty.buffer.ByteBuf;

/** Items of AOVX trackers (GL100, AL300, VL300), which name themselves in item F2. */
final class Jt808AovxItems {

    private static final int CHARGING = 2;
    private static final int FULL = 3;
    private static final int MOVED = 2;
    private static final int MAX_TAGS = 32;

    private Jt808AovxItems() {}

    static boolean read(int id, ByteBuf in, Jt808Row row) {
        switch (id) {
            case 0xF1 -> row.externalV(in.readUnsignedInt() / 1_000.0);
            case 0xF2 -> row.put("firmware", Jt808Fields.text(in, in.readableBytes()));
            case 0xF3 -> tags(in, row);
            case 0xF6 -> sensors(in, row);
            case 0xF7 -> battery(in, row);
            case 0xF8 -> identity(in, row);
            case 0xF9 -> environment(in, row);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void sensors(ByteBuf in, Jt808Row row) {
        int event = in.readUnsignedByte();
        row.put("event", event);
        if (event == MOVED) {
            row.flag("moving", true);
        }
        int mask = in.readUnsignedByte();
        if ((mask & 1) != 0) {
            row.put("light", in.readUnsignedShort());
        }
        if ((mask & (1 << 1)) != 0) {
            row.put("temp1C", in.readShort(), 1);
        }
        if ((mask & (1 << 2)) != 0) {
            row.put("humidityPct", in.readShort(), 1);
        }
        if ((mask & (1 << 3)) != 0) {
            row.put("accelerometer", in.readShort() + " " + in.readShort() + " " + in.readShort());
        }
        if ((mask & (1 << 4)) != 0) {
            row.put("thresholds", Jt808Fields.hex(in, 10));
        }
        if ((mask & (1 << 5)) != 0) {
            row.put("airPressure", in.readUnsignedShort());
        }
    }

    /** A mask of what each Bluetooth tag says, then the tags: address, signal, and that. */
    private static void tags(ByteBuf in, Jt808Row row) {
        int mask = in.readUnsignedByte();
        for (int i = 1; in.isReadable() && i <= MAX_TAGS; i++) {
            String tag = "tag" + i;
            row.put(tag + "Mac", Jt808Fields.hex(in, 6));
            row.put(tag + "Rssi", in.readByte());
            if ((mask & 1) != 0) {
                row.put(tag + "Name", Jt808Fields.text(in, 10));
            }
            if ((mask & (1 << 1)) != 0) {
                row.put(tag + "Firmware", Jt808Fields.hex(in, 2));
            }
            if ((mask & (1 << 2)) != 0) {
                row.put(tag + "BatteryV", in.readUnsignedShort(), 3);
            }
            if ((mask & (1 << 3)) != 0) {
                row.put(tag + "TempC", in.readShort(), 1);
            }
            if ((mask & (1 << 4)) != 0) {
                row.put(tag + "HumidityPct", in.readShort(), 1);
            }
            if ((mask & (1 << 5)) != 0) {
                row.put(tag + "Accelerometer", in.readShort() + " " + in.readShort() + " " + in.readShort());
            }
            int reserved = Integer.bitCount(mask >> 6) * 2;
            if (reserved > 0) {
                row.put(tag + "Reserved", Jt808Fields.hex(in, reserved));
            }
        }
    }

    private static void battery(ByteBuf in, Jt808Row row) {
        row.batteryV(in.readUnsignedInt() / 1_000.0);
        if (in.isReadable()) {
            int state = in.readUnsignedByte();
            row.flag("charging", state == CHARGING || state == FULL);
        }
        if (in.isReadable()) {
            row.batteryPct(in.readUnsignedByte());
        }
    }

    private static void identity(ByteBuf in, Jt808Row row) {
        row.put("workingMode", in.readUnsignedByte());
        row.put("imei", Jt808Fields.hex(in, 8).substring(1));
        row.put("iccid", Jt808Fields.hex(in, 10));
        row.put("model", Jt808Fields.text(in, in.readableBytes()));
    }

    private static void environment(ByteBuf in, Jt808Row row) {
        int mask = in.readUnsignedShort();
        if ((mask & 1) != 0) {
            row.put("fixAgeS", in.readUnsignedInt());
        }
        if ((mask & (1 << 1)) != 0) {
            row.put("ignitionOnS", in.readUnsignedInt());
        }
        if ((mask & (1 << 2)) != 0) {
            row.hdop(in.readUnsignedShort() / 10.0);
        }
        if ((mask & (1 << 3)) != 0) {
            row.put("fixClock", Jt808Fields.hex(in, Jt808Fields.CLOCK_BYTES));
        }
        if ((mask & (1 << 5)) != 0) {
            row.put("samplingS", in.readUnsignedInt());
            row.put("reportS", in.readUnsignedInt());
        }
        if ((mask & (1 << 6)) != 0) {
            row.put("temp3C", in.readShort(), 1);
            row.put("temp3Limits", Jt808Fields.hex(in, 4));
        }
    }
}
