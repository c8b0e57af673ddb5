package io.fleetwire.protocol.jt808;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Signal;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.wire.Bcd;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The report of Jointech's padlocks (JT701, JT709), messages 5501 and 5502: places in degrees and minutes, clock in UTC, speed in knots as every
 * server we know reads it.
 */
final class Jt808Lock {

    private static final int FIXED = 1;
    private static final int NORTH = 2;
    private static final int EAST = 4;
    private static final double KMH_PER_KNOT = 1.852;
    private static final int PRODUCT_LOCK = 3;
    private static final int LOCKED = 1 << 5;

    /** Battery: percent up to here, then states. */
    private static final int FULL = 100;

    private static final int CHARGING = 0xAA;
    private static final int CHARGED = 0xAB;

    private Jt808Lock() {}

    /**
     * A report.
     *
     * @param clock day, month, year, hour, minute, second in BCD
     * @param latDigits DDMMmmmm
     * @param lonDigits DDDMMmmmm
     * @param flags bit 0 fixed, 1 north, 2 east
     * @param course in units of two degrees
     */
    record Report(
            String clock,
            String latDigits,
            String lonDigits,
            int flags,
            int speedKnots,
            int course,
            int gsm,
            int satellites,
            long mileageKm,
            int battery,
            long cid,
            int lac,
            int product,
            int status,
            int alarm,
            List<Jt808Position.Item> items) {}

    static Report read(ByteBuf in) throws Malformed {
        String clock = Jt808Fields.hex(in, Jt808Fields.CLOCK_BYTES);
        String lat = Bcd.digits(in, in.readerIndex(), 4);
        in.skipBytes(4);
        String lon = Bcd.digits(in, in.readerIndex(), 4);
        in.skipBytes(4);
        int last = in.readUnsignedByte();
        int speed = Integer.parseInt(Bcd.digits(in, in.readerIndex(), 1));
        in.skipBytes(1);
        if (last >> 4 > 9) {
            throw new Malformed("BCD digit above 9");
        }
        return new Report(
                clock,
                lat,
                lon + (last >> 4),
                last & 0x0F,
                speed,
                in.readUnsignedByte(),
                in.readUnsignedByte(),
                in.readUnsignedByte(),
                in.readUnsignedInt(),
                in.readUnsignedByte(),
                in.readUnsignedInt(),
                in.readUnsignedShort(),
                in.readUnsignedByte(),
                in.readUnsignedShort(),
                in.readUnsignedShort(),
                Jt808Position.items(in));
    }

    static void tell(Report report, boolean blind, Jt808Row row) {
        double lat = degrees(report.latDigits(), 2);
        double lon = degrees(report.lonDigits(), 3);
        boolean valid = !blind && (report.flags() & FIXED) != 0;
        if (valid || lat != 0 || lon != 0) {
            row.fix(new Fix(
                    (report.flags() & NORTH) != 0 ? lat : -lat,
                    (report.flags() & EAST) != 0 ? lon : -lon,
                    valid,
                    ABSENT,
                    report.speedKnots() * KMH_PER_KNOT,
                    report.course() <= 180 ? report.course() * 2 : ABSENT,
                    Fix.UNKNOWN_COUNT,
                    ABSENT,
                    ABSENT));
        }
        row.satellites(report.satellites());
        row.put("gsm", report.gsm());
        row.odometerM(report.mileageKm() * 1_000.0);
        if (report.battery() <= FULL) {
            row.batteryPct(report.battery());
        } else {
            row.flag("charging", report.battery() == CHARGING || report.battery() == CHARGED);
        }
        row.put("cid", report.cid());
        row.put("lac", report.lac());
        row.put("product", report.product());
        row.put("status", "%04x".formatted(report.status()));
        row.put("alarm", report.alarm() == 0 ? "" : "%04x".formatted(report.alarm()));
        if (report.product() == PRODUCT_LOCK) {
            row.flag("locked", (report.status() & LOCKED) != 0);
            alarms(report.alarm(), row);
        }
        report.items().forEach(item -> item(item, row));
    }

    private static double degrees(String digits, int degreeDigits) {
        int degrees = Integer.parseInt(digits, 0, degreeDigits, 10);
        return degrees + Integer.parseInt(digits, degreeDigits, digits.length(), 10) / 10_000.0 / 60;
    }

    private static void alarms(int bits, Jt808Row row) {
        row.signalIf((bits & 1) != 0, Signal.OVERSPEED);
        row.signalIf((bits & ((1 << 1) | (1 << 3))) != 0, Signal.LOW_BATTERY);
        row.signalIf((bits & (1 << 5)) != 0, Signal.GEOFENCE_ENTER);
        row.signalIf((bits & (1 << 6)) != 0, Signal.GEOFENCE_EXIT);
    }

    private static void item(Jt808Position.Item item, Jt808Row row) {
        ByteBuf in = io.netty.buffer.Unpooled.wrappedBuffer(item.value());
        switch (Jt808Items.key(item.id(), item.value().length)) {
            case 0x0B_08 -> {
                row.put("lockCommand", in.readUnsignedByte());
                row.put("lockPassword", Jt808Fields.text(in, 6, StandardCharsets.US_ASCII));
                row.put("unlockResult", in.readUnsignedByte());
            }
            case 0x0C_06 -> row.put("tilt", in.readShort() + " " + in.readShort() + " " + in.readShort());
            case 0x10_01 -> row.put("wakeSource", in.readUnsignedByte());
            case 0xFC_01 -> row.put("geofence", in.readUnsignedByte());
            default -> row.put("item_%02x".formatted(item.id()), ByteBufUtil.hexDump(item.value()));
        }
    }
}
