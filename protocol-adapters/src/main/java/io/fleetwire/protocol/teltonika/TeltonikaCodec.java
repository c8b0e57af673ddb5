package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Avl;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Data;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Datagram;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.LegacyData;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Login;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Ping;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Text;
import io.fleetwire.protocol.wire.BigEndian;
import io.fleetwire.protocol.wire.Crc16;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A frame as a message, a message as a frame. */
final class TeltonikaCodec {

    static final int PING = 0xFF;

    /** Preamble and length before the data, checksum behind it. */
    static final int HEADER_LENGTH = 8;

    static final int ENVELOPE_LENGTH = HEADER_LENGTH + 4;

    /** Where a datagram has its packet type, and a login a digit. */
    private static final int DATAGRAM_TYPE_INDEX = 4;

    /** Bytes of a datagram's acknowledgement behind its own length field. */
    private static final int DATAGRAM_ACK_LENGTH = 5;

    private TeltonikaCodec() {}

    /**
     * Decodes one frame (TCP) or datagram (UDP); the frame's indices stay as they are.
     *
     * @param lenient the device's model is known to send wrong checksums and lengths
     */
    static TeltonikaMessage decode(ByteBuf frame, boolean lenient) throws Malformed {
        int length = frame.readableBytes();
        int start = frame.readerIndex();
        if (length == 1 && frame.getUnsignedByte(start) == PING) {
            return new Ping();
        }
        if (length < 3) {
            throw new Malformed("too short for any message");
        }
        int prefix = frame.getUnsignedShort(start);
        if (prefix == 0) {
            return packet(frame, lenient);
        }
        if (length > DATAGRAM_TYPE_INDEX && frame.getUnsignedByte(start + DATAGRAM_TYPE_INDEX) <= 1) {
            return datagram(frame.slice());
        }
        if (prefix != length - 2) {
            throw new Malformed("login says " + prefix + " bytes and has " + (length - 2));
        }
        return new Login(frame.toString(start + 2, prefix, StandardCharsets.US_ASCII));
    }

    /** Whether what is no packet is a datagram: a login has a digit where a datagram has its packet type. */
    static boolean isDatagram(byte[] frame) {
        return frame.length > DATAGRAM_TYPE_INDEX && BigEndian.u8(frame, DATAGRAM_TYPE_INDEX) <= 1;
    }

    private static TeltonikaMessage packet(ByteBuf frame, boolean lenient) throws Malformed {
        int start = frame.readerIndex();
        int dataLength = frame.readableBytes() - ENVELOPE_LENGTH;
        if (dataLength < 3 || frame.getInt(start) != 0) {
            throw new Malformed("neither a login nor a packet");
        }
        byte[] data = ByteBufUtil.getBytes(frame, start + HEADER_LENGTH, dataLength);
        if (!lenient) {
            requireIntact(frame, start, data);
        }
        int codec = BigEndian.u8(data, 0);
        boolean text = codec >= TextCodec.FIRST && codec <= TextCodec.LAST;
        return text ? TextCodec.readOrKeep(data) : avl(data);
    }

    private static void requireIntact(ByteBuf frame, int start, byte[] data) throws Malformed {
        int dataLength = data.length;
        long declared = frame.getUnsignedInt(start + 4);
        if (declared != dataLength) {
            throw new Malformed("packet says " + declared + " bytes of data and has " + dataLength);
        }
        int computed = Crc16.arc(data, 0, dataLength);
        int sent = frame.getInt(start + HEADER_LENGTH + dataLength);
        if (sent != computed) {
            throw new Malformed("checksum is " + hex(sent) + ", should be " + hex(computed));
        }
    }

    private static String hex(int value) {
        return HexFormat.of().toHexDigits(value);
    }

    private static Avl avl(byte[] data) throws Malformed {
        int codec = BigEndian.u8(data, 0);
        return switch (codec) {
            case 0x08 -> new Data(AvlPacket.ofCodec8(data));
            case 0x8E -> new Data(AvlPacket.read(data, AvlLayout.CODEC_8_EXTENDED));
            case 0x10 -> new Data(AvlPacket.read(data, AvlLayout.CODEC_16));
            case LegacyCodec.CODEC_ID -> LegacyCodec.read(Unpooled.wrappedBuffer(data));
            default -> throw new Malformed("codec 0x" + HexFormat.of().toHexDigits((byte) codec) + " is not known");
        };
    }

    private static Datagram datagram(ByteBuf in) throws Malformed {
        ByteReads.require(in, 8, "datagram");
        int declared = in.readUnsignedShort();
        if (declared > TeltonikaFramer.MAX_DATA_LENGTH) {
            throw new Malformed(
                    "datagram of " + declared + " bytes; at most " + TeltonikaFramer.MAX_DATA_LENGTH + " are allowed");
        }
        if (declared != in.readableBytes()) {
            throw new Malformed("datagram says " + declared + " bytes and has " + in.readableBytes());
        }
        int packetId = in.readUnsignedShort();
        int packetType = in.readUnsignedByte();
        int avlPacketId = in.readUnsignedByte();
        int imeiLength = in.readUnsignedShort();
        ByteReads.require(in, imeiLength + 3, "IMEI");
        String imei = in.readCharSequence(imeiLength, StandardCharsets.US_ASCII).toString();
        return new Datagram(packetId, packetType, avlPacketId, imei, avl(ByteBufUtil.getBytes(in)));
    }

    /**
     * The frame of a message.
     *
     * @throws IllegalArgumentException for Codec 7, which is only read
     */
    static ByteBuf encode(TeltonikaMessage message) {
        ByteBuf out = Unpooled.buffer();
        switch (message) {
            case Ping ignored -> out.writeByte(PING);
            case Login login -> out.writeShort(login.id().length()).writeBytes(ascii(login.id()));
            case Text text -> writePacket(out, TextCodec.write(text));
            case Data data -> writePacket(out, dataBody(data));
            case LegacyData ignored -> throw new IllegalArgumentException("codec 7 is only read");
            case Datagram datagram -> writeDatagram(out, datagram);
        }
        return out;
    }

    private static ByteBuf dataBody(Avl avl) {
        if (!(avl instanceof Data data)) {
            throw new IllegalArgumentException("codec 7 is only read");
        }
        return Unpooled.wrappedBuffer(data.packet().data());
    }

    private static void writePacket(ByteBuf out, ByteBuf body) {
        out.writeInt(0).writeInt(body.readableBytes()).writeBytes(body, body.readerIndex(), body.readableBytes());
        out.writeInt(Crc16.arc(body, body.readerIndex(), body.readableBytes()));
    }

    private static void writeDatagram(ByteBuf out, Datagram datagram) {
        out.writeShort(0).writeShort(datagram.packetId());
        out.writeByte(datagram.packetType()).writeByte(datagram.avlPacketId());
        out.writeShort(datagram.imei().length()).writeBytes(ascii(datagram.imei()));
        out.writeBytes(dataBody(datagram.avl()));
        out.setShort(0, out.readableBytes() - 2);
    }

    /** The acknowledgement of so many records of a datagram, from its first one on. */
    static ByteBuf acknowledgement(int packetId, int avlPacketId, int records) {
        return Unpooled.buffer(Short.BYTES + DATAGRAM_ACK_LENGTH)
                .writeShort(DATAGRAM_ACK_LENGTH)
                .writeShort(packetId)
                .writeByte(1)
                .writeByte(avlPacketId)
                .writeByte(records);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
