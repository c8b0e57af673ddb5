package io.fleetwire.protocol.jt808;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * What OBD terminals add, in the three forms of the recorded frames: flat items 80 … A0 behind item 80, nested ones inside item F3, and the sentence
 * {@code $OBD-RT}.
 */
final class Jt808ObdItems {

    private static final String RT = "$OBD-RT";

    private Jt808ObdItems() {}

    static boolean flat(int key, ByteBuf in, Jt808Row row) {
        switch (key) {
            case 0x03_02 -> row.put("obdSpeedKmh", in.readUnsignedShort(), 1);
            case 0x56_02 -> {
                in.skipBytes(1);
                row.batteryPct(in.readUnsignedByte());
            }
            case 0x80_01 -> row.put("obdSpeedKmh", in.readUnsignedByte());
            case 0x81_02 -> row.rpm(in.readUnsignedShort());
            case 0x82_02 -> row.externalV(in.readUnsignedShort() / 10.0);
            case 0x83_01 -> row.loadPct(in.readUnsignedByte());
            case 0x84_01 -> row.coolantC(in.readUnsignedByte() - 40);
            case 0x85_02 -> row.put("fuelConsumption", in.readUnsignedShort());
            case 0x86_01 -> row.put("intakeTempC", in.readUnsignedByte() - 40);
            case 0x87_02 -> row.put("intakeFlow", in.readUnsignedShort());
            case 0x88_01 -> row.put("intakePressureKpa", in.readUnsignedByte());
            case 0x89_01 -> row.throttlePct(in.readUnsignedByte());
            case 0x8B_11, 0x8B_10 -> row.put("vin", Jt808Fields.text(in, in.readableBytes()));
            case 0x8C_04 -> row.put("obdOdometerM", in.readUnsignedInt() * 100);
            case 0x8D_02 -> row.put("rangeKm", in.readUnsignedShort());
            case 0x8E_01 -> row.put("obdFuel", in.readUnsignedByte());
            default -> {
                return in.writerIndex() == (key & 0xFF) && key >> 8 == 0xA0 && codes(in, row);
            }
        }
        return true;
    }

    private static boolean codes(ByteBuf in, Jt808Row row) {
        for (String code : Jt808Fields.text(in, in.readableBytes()).split(",", -1)) {
            row.dtc(code);
        }
        return true;
    }

    /** Item F3: id of two bytes, length of one, value. */
    static boolean nested(ByteBuf in, Jt808Row row) {
        while (in.isReadable()) {
            int id = in.readUnsignedShort();
            ByteBuf value = in.readSlice(in.readUnsignedByte());
            if (value.isReadable() && !nestedValue(id, value, row)) {
                row.keep("obd_%04x".formatted(id), Jt808Fields.hex(value, value.readableBytes()));
            }
        }
        return true;
    }

    private static boolean nestedValue(int id, ByteBuf in, Jt808Row row) {
        switch (Jt808Items.key(id, in.readableBytes())) {
            case 0x0002_02 -> row.put("obdSpeedKmh", in.readUnsignedShort(), 1);
            case 0x0003_02 -> row.rpm(in.readUnsignedShort());
            case 0x0004_02 -> row.externalV(in.readUnsignedShort() / 1_000.0);
            case 0x0005_04 -> row.put("obdOdometerM", in.readUnsignedInt() * 100);
            case 0x0007_02 -> row.put("fuelConsumption", in.readUnsignedShort(), 1);
            case 0x0008_02 -> row.loadPct(in.readUnsignedShort() / 10.0);
            case 0x0009_02 -> row.coolantC(in.readUnsignedShort() - 40);
            case 0x000B_02 -> row.put("intakePressureKpa", in.readUnsignedShort());
            case 0x000C_02 -> row.put("intakeTempC", in.readUnsignedShort() - 40);
            case 0x000D_02 -> row.put("intakeFlow", in.readUnsignedShort());
            case 0x000E_02 -> row.throttlePct(in.readUnsignedShort() * 100 / 255.0);
            case 0x0050_11, 0x0050_1B -> row.put("vin", Jt808Fields.text(in, in.readableBytes()));
            case 0x0100_02 -> row.put("tripKm", in.readUnsignedShort(), 1);
            case 0x0102_02 -> row.put("tripFuelL", in.readUnsignedShort(), 1);
            case 0x0112_02 -> row.put("harshAccelerations", in.readUnsignedShort());
            case 0x0113_02 -> row.put("harshBrakes", in.readUnsignedShort());
            case 0x0114_02 -> row.put("harshCornerings", in.readUnsignedShort());
            default -> {
                return named(id, in, row);
            }
        }
        return true;
    }

    /** Numbers of the control unit's software, of any length. */
    private static boolean named(int id, ByteBuf in, Jt808Row row) {
        switch (id) {
            case 0x0051 -> row.put("cvn", Jt808Fields.hex(in, in.readableBytes()));
            case 0x0052 -> row.put("calibrationId", Jt808Fields.text(in, in.readableBytes()));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Item 91: supply, engine, consumption and what was used, in one piece. */
    static boolean summary(ByteBuf in, Jt808Row row) {
        row.externalV(in.readUnsignedShort() / 10.0);
        row.rpm(in.readUnsignedShort());
        row.put("obdSpeedKmh", in.readUnsignedByte());
        row.throttlePct(in.readUnsignedByte() * 100 / 255.0);
        row.loadPct(in.readUnsignedByte() * 100 / 255.0);
        row.coolantC(in.readUnsignedByte() - 40);
        row.put("summary2", Jt808Fields.hex(in, 2));
        row.put("fuelConsumption", in.readUnsignedShort(), 2);
        row.put("summary4", Jt808Fields.hex(in, 2 + 4 + 2));
        row.put("fuelUsedL", in.readUnsignedShort(), 2);
        return true;
    }

    /** {@code $OBD-RT,volts,rpm,km/h,throttle %,load %,coolant °C,l now,l on average,trip km,total km,trip l,total l,…}; an empty field was not read. */
    static boolean sentence(String text, Jt808Row row) {
        String[] fields = text.split(",", -1);
        if (!fields[0].equals(RT) || fields.length < 13) {
            return false;
        }
        number(fields[1], row::externalV);
        number(fields[2], row::rpm);
        row.put("obdSpeedKmh", fields[3]);
        number(fields[4], row::throttlePct);
        number(fields[5], row::loadPct);
        number(fields[6], row::coolantC);
        row.put("fuelConsumption", fields[8]);
        row.put("tripKm", fields[9]);
        row.put("obdOdometerKm", fields[10]);
        row.put("tripFuelL", fields[11]);
        row.put("fuelUsedL", fields[12]);
        return true;
    }

    private static void number(String text, java.util.function.DoubleConsumer to) {
        if (text.matches("-?\\d{1,9}(\\.\\d{1,9})?")) {
            to.accept(Double.parseDouble(text));
        }
    }

    static boolean isSentence(ByteBuf in) {
        return in.readableBytes() >= RT.length()
                && in.toString(in.readerIndex(), RT.length(), StandardCharsets.US_ASCII)
                        .equals(RT);
    }
}
