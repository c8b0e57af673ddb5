package io.fleetwire.protocol.gt06;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;

/** What a server says. */
final class Gt06Encoder {

    /** An address without a place and a phone number: it satisfies who asked. */
    private static final byte[] NO_ADDRESS = "NA&&NA&&0##".getBytes(StandardCharsets.US_ASCII);

    private Gt06Encoder() {}

    /** The usual answer: the same type and serial, nothing else. A short frame, whatever the question came in. */
    static ByteBuf answer(int type, int serial) {
        return Gt06Frame.close(Gt06Frame.begin(type, 0), serial);
    }

    /** The same in a long frame, for those who speak only these. */
    static ByteBuf longAnswer(int type, int serial) {
        return Gt06Frame.close(Gt06Frame.beginLong(type, 0), serial);
    }

    /**
     * What a watch waits for: the type and its own clock, without serial and checksum. The length byte of answers to cells and stations is 0, as in the
     * recorded conversations (gt06-Gt06-161); elsewhere it counts.
     *
     * @param clockHex as the watch sent it; empty in the answer to a login
     */
    static ByteBuf watchAnswer(int type, String clockHex) {
        byte[] clock = HexFormat.of().parseHex(clockHex);
        boolean counted = type != Gt06Type.MANY_17 && type != Gt06Type.WIFI_WATCH;
        return Unpooled.buffer(clock.length + 6)
                .writeShort(Gt06Frame.SHORT)
                .writeByte(counted ? 1 + clock.length : 0)
                .writeByte(type)
                .writeBytes(clock)
                .writeShort(Gt06Frame.END);
    }

    /** The time, UTC. */
    static ByteBuf time(Instant now, int serial) {
        ByteBuf frame = Gt06Frame.begin(Gt06Type.TIME, 6);
        writeClock(frame, now);
        return Gt06Frame.close(frame, serial);
    }

    /** Its length byte counts only the text, and its serial is the server's own: 0. */
    static ByteBuf noAddress() {
        ByteBuf frame = Gt06Frame.beginLong(Gt06Type.ADDRESS, 1 + 4 + NO_ADDRESS.length);
        frame.writeByte(NO_ADDRESS.length).writeInt(0).writeBytes(NO_ADDRESS);
        return Gt06Frame.close(frame, 0);
    }

    /** Six bytes, year since 2000 to second, UTC. */
    static void writeClock(ByteBuf out, Instant at) {
        OffsetDateTime clock = at.atOffset(ZoneOffset.UTC);
        out.writeByte(clock.getYear() - 2_000)
                .writeByte(clock.getMonthValue())
                .writeByte(clock.getDayOfMonth())
                .writeByte(clock.getHour())
                .writeByte(clock.getMinute())
                .writeByte(clock.getSecond());
    }
}
