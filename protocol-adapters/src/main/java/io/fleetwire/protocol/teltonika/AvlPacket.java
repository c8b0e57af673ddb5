package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.wire.BigEndian;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The records of one packet, as the bytes of the wire: from the codec's id to the second quantity, checked once and read where they are. A record has twenty
 * IO elements, and an object for each would cost more than everything else together.
 */
final class AvlPacket {

    /** Most elements of a record: 255 fit in Codec 8; what becomes of them must fit in {@link io.fleetwire.event.Telemetry#MAX_ATTRIBUTES}. */
    static final int MAX_ELEMENTS = 480;

    /** Bytes of a record before its event id: time 8, priority 1, lon 4, lat 4, altitude 2, angle 2, satellites 1, speed 2. */
    static final int FIXED_LENGTH = 24;

    /** Codec and first quantity. */
    private static final int FIRST_RECORD = 2;

    private final AvlLayout layout;
    private final byte[] data;
    private final int[] starts;
    private final int elements;

    private AvlPacket(AvlLayout layout, byte[] data, int[] starts, int elements) {
        this.layout = layout;
        this.data = data;
        this.starts = starts;
        this.elements = elements;
    }

    /**
     * @param data from the codec's id to the second quantity; nobody changes it afterwards
     * @throws Malformed where a count does not agree with what follows
     */
    static AvlPacket read(byte[] data, AvlLayout layout) throws Malformed {
        require(data, FIRST_RECORD, "quantity");
        int[] starts = new int[BigEndian.u8(data, 1)];
        int at = FIRST_RECORD;
        int elements = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = at;
            try {
                int io = at + FIXED_LENGTH + layout.beforeTotal();
                require(data, io + layout.countBytes, "record");
                elements += layout.count(data, io);
                at = endOfIo(data, io, layout);
            } catch (Malformed e) {
                throw new Malformed("record " + (i + 1) + " of " + starts.length + ": " + e.reason());
            }
        }
        requireEnd(data, at, starts.length);
        return new AvlPacket(layout, data, starts, elements);
    }

    /** Nothing in a packet says whether the 16-byte group is there; only one of the two readings ends where the packet does. */
    static AvlPacket ofCodec8(byte[] data) throws Malformed {
        try {
            return read(data, AvlLayout.CODEC_8);
        } catch (Malformed plain) {
            try {
                return read(data, AvlLayout.CODEC_8_WIDE);
            } catch (Malformed wide) {
                throw plain;
            }
        }
    }

    /** These records as a device writes them. */
    static AvlPacket of(AvlLayout layout, List<AvlRecord> records) throws Malformed {
        ByteBuf out = Unpooled.buffer();
        out.writeByte(layout.codecId).writeByte(records.size());
        for (AvlRecord record : records) {
            record.write(out);
        }
        return read(ByteBufUtil.getBytes(out.writeByte(records.size())), layout);
    }

    /** Where the IO block ends that begins with its total at {@code at}. */
    private static int endOfIo(byte[] data, int start, AvlLayout layout) throws Malformed {
        int declared = layout.count(data, start);
        int at = start + layout.countBytes;
        int found = 0;
        for (int group = 0; group < layout.groupCount(); group++) {
            require(data, at + layout.countBytes, "IO group");
            int count = layout.count(data, at);
            at += layout.countBytes;
            found += count;
            int width = layout.width(group);
            at = width == AvlId.VARIABLE ? endOfVariable(data, at, count) : at + count * (layout.idBytes + width);
        }
        require(data, at, "IO group");
        if (found != declared) {
            throw new Malformed("IO total is " + declared + ", elements are " + found);
        }
        if (found > MAX_ELEMENTS) {
            throw new Malformed("more than " + MAX_ELEMENTS + " IO elements");
        }
        return at;
    }

    private static int endOfVariable(byte[] data, int start, int count) throws Malformed {
        int at = start;
        for (int i = 0; i < count; i++) {
            require(data, at + 4, "IO element");
            at += 4 + BigEndian.u16(data, at + 2);
        }
        return at;
    }

    private static void require(byte[] data, int end, String what) throws Malformed {
        if (end > data.length) {
            throw new Malformed(what + " runs past the packet");
        }
    }

    /** The count again, and nothing behind it. */
    private static void requireEnd(byte[] data, int at, int count) throws Malformed {
        require(data, at + 1, "second quantity");
        int again = BigEndian.u8(data, at);
        if (again != count) {
            throw new Malformed("quantities are " + count + " and " + again);
        }
        if (data.length > at + 1) {
            throw new Malformed(data.length - at - 1 + " bytes too many");
        }
    }

    AvlLayout layout() {
        return layout;
    }

    /** The bytes themselves: to read, not to change. */
    byte[] data() {
        return data;
    }

    /** How many records there are. */
    int size() {
        return starts.length;
    }

    /** How many IO elements all records have together. */
    int elements() {
        return elements;
    }

    /** Where the record with this place, from 0, begins. */
    int start(int record) {
        return starts[record];
    }

    /** Where the first group of a record's IO elements begins. */
    int firstGroup(int start) {
        return start + FIXED_LENGTH + layout.beforeTotal() + layout.countBytes;
    }

    long timeMs(int start) {
        return BigEndian.s64(data, start);
    }

    int priority(int start) {
        return BigEndian.u8(data, start + 8);
    }

    /** Ten-millionths of a degree. */
    int lonE7(int start) {
        return BigEndian.s32(data, start + 9);
    }

    /** Ten-millionths of a degree. */
    int latE7(int start) {
        return BigEndian.s32(data, start + 13);
    }

    int altitudeM(int start) {
        return BigEndian.s16(data, start + 17);
    }

    int angleDeg(int start) {
        return BigEndian.u16(data, start + 19);
    }

    int satellites(int start) {
        return BigEndian.u8(data, start + 21);
    }

    int speedKmh(int start) {
        return BigEndian.u16(data, start + 22);
    }

    int eventId(int start) {
        return layout.id(data, start + FIXED_LENGTH);
    }

    /** 0 where the layout has none. */
    int generation(int start) {
        return layout.generation ? BigEndian.u8(data, start + FIXED_LENGTH + layout.idBytes) : 0;
    }

    /** The records as values: for encoding and for tests. */
    List<AvlRecord> records() {
        List<AvlRecord> records = new ArrayList<>(starts.length);
        for (int start : starts) {
            records.add(AvlRecord.of(this, start));
        }
        return records;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AvlPacket packet && layout == packet.layout && Arrays.equals(data, packet.data);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return layout + " " + records();
    }
}
