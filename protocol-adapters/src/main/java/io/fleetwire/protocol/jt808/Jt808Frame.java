package io.fleetwire.protocol.jt808;

import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * One frame whose length and checksum are right.
 *
 * @param body a view of what follows the header
 */
record Jt808Frame(Jt808Header header, ByteBuf body) {

    static final int FLAG = 0x7E;
    static final int ESCAPE = 0x7D;
    static final int ESCAPED_FLAG = 0x02;
    static final int ESCAPED_ESCAPE = 0x01;
    static final int CHECKSUM_BYTES = 1;

    /** Id, attributes, number, one byte of serial, checksum. */
    static final int MIN_CONTENT = 2 + 2 + 6 + 1 + CHECKSUM_BYTES;

    /** The longest header, body and checksum: 10 bits of length bound it. */
    static final int MAX_CONTENT = Jt808Header.MAX_BYTES + Jt808Header.MAX_BODY_BYTES + CHECKSUM_BYTES;

    /**
     * Takes a frame apart.
     *
     * @param bytes as on the wire, from flag to flag; indices stay as they are
     * @param lenient the device is known to send wrong lengths or checksums
     */
    static Jt808Frame open(ByteBuf bytes, boolean lenient) throws Malformed {
        ByteBuf content = content(bytes);
        int size = content.readableBytes();
        if (size < MIN_CONTENT) {
            throw new Malformed("shorter than any message");
        }
        if (size > MAX_CONTENT) {
            throw new Malformed(size + " bytes, more than a message can have");
        }
        if (!lenient && checksum(content, size) != 0) {
            throw new Malformed("wrong checksum");
        }
        content.writerIndex(size - CHECKSUM_BYTES);
        try {
            Jt808Header header = Jt808Header.read(content);
            if (header.bodyBytes() != content.readableBytes() && !lenient) {
                throw new Malformed(
                        "length " + header.bodyBytes() + ", but " + content.readableBytes() + " bytes follow");
            }
            return new Jt808Frame(header, content.slice());
        } catch (IndexOutOfBoundsException e) {
            throw new Malformed("shorter than its header");
        }
    }

    /** What is between the flags, without the escapes. */
    static ByteBuf content(ByteBuf bytes) throws Malformed {
        int from = bytes.readerIndex();
        int to = bytes.writerIndex();
        if (to - from < 2 || bytes.getUnsignedByte(from) != FLAG || bytes.getUnsignedByte(to - 1) != FLAG) {
            throw new Malformed("not between two 7e");
        }
        ByteBuf content = Unpooled.buffer(to - from);
        for (int i = from + 1; i < to - 1; i++) {
            int b = bytes.getUnsignedByte(i);
            if (b == ESCAPE) {
                i++;
                int next = bytes.getUnsignedByte(i);
                if (next != ESCAPED_ESCAPE && next != ESCAPED_FLAG) {
                    throw new Malformed("7d is followed by neither 01 nor 02");
                }
                b = next == ESCAPED_FLAG ? FLAG : ESCAPE;
            }
            content.writeByte(b);
        }
        return content;
    }

    /** All bytes, the checksum among them, exclusively ored: 0 where it is right. */
    static int checksum(ByteBuf content, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum ^= content.getUnsignedByte(i);
        }
        return sum;
    }

    /** A frame for the wire. Releases nothing: the body is the caller's. */
    static ByteBuf close(Jt808Header header, ByteBuf body) {
        ByteBuf content = Unpooled.buffer(Jt808Header.MAX_BYTES + body.readableBytes() + CHECKSUM_BYTES);
        header.write(content);
        content.writeBytes(body, body.readerIndex(), body.readableBytes());
        content.writeByte(checksum(content, content.readableBytes()));
        return escaped(content);
    }

    /** Content with its flags and escapes. */
    static ByteBuf escaped(ByteBuf content) {
        ByteBuf frame = Unpooled.buffer(content.readableBytes() + 16).writeByte(FLAG);
        for (int i = content.readerIndex(); i < content.writerIndex(); i++) {
            int b = content.getUnsignedByte(i);
            if (b == FLAG || b == ESCAPE) {
                frame.writeByte(ESCAPE).writeByte(b == FLAG ? ESCAPED_FLAG : ESCAPED_ESCAPE);
            } else {
                frame.writeByte(b);
            }
        }
        return frame.writeByte(FLAG);
    }
}
