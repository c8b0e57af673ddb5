package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.wire.Crc16;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * One frame whose length and checksum are right.
 *
 * @param isLong it began with 7979
 * @param content a view of the bytes between type and serial
 */
record Gt06Frame(boolean isLong, int type, ByteBuf content, int serial) {

    static final int SHORT = 0x7878;
    static final int LONG = 0x7979;
    static final int END = 0x0D0A;
    static final int MARKER_BYTES = 2;
    static final int END_BYTES = 2;

    private static final int SERIAL_BYTES = 2;
    private static final int CRC_BYTES = 2;

    /** The smallest length a frame can declare: type, serial, checksum. */
    static final int MIN_LENGTH = 1 + SERIAL_BYTES + CRC_BYTES;

    static boolean isMarker(int two) {
        return two == SHORT || two == LONG;
    }

    /** Bytes before the type. */
    static int headerBytes(boolean isLong) {
        return MARKER_BYTES + (isLong ? 2 : 1);
    }

    static int declaredLength(ByteBuf bytes, int start) {
        int at = start + MARKER_BYTES;
        return bytes.getUnsignedShort(start) == LONG ? bytes.getUnsignedShort(at) : bytes.getUnsignedByte(at);
    }

    /**
     * Takes a frame apart.
     *
     * @param lenient the device is known to send wrong lengths or checksums
     */
    static Gt06Frame open(ByteBuf bytes, boolean lenient) throws Malformed {
        int start = bytes.readerIndex();
        int size = bytes.readableBytes();
        if (size < MARKER_BYTES || !isMarker(bytes.getUnsignedShort(start))) {
            throw new Malformed("begins with neither 7878 nor 7979");
        }
        boolean isLong = bytes.getUnsignedShort(start) == LONG;
        int header = headerBytes(isLong);
        if (size < header + MIN_LENGTH + END_BYTES) {
            throw new Malformed("shorter than any frame");
        }
        int declared = declaredLength(bytes, start);
        int length = size - header - END_BYTES;
        if (declared != length && !lenient) {
            throw new Malformed("length " + declared + ", but " + length + " bytes follow");
        }
        int end = start + header + length;
        int expected = bytes.getUnsignedShort(end - CRC_BYTES);
        if (!lenient && expected != checksum(bytes, start, end)) {
            throw new Malformed("wrong checksum");
        }
        int content = start + header + 1;
        int serial = end - CRC_BYTES - SERIAL_BYTES;
        return new Gt06Frame(
                isLong,
                bytes.getUnsignedByte(content - 1),
                bytes.slice(content, serial - content),
                bytes.getUnsignedShort(serial));
    }

    private static int checksum(ByteBuf bytes, int start, int end) {
        int from = start + MARKER_BYTES;
        return Crc16.x25(bytes, from, end - CRC_BYTES - from);
    }

    /** A new short frame; {@link #close} follows the content. */
    static ByteBuf begin(int type, int contentBytes) {
        return Unpooled.buffer(contentBytes + 10)
                .writeShort(SHORT)
                .writeByte(contentBytes + MIN_LENGTH)
                .writeByte(type);
    }

    /** A new long frame; {@link #close} follows the content. */
    static ByteBuf beginLong(int type, int contentBytes) {
        return Unpooled.buffer(contentBytes + 11)
                .writeShort(LONG)
                .writeShort(contentBytes + MIN_LENGTH)
                .writeByte(type);
    }

    /** Ends a frame that was begun. */
    static ByteBuf close(ByteBuf frame, int serial) {
        frame.writeShort(serial);
        int crc = Crc16.x25(frame, MARKER_BYTES, frame.readableBytes() - MARKER_BYTES);
        return frame.writeShort(crc).writeShort(END);
    }
}
