package io.fleetwire.protocol.obddongle;

import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** Payloads and messages. */
final class ObdDongleCodec {

    /** Major, minor, event. */
    static final int KIND_BYTES = 3;

    private static final int MIN_PUBLISH = 2;

    private ObdDongleCodec() {}

    /**
     * What a frame says.
     *
     * @throws Malformed where it says nothing that a device may say
     */
    static ObdDongleMessage decode(ObdDongleFrame frame) throws Malformed {
        return switch (frame.type()) {
            case ObdDongleType.CONNECT -> new ObdDongleMessage.Connect(ByteBufUtil.hexDump(frame.payload()));
            case ObdDongleType.PUBLISH -> publish(frame.payload());
            case ObdDongleType.PING -> new ObdDongleMessage.Ping();
            case ObdDongleType.DISCONNECT -> new ObdDongleMessage.Disconnect();
            case ObdDongleType.CONNACK, ObdDongleType.PUBACK, ObdDongleType.PONG ->
                throw new Malformed("a server's message: " + ObdDongleType.name(frame.type()));
            default -> throw new Malformed("no message type 0x%02X".formatted(frame.type()));
        };
    }

    private static ObdDongleMessage publish(byte[] payload) throws Malformed {
        if (payload.length < MIN_PUBLISH) {
            throw new Malformed("a publish of " + payload.length + " bytes");
        }
        ByteBuf in = Unpooled.wrappedBuffer(payload);
        int major = in.readUnsignedByte();
        int minor = in.readUnsignedByte();
        if (payload.length < KIND_BYTES + ObdDonglePosition.BYTES) {
            return new ObdDongleMessage.Published(major, minor, ByteBufUtil.hexDump(payload));
        }
        return new ObdDongleMessage.Located(major, minor, in.readUnsignedByte(), ObdDonglePosition.read(in));
    }

    /** The payload of a message. */
    static byte[] encode(ObdDongleMessage message) {
        return switch (message) {
            case ObdDongleMessage.Connect connect -> ByteBufUtil.decodeHexDump(connect.payloadHex());
            case ObdDongleMessage.Published published -> ByteBufUtil.decodeHexDump(published.payloadHex());
            case ObdDongleMessage.Ping ignored -> new byte[0];
            case ObdDongleMessage.Disconnect ignored -> new byte[0];
            case ObdDongleMessage.Located located -> {
                ByteBuf out = Unpooled.buffer(KIND_BYTES + ObdDonglePosition.BYTES + 1)
                        .writeByte(located.major())
                        .writeByte(located.minor())
                        .writeByte(located.event());
                located.position().write(out);
                yield ByteBufUtil.getBytes(out);
            }
        };
    }
}
