package io.fleetwire.protocol.jt808;

import io.fleetwire.event.Signal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** Items of vendors that recorded frames show, where id, length and content leave no doubt. */
final class Jt808VendorItems {

    private static final int MIN_MCC = 200;
    private static final byte[] AOVX = "AOVX_".getBytes(StandardCharsets.US_ASCII);

    private Jt808VendorItems() {}

    /** Whether the item says that the device is one of AOVX. */
    static boolean namesAovx(Jt808Position.Item item) {
        return item.id() == 0xF2
                && item.value().length > AOVX.length
                && java.util.Arrays.equals(item.value(), 0, AOVX.length, AOVX, 0, AOVX.length);
    }

    static boolean byLength(int key, ByteBuf in, Jt808Row row) {
        switch (key) {
            case 0x06_01, 0xD4_01, 0xE1_01, 0xE9_01, 0xFE_01 -> row.batteryPct(in.readUnsignedByte());
            case 0x57_08 -> driving(in, row);
            case 0x61_02 -> row.externalV(in.readUnsignedShort() / 100.0);
            case 0x69_02, 0xD5_02 -> row.batteryV(in.readUnsignedShort() / 100.0);
            case 0x82_02, 0xD3_02, 0xE1_02, 0xFE_02 -> row.externalV(in.readUnsignedShort() / 10.0);
            case 0xE3_04, 0xE3_06 -> battery(in, row);
            case 0xE4_02 -> {
                row.flag("charging", in.readUnsignedByte() == 0);
                row.batteryPct(in.readUnsignedByte());
            }
            case 0xE5_01 -> row.flag("moving", in.readUnsignedByte() == 1);
            case 0xE7_08 -> {
                int alarms = in.readUnsignedShort();
                row.put("vibration", (alarms & 1) != 0 ? "true" : "");
                row.signalIf((alarms & 0x1E) != 0, Signal.SOS);
            }
            case 0xEE_06 -> {
                row.put("gsm", in.readUnsignedByte());
                row.externalV(in.readUnsignedShort() / 1_000.0);
                row.batteryV(in.readUnsignedShort() / 1_000.0);
                row.satellites(in.readUnsignedByte());
            }
            case 0xF1_04 -> row.externalV(in.readUnsignedInt() / 1_000.0);
            case 0xF6_08 -> row.put("imei", Jt808Fields.hex(in, 8).substring(1));
            case 0xF7_06 -> {
                row.batteryV(in.readUnsignedInt() / 1_000.0);
                row.put("batteryState", in.readUnsignedByte());
                row.batteryPct(in.readUnsignedByte());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    static boolean byContent(int id, ByteBuf in, Jt808Row row) {
        int length = in.readableBytes();
        return switch (id) {
            case 0x64 -> assistance("adas", in, row);
            case 0x65 -> assistance("dms", in, row);
            case 0x77 -> length > 0 && length % 8 == 0 && tyres(in, row);
            case 0xCC -> length == 20 && text("iccid", in, row);
            case 0x91 -> length == 22 && Jt808ObdItems.summary(in, row);
            case 0xE1 -> length >= 12 && (length - 4) % 8 == 0 && cells(in, row);
            case 0xE6 -> Jt808ObdItems.isSentence(in) && Jt808ObdItems.sentence(Jt808Fields.text(in, length), row);
            case 0xEB -> Jt808EbItem.read(in, row);
            case 0xEC, 0xF4 -> length > 0 && length % 7 == 0 && wifi(in, row);
            case 0xF0 -> length > 0 && length % 13 == 0 && wideCells(in, row);
            case 0xF3 -> length > 4 && Jt808ObdItems.nested(in, row);
            case 0xFE -> length > 6 && in.getUnsignedByte(0) == 0x7C && events(in, row);
            default -> false;
        };
    }

    private static void driving(ByteBuf in, Jt808Row row) {
        int alarms = in.readUnsignedShort();
        row.signalIf((alarms & (1 << 8)) != 0, Signal.HARSH_ACCELERATION);
        row.signalIf((alarms & (1 << 9)) != 0, Signal.HARSH_BRAKE);
        row.signalIf((alarms & (1 << 10)) != 0, Signal.HARSH_CORNERING);
        row.put("switches", "%04x".formatted(in.readUnsignedShort()));
        row.put("extendedAlarm", "%08x".formatted(in.readUnsignedInt()));
    }

    private static void battery(ByteBuf in, Jt808Row row) {
        in.readUnsignedByte();
        int percent = in.readUnsignedByte();
        double volts = in.readUnsignedShort() / 100.0;
        row.supplyOrBattery(volts);
        row.batteryPct(percent);
    }

    /** Driver assistance and monitoring, T/JSATL 12-2017: alarm id, state, kind, …, and a label of 16 bytes at the end that names the recordings. */
    private static boolean assistance(String system, ByteBuf in, Jt808Row row) {
        if (in.readableBytes() < 47) {
            return false;
        }
        row.put(system + "AlarmId", in.readUnsignedInt());
        row.put(system + "AlarmState", in.readUnsignedByte());
        row.put(system + "Alarm", in.readUnsignedByte());
        row.put("alarmLabel", ByteBufUtil.hexDump(in, in.writerIndex() - 16, 16));
        return true;
    }

    private static boolean tyres(ByteBuf in, Jt808Row row) {
        while (in.isReadable()) {
            String tyre = "tyre" + in.readUnsignedByte();
            row.put(tyre + "Sensor", Jt808Fields.hex(in, 3));
            row.put(tyre + "Bar", (in.readUnsignedShort() & 0x3FF) * 25L, 3);
            row.put(tyre + "TempC", in.readUnsignedByte() - 50);
            row.put(tyre + "Status", in.readUnsignedByte());
        }
        return true;
    }

    private static boolean text(String name, ByteBuf in, Jt808Row row) {
        row.put(name, Jt808Fields.text(in, in.readableBytes()));
        return true;
    }

    /** Country and network, then area, cell and strength of each. */
    private static boolean cells(ByteBuf in, Jt808Row row) {
        int mcc = in.readUnsignedShort();
        int mnc = in.readUnsignedShort();
        StringBuilder cells = new StringBuilder();
        while (in.isReadable()) {
            appendCell(cells, mcc, mnc, in.readUnsignedMedium(), in.readUnsignedInt(), in.readUnsignedByte());
        }
        row.put("cells", cells.toString());
        return true;
    }

    private static boolean wideCells(ByteBuf in, Jt808Row row) {
        if (in.getUnsignedShort(0) < MIN_MCC) {
            return false;
        }
        StringBuilder cells = new StringBuilder();
        while (in.isReadable()) {
            int mcc = in.readUnsignedShort();
            int mnc = in.readUnsignedShort();
            long cid = in.readUnsignedInt();
            appendCell(cells, mcc, mnc, in.readUnsignedInt(), cid, in.readUnsignedByte());
        }
        row.put("cells", cells.toString());
        return true;
    }

    /** {@code mcc-mnc-lac-cid:strength}. */
    private static void appendCell(StringBuilder to, int mcc, int mnc, long lac, long cid, int strength) {
        to.append(to.isEmpty() ? "" : " ")
                .append(mcc)
                .append('-')
                .append(mnc)
                .append('-')
                .append(lac)
                .append('-')
                .append(cid)
                .append(':')
                .append(strength);
    }

    /** {@code mac:dBm}. */
    private static boolean wifi(ByteBuf in, Jt808Row row) {
        StringBuilder points = new StringBuilder();
        while (in.isReadable()) {
            points.append(points.isEmpty() ? "" : " ")
                    .append(Jt808Fields.hex(in, 6))
                    .append(':')
                    .append(in.readByte());
        }
        row.put("wifi", points.toString());
        return true;
    }

    /** Marker 7C, then id, length, value. */
    private static boolean events(ByteBuf in, Jt808Row row) {
        in.skipBytes(1);
        while (in.readableBytes() >= 2) {
            int id = in.readUnsignedByte();
            ByteBuf value = in.readSlice(in.readUnsignedByte());
            if (id == 0x01 && value.readableBytes() == 4) {
                long bits = value.readUnsignedInt();
                row.signalIf((bits & 1) != 0, Signal.HARSH_ACCELERATION);
                row.signalIf((bits & (1 << 1)) != 0, Signal.HARSH_BRAKE);
                row.signalIf((bits & (1 << 2)) != 0, Signal.HARSH_CORNERING);
                row.signalIf((bits & (1 << 3)) != 0, Signal.CRASH);
                row.signalIf((bits & (1 << 4)) != 0, Signal.TAMPER);
            } else if (value.isReadable()) {
                row.keep("event_%02x".formatted(id), Jt808Fields.hex(value, value.readableBytes()));
            }
        }
        return true;
    }
}
