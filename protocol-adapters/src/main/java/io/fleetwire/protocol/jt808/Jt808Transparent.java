package io.fleetwire.protocol.jt808;

import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.ZoneOffset;

/** What vendors send through message 0900, where recorded frames show it. What is not here is kept in hex. */
final class Jt808Transparent {

    private static final int TEXT = 0x40;
    private static final int OBD_TEXT = 0x41;
    private static final int TAGS = 0x53;
    private static final int SAMPLES = 0x54;
    private static final int OBD = 0xF0;

    /** A collision's strength and when it happened. */
    private static final int COLLISION = 0xF3;

    private static final int NO_TIME = -1;

    /** Most samples and tags that become attributes of one record. */
    private static final int MAX_PARTS = 32;

    private Jt808Transparent() {}

    /**
     * When it happened, or −1 where it has no time.
     *
     * @throws Malformed where its time is none
     */
    static long timeMs(int kind, byte[] data, ZoneOffset zone) throws Malformed {
        int at = switch (kind) {
            case OBD -> 0;
            case TAGS, SAMPLES -> Jt808Position.BASIC_BYTES - 4 - Jt808Fields.CLOCK_BYTES;
            default -> NO_TIME;
        };
        if (at == NO_TIME || data.length < at + Jt808Fields.CLOCK_BYTES) {
            return NO_TIME;
        }
        String clock = Jt808Fields.hex(Unpooled.wrappedBuffer(data).skipBytes(at), Jt808Fields.CLOCK_BYTES);
        return clock.equals(Jt808Fields.UNSET_CLOCK) ? NO_TIME : Jt808Fields.clockMs(clock, zone);
    }

    static void read(int kind, byte[] data, Jt808Row row) {
        row.put("transparent", "%02x".formatted(kind));
        ByteBuf in = Unpooled.wrappedBuffer(data);
        boolean understood;
        try {
            understood = switch (kind) {
                case TEXT -> text(in, row);
                case OBD_TEXT -> Jt808ObdItems.sentence(Jt808Fields.text(in, in.readableBytes()), row);
                case TAGS -> tags(in, row);
                case SAMPLES -> samples(in, row);
                case OBD -> Jt808ObdReport.read(in, row);
                case COLLISION -> collision(in, row);
                default -> false;
            };
        } catch (IndexOutOfBoundsException e) {
            understood = false;
        } catch (IllegalArgumentException e) {
            // A place that is none: the event's own constructor says so.
            row.put("undecoded", String.valueOf(e.getMessage()));
            understood = false;
        }
        if (!understood) {
            ByteBuf all = Unpooled.wrappedBuffer(data);
            row.put("body", Jt808Fields.hex(all, Math.min(data.length, Jt808Fields.MAX_TEXT_BYTES)));
        }
    }

    /** {@code GTSL|6|1|0|card|1|}: a card was read. */
    private static boolean text(ByteBuf in, Jt808Row row) {
        // Two bytes, a length and a sign, stand before it.
        String text = Jt808Fields.text(in, in.readableBytes());
        int at = text.indexOf("GTSL|");
        String[] fields = at < 0 ? new String[0] : text.substring(at).split("\\|", -1);
        if (fields.length > 4) {
            row.driverTag(fields[4]);
        }
        row.put("text", text);
        return true;
    }

    /** Status, place, altitude, speed, course, clock: a location without its alarm. */
    private static void location(ByteBuf in, Jt808Row row) {
        long status = in.readUnsignedInt();
        long lat = in.readUnsignedInt();
        long lon = in.readUnsignedInt();
        int altitude = in.readShort();
        int speed = in.readUnsignedShort();
        int course = in.readUnsignedShort();
        in.skipBytes(Jt808Fields.CLOCK_BYTES);
        Jt808Position position =
                new Jt808Position(0, status, lat, lon, altitude, speed, course, "", java.util.List.of(), "");
        Jt808Events.place(position, row);
    }

    /** Bluetooth tags: number, address, strength, data. */
    private static boolean tags(ByteBuf in, Jt808Row row) {
        location(in, row);
        row.put("tags", in.readUnsignedByte());
        for (int i = 0; in.isReadable() && i < MAX_PARTS; i++) {
            String tag = "tag" + (in.readUnsignedByte() + 1);
            row.put(tag + "Mac", Jt808Fields.hex(in, 6));
            row.put(tag + "Rssi", in.readByte());
            row.put(tag + "Data", Jt808Fields.hex(in, in.readUnsignedByte()));
        }
        return true;
    }

    /** Samples of sensors, each with its own clock; the last one is the newest. */
    private static boolean samples(ByteBuf in, Jt808Row row) {
        location(in, row);
        for (int i = 1; in.isReadable() && i <= MAX_PARTS; i++) {
            int mask = in.readUnsignedShort();
            String sample = "sample" + i;
            row.put(sample + "Clock", Jt808Fields.hex(in, Jt808Fields.CLOCK_BYTES));
            if ((mask & 1) != 0) {
                row.put(sample + "Light", in.readUnsignedShort());
            }
            if ((mask & (1 << 1)) != 0) {
                row.put(sample + "TempC", in.readShort(), 1);
                row.put(sample + "HumidityPct", in.readShort(), 1);
            }
            if ((mask & (1 << 2)) != 0) {
                row.put(sample + "Temp3C", in.readShort(), 1);
            }
            if ((mask & (1 << 3)) != 0) {
                row.put(sample + "Accelerometer", in.readShort() + " " + in.readShort() + " " + in.readShort());
            }
            if ((mask & (1 << 4)) != 0) {
                row.put(sample + "Pressure", in.readUnsignedShort());
            }
        }
        return true;
    }

    /** Number and length in two bytes each. */
    private static boolean collision(ByteBuf in, Jt808Row row) {
        while (in.readableBytes() >= 4) {
            int id = in.readUnsignedShort();
            ByteBuf value = in.readSlice(in.readUnsignedShort());
            if (id == 0x0002 && value.readableBytes() == 2) {
                row.put("collisionG", String.valueOf(value.readUnsignedShort() / 25_600.0));
            } else {
                row.keep("f3_%04x".formatted(id), Jt808Fields.hex(value, value.readableBytes()));
            }
        }
        return true;
    }
}
