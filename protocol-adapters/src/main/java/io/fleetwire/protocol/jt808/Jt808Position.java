package io.fleetwire.protocol.jt808;

import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;

/**
 * A location as on the wire: 28 bytes, then items.
 *
 * @param alarm bits, see {@link Jt808Alarm}
 * @param status bits, see {@link Jt808Status}
 * @param lat millionths of a degree, without sign: the hemisphere is a status bit
 * @param lon as {@code lat}
 * @param altitude metres
 * @param speed tenths of km/h
 * @param course degrees clockwise from north
 * @param clock year to second in BCD, local time of the terminal, 12 digits
 * @param tail what follows the last whole item, hex
 */
record Jt808Position(
        long alarm,
        long status,
        long lat,
        long lon,
        int altitude,
        int speed,
        int course,
        String clock,
        List<Item> items,
        String tail) {

    static final int BASIC_BYTES = 28;

    /**
     * What follows the basic part.
     *
     * @param id 1 … 255
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody's to change, never compared
    record Item(int id, byte[] value) {}

    /**
     * The location that fills the rest of {@code in}.
     *
     * @throws Malformed where it is too short
     */
    static Jt808Position read(ByteBuf in) throws Malformed {
        if (in.readableBytes() < BASIC_BYTES) {
            throw new Malformed("a location of " + in.readableBytes() + " bytes, " + BASIC_BYTES + " at least");
        }
        long alarm = in.readUnsignedInt();
        long status = in.readUnsignedInt();
        long lat = in.readUnsignedInt();
        long lon = in.readUnsignedInt();
        int altitude = in.readShort();
        int speed = in.readUnsignedShort();
        int course = in.readUnsignedShort();
        String clock = Jt808Fields.hex(in, Jt808Fields.CLOCK_BYTES);
        List<Item> items = items(in);
        return new Jt808Position(
                alarm,
                status,
                lat,
                lon,
                altitude,
                speed,
                course,
                clock,
                items,
                Jt808Fields.hex(in, in.readableBytes()));
    }

    /** Stops at what is no item: an id of 0, or a length beyond the end. */
    static List<Item> items(ByteBuf in) {
        List<Item> items = new ArrayList<>();
        while (in.readableBytes() >= 2) {
            int id = in.getUnsignedByte(in.readerIndex());
            int length = in.getUnsignedByte(in.readerIndex() + 1);
            if (id == 0 || length > in.readableBytes() - 2) {
                break;
            }
            in.skipBytes(2);
            byte[] value = new byte[length];
            in.readBytes(value);
            items.add(new Item(id, value));
        }
        return items;
    }

    void write(ByteBuf out) {
        out.writeInt((int) alarm).writeInt((int) status).writeInt((int) lat).writeInt((int) lon);
        out.writeShort(altitude).writeShort(speed).writeShort(course);
        out.writeBytes(ByteBufUtil.decodeHexDump(clock));
        for (Item item : items) {
            out.writeByte(item.id()).writeByte(item.value().length).writeBytes(item.value());
        }
        out.writeBytes(ByteBufUtil.decodeHexDump(tail));
    }

    boolean isNowhere() {
        return lat == 0 && lon == 0 && (status & Jt808Status.LOCATED) == 0;
    }
}
