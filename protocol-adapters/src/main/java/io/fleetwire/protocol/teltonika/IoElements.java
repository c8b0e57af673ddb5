package io.fleetwire.protocol.teltonika;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;

/** The IO elements of one record as a value: the bytes of their groups. */
final class IoElements {

    private final AvlLayout layout;
    private final byte[] groups;

    private IoElements(AvlLayout layout, byte[] groups) {
        this.layout = layout;
        this.groups = groups;
    }

    /** Those of the record that begins at {@code start}. */
    static IoElements of(AvlPacket packet, int start) {
        int from = packet.firstGroup(start);
        IoCursor cursor = new IoCursor(packet.layout(), packet.data(), from);
        while (cursor.next()) {
            // The end of the last group is where the cursor stands when there is no further element.
        }
        return new IoElements(packet.layout(), Arrays.copyOfRange(packet.data(), from, cursor.position()));
    }

    /** Writes total and groups, as they were read. */
    void write(ByteBuf out) {
        IoCursor cursor = new IoCursor(layout, groups, 0);
        int count = 0;
        while (cursor.next()) {
            count++;
        }
        ByteReads.write(out, layout.countBytes, count);
        out.writeBytes(groups);
    }

    AvlLayout layout() {
        return layout;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IoElements io && layout == io.layout && Arrays.equals(groups, io.groups);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(groups);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(layout.name());
        IoCursor cursor = new IoCursor(layout, groups, 0);
        while (cursor.next()) {
            text.append(' ').append(cursor.id()).append('=');
            if (cursor.isNumber()) {
                text.append(Long.toUnsignedString(cursor.number()));
            } else {
                text.append(cursor.length()).append(" bytes");
            }
        }
        return text.toString();
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
            if (Integer.bitCount(width) != 1 || width > AvlLayout.LARGEST_NUMBER) {
                throw new IllegalArgumentException("an IO element has 1, 2, 4 or 8 bytes");
            }
            ByteReads.write(numbers[group], layout.idBytes, id);
            for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
                numbers[group].writeByte((int) (raw >>> shift));
            }
            counts[group]++;
            return this;
        }

        /** Adds an element of any length; only Codec 8 Extended has those. */
        Builder bytes(int id, byte[] value) {
            requireId(id);
            if (!layout.hasVariable()) {
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
                ByteReads.write(out, layout.countBytes, counts[group]);
                out.writeBytes(numbers[group]);
            }
            if (layout.hasVariable()) {
                out.writeShort(variableCount).writeBytes(variable);
            }
            byte[] groups = new byte[out.readableBytes()];
            out.readBytes(groups);
            return new IoElements(layout, groups);
        }
    }
}
