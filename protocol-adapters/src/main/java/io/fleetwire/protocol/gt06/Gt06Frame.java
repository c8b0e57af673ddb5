package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.wire.Crc16;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** The envelope of a message: marker, length, type, content, serial, checksum, end. */
final class Gt06Frame {

    static final int SHORT = 0x7878;
    static final int LONG = 0x7979;
    static final int END = 0x0D0A;
    static final int MARKER_BYTES = 2;
    static final int END_BYTES = 2;

    static final int SERIAL_BYTES = 2;
    static final int CRC_BYTES = 2;
    static final int SEAL_BYTES = SERIAL_BYTES + CRC_BYTES;

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
     * Opens a frame: the content of one whose length and checksum are right.
     *
     * @param lenient the device is known to send wrong lengths or checksums
     */
    static Gt06Reader open(ByteBuf bytes, boolean lenient, Gt06Model model) throws Malformed {
        int start = bytes.readerIndex();
        int size = bytes.readableBytes();
        if (size < MARKER_BYTES || !isMarker(bytes.getUnsignedShort(start))) {
            throw new Malformed("begins with neither 7878 nor 7979");
        }
        boolean isLong = bytes.getUnsignedShort(start) == LONG;
        int header = headerBytes(isLong);
        int length = size - header - END_BYTES;
        if (lenient && !isLong && length >= 1 && Gt06WatchDevice.isUnsealed(bytes, start, length - 1)) {
            return content(bytes, start, length, Gt06Reader.NO_SERIAL, model, null);
        }
        if (length < MIN_LENGTH) {
            throw new Malformed("shorter than any frame");
        }
        int declared = declaredLength(bytes, start);
        if (declared != length && !lenient) {
            throw new Malformed("length " + declared + ", but " + length + " bytes follow");
        }
        int end = start + header + length;
        int expected = bytes.getUnsignedShort(end - CRC_BYTES);
        if (!lenient && expected != checksum(bytes, start, end)) {
            throw new Malformed("wrong checksum");
        }
        return content(bytes, start, length, bytes.getUnsignedShort(end - CRC_BYTES - SERIAL_BYTES), model, null);
    }

    /** The content of a frame of that length, with serial and checksum behind it or without. */
    static Gt06Reader content(
            ByteBuf bytes, int start, int length, int serial, Gt06Model model, @Nullable Gt06Notes notes) {
        boolean isLong = bytes.getUnsignedShort(start) == LONG;
        int typeAt = start + headerBytes(isLong);
        int sealBytes = serial < 0 ? 0 : SEAL_BYTES;
        return new Gt06Reader(
                bytes,
                typeAt + 1,
                typeAt + length - sealBytes,
                isLong,
                bytes.getUnsignedByte(typeAt),
                serial,
                model,
                notes);
    }

    /** The checksum that a frame whose own checksum ends there should have. */
    static int checksum(ByteBuf bytes, int start, int end) {
        int from = start + MARKER_BYTES;
        return Crc16.x25(bytes, from, end - CRC_BYTES - from);
    }

    private Gt06Frame() {}

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
