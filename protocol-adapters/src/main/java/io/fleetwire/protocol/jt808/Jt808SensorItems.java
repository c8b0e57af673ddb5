package io.fleetwire.protocol.jt808;

import io.fleetwire.event.Signal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** Items of sensors and cards that vendors connect; each known by its id and what its length or content must be. */
final class Jt808SensorItems {

    private static final int NO_SENSOR = 0xFFFF;
    private static final int MAX_TEMPERATURES = 8;
    private static final int WIRELESS_BYTES = 11;
    private static final int OFFSET_C = 50;

    private Jt808SensorItems() {}

    static boolean byLength(int key, ByteBuf in, Jt808Row row) {
        switch (key) {
            case 0x33_01 -> row.put("workingMode", in.readUnsignedByte());
            case 0x51_02, 0x51_10 -> temperatures(in, row);
            case 0x56_02 -> tenSteps(in, row);
            case 0x68_02 -> row.put("batteryPct", in.readUnsignedShort(), 2);
            case 0xA7_04 -> {
                row.put("adc1V", in.readUnsignedShort(), 2);
                row.put("adc2V", in.readUnsignedShort(), 2);
            }
            case 0xAC_04, 0xFE_04 -> row.odometerM((double) in.readUnsignedInt());
            case 0xD0_04 -> row.put("vibration", (in.readUnsignedInt() & 1 << 3) != 0 ? "true" : "");
            case 0xD4_04, 0xE1_04, 0xE9_04 -> row.driverTag(Long.toString(in.readUnsignedInt()));
            case 0xDA_03 -> rope(in, row);
            case 0xF5_02 -> row.put("illuminanceLx", in.readUnsignedShort());
            case 0xF6_02 -> row.put("airPressure", in.readUnsignedShort());
            case 0xF7_02 -> row.put("humidityPct", in.readUnsignedShort(), 1);
            case 0xF8_02 -> steps(in, row);
            case 0xFC_01 -> row.put("geofence", in.readUnsignedByte());
            default -> {
                return fuel(key, in, row);
            }
        }
        return true;
    }

    private static boolean fuel(int key, ByteBuf in, Jt808Row row) {
        if (key != 0xE2_04 || row.model() == Jt808Model.DT800) {
            return false;
        }
        row.put("fuelL", in.readUnsignedInt(), 1);
        return true;
    }

    static boolean byContent(int id, ByteBuf in, Jt808Row row) {
        int length = in.readableBytes();
        return switch (id) {
            case 0x70 -> length >= 6 && driving(in, row);
            case 0x94 -> length == 17 && text("vin", in, row);
            case 0xBC -> length > 0 && text("driverName", in, row);
            case 0xBD -> length > 0 && driver(in, row);
            case 0xE6 -> length > 0 && length % WIRELESS_BYTES == 0 && wireless(in, row);
            case 0xEA -> length > 2 && environment(in, row);
            case 0xED -> length > 0 && text("card", in, row);
            case 0xFB -> length > 0 && text("container", in, row);
            default -> false;
        };
    }

    /** Tenths of a degree with their sign in the uppermost bit; FFFF: no sensor there. */
    private static void temperatures(ByteBuf in, Jt808Row row) {
        for (int i = 1; in.isReadable() && i <= MAX_TEMPERATURES; i++) {
            int word = in.readUnsignedShort();
            if (word != NO_SENSOR) {
                row.put("temp" + i + "C", Jt808Fields.signAndMagnitude(word), 1);
            }
        }
    }

    /** The battery in ten steps. */
    private static void tenSteps(ByteBuf in, Jt808Row row) {
        row.batteryPct(in.readUnsignedByte() * 10);
        in.skipBytes(1);
    }

    /** How often the rope was cut, then its state. */
    private static void rope(ByteBuf in, Jt808Row row) {
        row.put("ropeCuts", in.readUnsignedShort());
        int state = in.readUnsignedByte();
        row.flag("ropeClosed", (state & 1) != 0);
        row.flag("moving", (state & 1 << 2) != 0);
        row.flag("coverOpen", (state & 1 << 3) != 0);
    }

    private static void steps(ByteBuf in, Jt808Row row) {
        if (row.model() == Jt808Model.C5) {
            row.put("steps", in.readUnsignedShort());
        } else {
            row.put("temp2C", in.readUnsignedShort() - OFFSET_C * 10L, 1);
        }
    }

    /** Aggressive driving, T/JSATL 12-2017 style: alarm id, state, kind, … */
    private static boolean driving(ByteBuf in, Jt808Row row) {
        row.put("drivingAlarmId", in.readUnsignedInt());
        row.put("drivingAlarmState", in.readUnsignedByte());
        int kind = in.readUnsignedByte();
        row.put("drivingAlarm", kind);
        row.signalIf(kind == 0x01, Signal.HARSH_ACCELERATION);
        row.signalIf(kind == 0x02, Signal.HARSH_BRAKE);
        row.signalIf(kind == 0x03, Signal.HARSH_CORNERING);
        row.signalIf(kind == 0x16, Signal.CRASH);
        if (in.isReadable()) {
            row.put("drivingAlarmData", ByteBufUtil.hexDump(in));
        }
        return true;
    }

    private static boolean driver(ByteBuf in, Jt808Row row) {
        row.driverTag(Jt808Fields.text(in, in.readableBytes(), StandardCharsets.US_ASCII));
        return true;
    }

    private static boolean text(String name, ByteBuf in, Jt808Row row) {
        row.put(name, Jt808Fields.text(in, in.readableBytes()));
        return true;
    }

    /** Number, MAC, temperature and humidity: whole units and 255ths, the sign on the whole ones. */
    private static boolean wireless(ByteBuf in, Jt808Row row) {
        while (in.isReadable()) {
            int number = in.readUnsignedByte();
            row.put("sensor" + number + "Mac", Jt808Fields.hex(in, 6));
            row.put("temp" + number + "C", parts(in));
            row.put("humidity" + number + "Pct", parts(in));
        }
        return true;
    }

    private static String parts(ByteBuf in) {
        int whole = in.readByte();
        double value = Math.abs(whole) + in.readUnsignedByte() / 255.0;
        return String.valueOf(Math.round((whole < 0 ? -value : value) * 100) / 100.0);
    }

    /** A kind, then id, length and value of each reading of an external sensor. */
    private static boolean environment(ByteBuf in, Jt808Row row) {
        row.put("externalSensor", in.readUnsignedByte());
        while (in.readableBytes() >= 2) {
            int id = in.readUnsignedByte();
            ByteBuf value = in.readSlice(in.readUnsignedByte());
            if (!reading(Jt808Items.key(id, value.readableBytes()), value, row)) {
                row.keep("ea_%02x".formatted(id), ByteBufUtil.hexDump(value));
            }
        }
        return true;
    }

    private static boolean reading(int key, ByteBuf in, Jt808Row row) {
        switch (key) {
            case 0x11_0F -> {
                row.put("externalAlarms", in.readUnsignedShort());
                row.put("externalThresholdKind", in.readUnsignedByte());
                row.put("externalThresholds", ByteBufUtil.hexDump(in));
            }
            case 0x13_02 -> row.put("externalIlluminance", in.readUnsignedShort());
            case 0x14_02 -> row.put("externalAirPressure", in.readUnsignedShort());
            case 0x15_02 -> row.put("externalHumidityPct", in.readUnsignedShort(), 1);
            case 0x16_02 -> row.put("externalTempC", in.readUnsignedShort() - OFFSET_C * 10L, 1);
            default -> {
                return false;
            }
        }
        return true;
    }
}
