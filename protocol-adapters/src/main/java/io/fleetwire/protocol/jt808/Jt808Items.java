package io.fleetwire.protocol.jt808;

import io.fleetwire.event.Signal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;

/**
 * The items behind a location: JT/T 808-2019 table 27, JT/T 1078-2016 table 13 for video. Vendors reuse ids, so an item is known by its id and its
 * length together; what nobody knows is kept as {@code item_<id>} in hex.
 */
final class Jt808Items {

    private static final int ITEM_TYRE_COUNT = 30;
    private static final int NO_TYRE = 0xFF;
    private static final int FIXED_TAIL_BYTES = 18;

    private static final String[] VEHICLE_SIGNALS = {
        "lowBeam",
        "highBeam",
        "rightTurn",
        "leftTurn",
        "brake",
        "reverse",
        "fogLight",
        "positionLight",
        "horn",
        "airConditioner",
        "neutral",
        "retarder",
        "abs",
        "heater",
        "clutch"
    };

    private static final String[] AREAS = {"none", "circle", "rectangle", "polygon", "section"};

    private Jt808Items() {}

    static void read(List<Jt808Position.Item> items, Jt808Row row) {
        boolean obd = items.stream().anyMatch(item -> item.id() == 0x80 && item.value().length == 1);
        boolean aovx = row.model() == Jt808Model.AOVX || items.stream().anyMatch(Jt808VendorItems::namesAovx);
        for (Jt808Position.Item item : items) {
            if (!understood(item, obd, aovx, row)) {
                row.keep("item_%02x".formatted(item.id()), ByteBufUtil.hexDump(item.value()));
            }
        }
    }

    private static boolean understood(Jt808Position.Item item, boolean obd, boolean aovx, Jt808Row row) {
        ByteBuf in = Unpooled.wrappedBuffer(item.value());
        int key = key(item.id(), item.value().length);
        try {
            return standard(key, in, row)
                    || (obd && Jt808ObdItems.flat(key, in, row))
                    || (aovx && Jt808AovxItems.read(item.id(), in, row))
                    || Jt808VendorItems.byLength(key, in, row)
                    || Jt808SensorItems.byLength(key, in, row)
                    || (item.id() == 0xE8 && Jt808JimiItems.read(in, row))
                    || Jt808LockItems.read(item.id(), in, row)
                    || Jt808VendorItems.byContent(item.id(), in, row)
                    || Jt808SensorItems.byContent(item.id(), in, row);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            // Another vendor's item of the same id.
            return false;
        }
    }

    /** Eighteen bytes that are no items: {@code ????}, kilometres, tenths of a volt of the battery, area, signal, three reserved. */
    static boolean fixedTail(String hex, Jt808Row row) {
        if (hex.length() != 2 * FIXED_TAIL_BYTES) {
            return false;
        }
        ByteBuf in = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)).skipBytes(4);
        row.odometerM(in.readUnsignedInt() * 1_000.0);
        row.supplyOrBattery(in.readUnsignedShort() / 10.0);
        row.put("area", in.readUnsignedInt());
        row.put("gsm", in.readUnsignedByte());
        return true;
    }

    /** Id and length in one number, such as {@code 0x01_04}. */
    static int key(int id, int length) {
        return (id << 8) | length;
    }

    private static boolean standard(int key, ByteBuf in, Jt808Row row) {
        switch (key) {
            case 0x01_04 -> row.odometerM(in.readUnsignedInt() * 100.0);
            case 0x02_02 -> row.put("fuelL", in.readUnsignedShort(), 1);
            case 0x03_02 -> row.put("recorderSpeedKmh", in.readUnsignedShort(), 1);
            case 0x04_02 -> row.put("alarmToConfirm", in.readUnsignedShort());
            case 0x05_1E -> tyres(in, row);
            case 0x06_02 -> row.put("carriageTempC", in.readShort());
            case 0x11_01, 0x11_05 -> overspeed(in, row);
            case 0x12_06 -> area(in, row);
            case 0x13_07 -> {
                row.put("section", in.readUnsignedInt());
                row.put("sectionTimeS", in.readUnsignedShort());
                row.put("sectionResult", in.readUnsignedByte() == 0 ? "tooShort" : "tooLong");
            }
            case 0x14_04 -> row.put("videoAlarm", hex(in));
            case 0x15_04 -> row.put("videoLost", hex(in));
            case 0x16_04 -> row.put("videoCovered", hex(in));
            case 0x17_02 -> row.put("videoMemoryFault", hex(in));
            case 0x18_03 -> row.put("abnormalDriving", hex(in));
            case 0x25_04 -> vehicleSignals(in.readUnsignedInt(), row);
            case 0x2A_02 -> {
                int io = in.readUnsignedShort();
                row.put("io", "%04x".formatted(io));
                row.put("sleep", (io & 1) != 0 ? "deep" : (io & 2) != 0 ? "light" : "");
            }
            case 0x2B_04 -> {
                row.put("adc1", in.readUnsignedShort());
                row.put("adc0", in.readUnsignedShort());
            }
            case 0x30_01 -> row.put("gsm", in.readUnsignedByte());
            case 0x31_01 -> row.satellites(in.readUnsignedByte());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** One byte a tyre, from front to back and left to right; in Pa, says the standard, which cannot be: kept as it is. */
    private static void tyres(ByteBuf in, Jt808Row row) {
        StringBuilder tyres = new StringBuilder();
        for (int i = 0; i < ITEM_TYRE_COUNT; i++) {
            int pressure = in.readUnsignedByte();
            if (pressure != NO_TYRE) {
                tyres.append(tyres.isEmpty() ? "" : " ")
                        .append(i + 1)
                        .append(':')
                        .append(pressure);
            }
        }
        row.put("tyres", tyres.toString());
    }

    private static void overspeed(ByteBuf in, Jt808Row row) {
        int kind = in.readUnsignedByte();
        row.signal(Signal.OVERSPEED);
        row.put("overspeedIn", areaName(kind));
        if (in.isReadable()) {
            row.put("overspeedArea", in.readUnsignedInt());
        }
    }

    private static void area(ByteBuf in, Jt808Row row) {
        row.put("areaKind", areaName(in.readUnsignedByte()));
        row.put("area", in.readUnsignedInt());
        row.signal(in.readUnsignedByte() == 0 ? Signal.GEOFENCE_ENTER : Signal.GEOFENCE_EXIT);
    }

    private static String areaName(int kind) {
        return kind < AREAS.length ? AREAS[kind] : Integer.toString(kind);
    }

    private static void vehicleSignals(long bits, Jt808Row row) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < VEHICLE_SIGNALS.length; i++) {
            if (((bits >> i) & 1) != 0) {
                names.append(names.isEmpty() ? "" : " ").append(VEHICLE_SIGNALS[i]);
            }
        }
        row.put("inputs", bits);
        row.put("vehicleSignals", names.toString());
    }

    private static String hex(ByteBuf in) {
        return Jt808Fields.hex(in, in.readableBytes());
    }
}
