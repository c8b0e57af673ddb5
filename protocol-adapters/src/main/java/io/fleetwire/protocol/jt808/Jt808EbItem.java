package io.fleetwire.protocol.jt808;

import io.fleetwire.event.Signal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * Item EB, which three vendors use: a time zone in text (Jimi), neighbouring cells, or a list of items of its own with lengths and ids of two bytes
 * each (the length counts the id).
 */
final class Jt808EbItem {

    /** Cleared when it happened. */
    private static final int SUPPLY_CUT = 1;

    private static final int REMOVED = 1 << 12;
    private static final int VIBRATION = 1 << 6;

    /** Two bits: 0 moving, 1 standing. */
    private static final int MOTION_SHIFT = 23;

    private Jt808EbItem() {}

    static boolean read(ByteBuf in, Jt808Row row) {
        int length = in.readableBytes();
        if (length > 0 && in.forEachByte(b -> b >= ' ' && b <= '~') < 0) {
            row.put("timeZone", Jt808Fields.text(in, length));
            return true;
        }
        int first = in.getUnsignedShort(0);
        if (first > 200 && (length - 3) % 5 == 0) {
            return cells(in, row);
        }
        while (in.isReadable()) {
            ByteBuf item = in.readSlice(in.readUnsignedShort());
            int id = item.readUnsignedShort();
            if (!value(Jt808Items.key(id, item.readableBytes()), item, row)) {
                row.keep("eb_%04x".formatted(id), Jt808Fields.hex(item, item.readableBytes()));
            }
        }
        return true;
    }

    private static boolean value(int key, ByteBuf in, Jt808Row row) {
        switch (key) {
            case 0x0001_03 -> {
                row.put("fuel1L", in.readUnsignedShort(), 1);
                in.skipBytes(1);
            }
            case 0x0023_06 -> row.put("fuel2L", Jt808Fields.text(in, 6));
            case 0x002D_02 -> row.batteryV(in.readUnsignedShort() / 1_000.0);
            case 0x002D_04 -> row.externalV(in.readUnsignedInt() / 1_000.0);
            case 0x0089_04 -> alarms(in.readInt(), row);
            case 0x00A8_01, 0x00E1_01 -> row.batteryPct(in.readUnsignedByte());
            case 0x00B2_0A -> iccid(in, row);
            case 0x00C5_04 -> motion(in.readInt(), row);
            case 0x00C6_01 -> {
                int alarm = in.readUnsignedByte();
                row.put("batteryAlarm", alarm);
                row.signalIf(alarm == 3 || alarm == 4, Signal.LOW_BATTERY);
            }
            case 0x00CE_02 -> row.externalV(in.readUnsignedShort() / 100.0);
            case 0x00D5_0F -> imei(in, row);
            default -> {
                if (key >> 8 != 0x00B9) {
                    return false;
                }
                row.put("wifi", wifi(in));
            }
        }
        return true;
    }

    /** A bit is cleared when it happened. */
    private static void alarms(int bits, Jt808Row row) {
        row.put("supplyOff", (bits & SUPPLY_CUT) == 0 ? "true" : "");
        row.put("removed", (bits & REMOVED) == 0 ? "true" : "");
    }

    private static void motion(int bits, Jt808Row row) {
        row.put("vibration", (bits & VIBRATION) == 0 ? "true" : "");
        int state = bits >> MOTION_SHIFT & 0x03;
        if (state <= 1) {
            row.flag("moving", state == 0);
        }
    }

    /** Country and network, then area, cell and strength of each. */
    private static boolean cells(ByteBuf in, Jt808Row row) {
        int mcc = in.readUnsignedShort();
        int mnc = in.readUnsignedByte();
        StringBuilder cells = new StringBuilder();
        while (in.isReadable()) {
            cells.append(cells.isEmpty() ? "" : " ").append(mcc).append('-').append(mnc);
            cells.append('-').append(in.readUnsignedShort()).append('-').append(in.readUnsignedShort());
            cells.append(':').append(in.readUnsignedByte());
        }
        row.put("cells", cells.toString());
        return true;
    }

    /** BCD, filled with F; all zero: there is no card. */
    private static void iccid(ByteBuf in, Jt808Row row) {
        String digits = Jt808Fields.hex(in, 10).replaceFirst("f+$", "");
        row.put("iccid", digits.matches("0*") ? "" : digits);
    }

    private static void imei(ByteBuf in, Jt808Row row) {
        String digits = Jt808Fields.text(in, 15, StandardCharsets.US_ASCII);
        row.put("imei", digits.matches("0*") ? "" : digits);
    }

    /** A count, then {@code mac,dBm} again and again. */
    private static String wifi(ByteBuf in) {
        in.skipBytes(1);
        String[] fields = in.toString(StandardCharsets.US_ASCII).split(",", -1);
        StringBuilder points = new StringBuilder();
        for (int i = 0; i + 1 < fields.length; i += 2) {
            points.append(points.isEmpty() ? "" : " ")
                    .append(fields[i].replace(":", "").toLowerCase(java.util.Locale.ROOT))
                    .append(':')
                    .append(fields[i + 1]);
        }
        return Jt808Fields.text(
                Unpooled.copiedBuffer(points, StandardCharsets.US_ASCII), points.length(), StandardCharsets.US_ASCII);
    }
}
