package io.fleetwire.protocol.jt808;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** What a server says: to the number that asked, in the header's version that it asked in. */
final class Jt808Encoder {

    /** General replies' results. */
    static final int DONE = 0;

    static final int FAILED = 1;
    static final int WRONG_MESSAGE = 2;
    static final int NOT_SUPPORTED = 3;

    /** Registering's result for a terminal nobody knows. */
    static final int NO_SUCH_TERMINAL = 4;

    private Jt808Encoder() {}

    /**
     * Message 8001.
     *
     * @param to the message it answers
     * @param toSerial its serial: a sub-packet's own
     */
    static ByteBuf general(Jt808Header to, int toSerial, int result, int serial) {
        return frame(
                to,
                Jt808Type.GENERAL_REPLY,
                serial,
                Unpooled.buffer(5).writeShort(toSerial).writeShort(to.type()).writeByte(result));
    }

    /** Message 8100. The token is the number itself: it proves nothing, and the terminal may come back with it or without. */
    static ByteBuf registered(Jt808Header to, String token, int serial) {
        ByteBuf body = Unpooled.buffer(32).writeShort(to.serial()).writeByte(DONE);
        ByteBufUtil.writeAscii(body, token);
        return frame(to, Jt808Type.REGISTER_REPLY, serial, body);
    }

    /** Message 8100 without a token. */
    static ByteBuf notRegistered(Jt808Header to, int serial) {
        return frame(
                to,
                Jt808Type.REGISTER_REPLY,
                serial,
                Unpooled.buffer(3).writeShort(to.serial()).writeByte(NO_SUCH_TERMINAL));
    }

    /** Message 8004, or a vendor's 8109; UTC. */
    static ByteBuf time(Jt808Header to, Instant now, int serial) {
        if (to.type() == Jt808Type.TIME_QUERY) {
            ByteBuf body = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(Jt808Fields.clock(now, ZoneOffset.UTC)));
            return frame(to, Jt808Type.TIME_REPLY, serial, body);
        }
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        ByteBuf body = Unpooled.buffer(8)
                .writeShort(at.getYear())
                .writeByte(at.getMonthValue())
                .writeByte(at.getDayOfMonth())
                .writeByte(at.getHour())
                .writeByte(at.getMinute())
                .writeByte(at.getSecond())
                .writeByte(DONE);
        return frame(to, Jt808Type.TIME_REPLY_VENDOR, serial, body);
    }

    /** Message 8800: every packet of the picture came. */
    static ByteBuf mediaReceived(Jt808Header to, long media, int serial) {
        return frame(to, Jt808Type.MEDIA_REPLY, serial, Unpooled.buffer(4).writeInt((int) media));
    }

    /** Message 4401 of Jointech's locks. */
    static ByteBuf lockReceived(Jt808Header to, int serial) {
        return frame(
                to,
                Jt808Type.LOCK_REPLY,
                serial & 0xFF,
                Unpooled.buffer(3).writeShort(to.type()).writeByte(DONE));
    }

    private static ByteBuf frame(Jt808Header to, int type, int serial, ByteBuf body) {
        return Jt808Frame.close(to.of(type, serial, body.readableBytes()), body);
    }
}
