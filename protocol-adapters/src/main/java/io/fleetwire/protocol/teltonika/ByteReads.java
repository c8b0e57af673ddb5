package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;

/** Reads that end at the packet, whatever a count in it promises. */
final class ByteReads {

    private ByteReads() {}

    static void require(ByteBuf in, int bytes, String what) throws Malformed {
        if (in.readableBytes() < bytes) {
            throw new Malformed(what + " runs past the packet");
        }
    }

    /** An unsigned number of 1 or 2 bytes. */
    static int number(ByteBuf in, int bytes, String what) throws Malformed {
        require(in, bytes, what);
        return bytes == 1 ? in.readUnsignedByte() : in.readUnsignedShort();
    }

    /** The count again, and nothing behind it. */
    static void requireEnd(ByteBuf body, int count) throws Malformed {
        require(body, 1, "second quantity");
        int again = body.readUnsignedByte();
        if (again != count) {
            throw new Malformed("quantities are " + count + " and " + again);
        }
        if (body.isReadable()) {
            throw new Malformed(body.readableBytes() + " bytes too many");
        }
    }

    static void write(ByteBuf out, int bytes, int value) {
        if (bytes == 1) {
            out.writeByte(value);
        } else {
            out.writeShort(value);
        }
    }
}
