package io.fleetwire.protocol.obddongle;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.wire.Imei;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * The envelope.
 *
 * @param index of the message; its answer has the same
 * @param checksum as it came: nobody knows its rule
 */
@SuppressWarnings("ArrayRecordComponent") // nobody's to change, never compared
record ObdDongleFrame(int index, String imei, int type, byte[] payload, int checksum) {

    static final int START = 0x5555;
    static final int END = 0xAAAA;
    static final int MARKER_BYTES = 2;
    static final int IMEI_AT = 4;
    static final int IMEI_BYTES = 15;
    static final int TYPE_AT = IMEI_AT + IMEI_BYTES;
    static final int LENGTH_AT = TYPE_AT + 1;
    static final int HEADER_BYTES = LENGTH_AT + 2;

    /** Checksum and end mark. */
    static final int TRAILER_BYTES = 1 + MARKER_BYTES;

    static final int MIN_BYTES = HEADER_BYTES + TRAILER_BYTES;

    /**
     * Reads a whole frame; indices stay.
     *
     * @param lenient the device is known to send wrong lengths: the payload is what there is
     * @throws Malformed where the bytes are no frame
     */
    static ObdDongleFrame open(ByteBuf bytes, boolean lenient) throws Malformed {
        int start = bytes.readerIndex();
        int size = bytes.readableBytes();
        if (size < MIN_BYTES) {
            throw new Malformed("a frame of " + size + " bytes");
        }
        if (bytes.getUnsignedShort(start) != START || bytes.getUnsignedShort(start + size - MARKER_BYTES) != END) {
            throw new Malformed("does not begin with 5555 or does not end with AAAA");
        }
        String imei = bytes.toString(start + IMEI_AT, IMEI_BYTES, StandardCharsets.US_ASCII);
        if (!Imei.isImei(imei)) {
            throw new Malformed("no IMEI: " + ByteBufUtil.hexDump(bytes, start + IMEI_AT, IMEI_BYTES));
        }
        int length = bytes.getUnsignedShort(start + LENGTH_AT);
        if (length != size - MIN_BYTES && !lenient) {
            throw new Malformed("length " + length + ", but " + (size - MIN_BYTES) + " bytes follow");
        }
        return new ObdDongleFrame(
                bytes.getUnsignedShort(start + MARKER_BYTES),
                imei,
                bytes.getUnsignedByte(start + TYPE_AT),
                ByteBufUtil.getBytes(bytes, start + HEADER_BYTES, size - MIN_BYTES),
                bytes.getUnsignedByte(start + size - TRAILER_BYTES));
    }

    /** The frame's bytes. */
    ByteBuf close() {
        return Unpooled.buffer(MIN_BYTES + payload.length)
                .writeShort(START)
                .writeShort(index)
                .writeBytes(imei.getBytes(StandardCharsets.US_ASCII))
                .writeByte(type)
                .writeShort(payload.length)
                .writeBytes(payload)
                .writeByte(checksum)
                .writeShort(END);
    }

    /** The answer to it. */
    ByteBuf answer(int answerType, byte... answer) {
        return new ObdDongleFrame(index, imei, answerType, answer, 0).close();
    }
}
