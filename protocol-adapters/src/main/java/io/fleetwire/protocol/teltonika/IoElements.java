package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;

/**
 * The IO elements of one record. Kept as the bytes of the wire, checked once and walked on demand: a record has twenty elements, and an object for
 * each would cost more than everything else together.
 */
final class IoElements {

    /** Most elements of a record: 255 fit in Codec 8; what becomes of them must fit in {@link io.fleetwire.event.Telemetry#MAX_ATTRIBUTES}. */
    static final int MAX_ELEMENTS = 480;

    private static final int LARGEST_NUMBER = 8;
    private static final int WIDE = 16;

    private final AvlLayout layout;
    private final byte[] bytes;

    private IoElements(AvlLayout layout, byte[] bytes) {
        this.layout = layout;
        this.bytes = bytes;
    }

    /** Is shown the elements in the order of the wire. */
    interface Visitor {

        /** An element of 1, 2, 4 or 8 bytes; {@code raw} is unsigned, except that 8 bytes may fill the sign. */
        void number(int id, int width, long raw);

        /** An element of any other length. */
        void bytes(int id, byte[] source, int offset, int length);
    }

    /**
     * Reads the groups behind the total.
     *
     * @throws Malformed where they run past the packet or are not as many as the total says
     */
    static IoElements read(ByteBuf in, AvlLayout layout) throws Malformed {
        int declared = Reads.number(in, layout.countBytes, "IO total");
        int start = in.readerIndex();
        int found = 0;
        for (int width = 1; width <= LARGEST_NUMBER; width <<= 1) {
            found += skipGroup(in, layout, width);
        }
        if (layout.wideGroup) {
            found += skipGroup(in, layout, WIDE);
        }
        if (layout.variableGroup) {
            found += skipVariable(in);
        }
        if (found != declared) {
            throw new Malformed("IO total is " + declared + ", elements are " + found);
        }
        if (found > MAX_ELEMENTS) {
            throw new Malformed("more than " + MAX_ELEMENTS + " IO elements");
        }
        byte[] bytes = new byte[in.readerIndex() - start];
        in.getBytes(start, bytes);
        return new IoElements(layout, bytes);
    }

    private static int skipGroup(ByteBuf in, AvlLayout layout, int width) throws Malformed {
        int count = Reads.number(in, layout.countBytes, "IO count");
        int length = count * (layout.idBytes + width);
        Reads.require(in, length, "IO group");
        in.skipBytes(length);
        return count;
    }

    private static int skipVariable(ByteBuf in) throws Malformed {
        int count = Reads.number(in, 2, "IO count");
        for (int i = 0; i < count; i++) {
            Reads.require(in, 4, "IO element");
            in.skipBytes(2);
            int length = in.readUnsignedShort();
            Reads.require(in, length, "IO element");
            in.skipBytes(length);
        }
        return count;
    }

    /** Writes total and groups, as they were read. */
    void write(ByteBuf out) {
        Reads.write(out, layout.countBytes, count());
        out.writeBytes(bytes);
    }

    AvlLayout layout() {
        return layout;
    }

    private int count() {
        Counter counter = new Counter();
        forEach(counter);
        return counter.count;
    }

    /** Shows every element to the visitor. */
    void forEach(Visitor visitor) {
        int at = 0;
        for (int width = 1; width <= LARGEST_NUMBER; width <<= 1) {
            at = visitNumbers(at, width, visitor);
        }
        if (layout.wideGroup) {
            at = visitWide(at, visitor);
        }
        if (layout.variableGroup) {
            visitVariable(at, visitor);
        }
    }

    private int visitNumbers(int start, int width, Visitor visitor) {
        int at = start;
        int count = unsigned(at, layout.countBytes);
        at += layout.countBytes;
        for (int i = 0; i < count; i++) {
            int id = unsigned(at, layout.idBytes);
            at += layout.idBytes;
            long raw = 0;
            for (int b = 0; b < width; b++) {
                raw = raw << 8 | (bytes[at + b] & 0xFF);
            }
            at += width;
            visitor.number(id, width, raw);
        }
        return at;
    }

    private int visitWide(int start, Visitor visitor) {
        int at = start;
        int count = unsigned(at, layout.countBytes);
        at += layout.countBytes;
        for (int i = 0; i < count; i++) {
            visitor.bytes(unsigned(at, layout.idBytes), bytes, at + layout.idBytes, WIDE);
            at += layout.idBytes + WIDE;
        }
        return at;
    }

    private void visitVariable(int start, Visitor visitor) {
        int count = unsigned(start, 2);
        int at = start + 2;
        for (int i = 0; i < count; i++) {
            int length = unsigned(at + 2, 2);
            visitor.bytes(unsigned(at, 2), bytes, at + 4, length);
            at += 4 + length;
        }
    }

    private int unsigned(int at, int width) {
        return width == 1 ? bytes[at] & 0xFF : (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IoElements io && layout == io.layout && Arrays.equals(bytes, io.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(layout.name());
        forEach(new Visitor() {
            @Override
            public void number(int id, int width, long raw) {
                text.append(' ').append(id).append('=').append(Long.toUnsignedString(raw));
            }

            @Override
            public void bytes(int id, byte[] source, int offset, int length) {
                text.append(' ').append(id).append('=').append(length).append(" bytes");
            }
        });
        return text.toString();
    }

    private static final class Counter implements Visitor {
        private int count;

        @Override
        public void number(int id, int width, long raw) {
            count++;
        }

        @Override
        public void bytes(int id, byte[] source, int offset, int length) {
            count++;
        }
    }

    /** Collects elements and puts them into their groups. */
    static final class Builder {
        private final AvlLayout layout;
        private final ByteBuf[] numbers = new ByteBuf[4];
        private final int[] counts = new int[4];
        private final ByteBuf variable = Unpooled.buffer();
        private int variableCount;

        Builder(AvlLayout layout) {
            this.layout = layout;
            Arrays.setAll(numbers, i -> Unpooled.buffer());
        }

        /** Adds an element of 1, 2, 4 or 8 bytes. */
        Builder number(int id, int width, long raw) {
            int group = Integer.numberOfTrailingZeros(width);
            requireId(id);
            if (Integer.bitCount(width) != 1 || width > LARGEST_NUMBER) {
                throw new IllegalArgumentException("an IO element has 1, 2, 4 or 8 bytes");
            }
            Reads.write(numbers[group], layout.idBytes, id);
            for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
                numbers[group].writeByte((int) (raw >>> shift));
            }
            counts[group]++;
            return this;
        }

        /** Adds an element of any length; only Codec 8 Extended has those. */
        Builder bytes(int id, byte[] value) {
            requireId(id);
            if (!layout.variableGroup) {
                throw new IllegalArgumentException(layout + " has no elements of variable length");
            }
            variable.writeShort(id).writeShort(value.length).writeBytes(value);
            variableCount++;
            return this;
        }

        private void requireId(int id) {
            if (id < 0 || id >= 1 << (8 * layout.idBytes)) {
                throw new IllegalArgumentException("IO id " + id + " does not fit in " + layout);
            }
        }

        IoElements build() {
            ByteBuf out = Unpooled.buffer();
            for (int group = 0; group < numbers.length; group++) {
                Reads.write(out, layout.countBytes, counts[group]);
                out.writeBytes(numbers[group]);
            }
            if (layout.variableGroup) {
                out.writeShort(variableCount).writeBytes(variable);
            }
            byte[] bytes = new byte[out.readableBytes()];
            out.readBytes(bytes);
            return new IoElements(layout, bytes);
        }
    }
}
