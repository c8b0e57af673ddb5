package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Text;
import io.fleetwire.protocol.wire.Bcd;
import io.fleetwire.protocol.wire.Imei;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Codecs 12 to 15: the same envelope as data, around text. */
final class TextCodec {

    static final int FIRST = 0x0C;
    static final int LAST = 0x0F;

    private static final int TIME_BYTES = 4;

    /** No type: what is kept is the whole message. */
    static final int UNREAD = 0;

    private TextCodec() {}

    /**
     * A message, or where its own lengths do not agree all of it as one: nobody waits for an answer to these, and the packet's checksum was right.
     *
     * @param data from the codec's id to the second quantity
     */
    static Text readOrKeep(byte[] data) {
        try {
            return read(Unpooled.wrappedBuffer(data));
        } catch (Malformed e) {
            String all = new String(data, StandardCharsets.ISO_8859_1);
            return new Text(data[0], UNREAD, null, null, all);
        }
    }

    static Text read(ByteBuf in) throws Malformed {
        ByteReads.require(in, 7, "message");
        int codec = in.readUnsignedByte();
        int count = in.readUnsignedByte();
        if (count != 1) {
            throw new Malformed(count + " messages in a packet for one");
        }
        int type = in.readUnsignedByte();
        long size = messageBytes(codec, in.readUnsignedInt(), in.readableBytes() - 1);
        if (size > in.readableBytes()) {
            throw new Malformed("message runs past the packet");
        }
        ByteBuf message = in.readSlice((int) size);
        ByteReads.requireEnd(in, count);
        Long timeMs = hasTime(codec) ? timeMs(message) : null;
        String imei = hasImei(codec) ? imei(message) : null;
        return new Text(codec, type, timeMs, imei, message.toString(StandardCharsets.ISO_8859_1));
    }

    /**
     * Bytes of time, IMEI and text, of which the size counts all or, as in an old document's example, the text alone.
     *
     * @param rest bytes between the size and the second quantity
     */
    static long messageBytes(int codec, long size, int rest) {
        int head = (hasTime(codec) ? TIME_BYTES : 0) + (hasImei(codec) ? Imei.BCD_LENGTH : 0);
        return size + head == rest ? rest : size;
    }

    /** Seconds in four bytes; a document's older example has milliseconds in eight, whose upper two are zero until the year 10889. */
    private static long timeMs(ByteBuf message) throws Malformed {
        ByteReads.require(message, TIME_BYTES, "timestamp");
        if (message.readableBytes() >= 8 && message.getUnsignedShort(message.readerIndex()) == 0) {
            return message.readLong();
        }
        return message.readUnsignedInt() * 1_000;
    }

    private static String imei(ByteBuf message) throws Malformed {
        ByteReads.require(message, Imei.BCD_LENGTH, "IMEI");
        String digits = Bcd.digits(message, message.readerIndex(), Imei.BCD_LENGTH);
        message.skipBytes(Imei.BCD_LENGTH);
        return digits;
    }

    static ByteBuf write(Text text) {
        ByteBuf message = Unpooled.buffer();
        writeTime(message, text.timeMs());
        if (text.imei() != null) {
            Bcd.write(message, text.imei());
        }
        message.writeBytes(text.payload().getBytes(StandardCharsets.ISO_8859_1));
        return Unpooled.buffer()
                .writeByte(text.codec())
                .writeByte(1)
                .writeByte(text.type())
                .writeInt(message.readableBytes())
                .writeBytes(message)
                .writeByte(1);
    }

    private static void writeTime(ByteBuf message, @Nullable Long timeMs) {
        if (timeMs != null) {
            message.writeInt((int) (timeMs / 1_000));
        }
    }

    static boolean hasTime(int codec) {
        return codec == 13 || codec == 15;
    }

    static boolean hasImei(int codec) {
        return codec == 14 || codec == 15;
    }
}
