package io.fleetwire.protocol.jt808;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.wire.Bcd;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Clocks, texts and numbers as the standard writes them. */
final class Jt808Fields {

    static final int CLOCK_BYTES = 6;

    /** The standard's time zone, wherever the terminal is; a device profile overrules it. */
    static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    /** A clock that was never set. */
    static final String UNSET_CLOCK = "000000000000";

    /** The standard's character set; not in every JVM, where it is missing Latin letters survive. */
    static final Charset GBK = Charset.isSupported("GBK") ? Charset.forName("GBK") : StandardCharsets.US_ASCII;

    /** Longest text that is kept. */
    static final int MAX_TEXT_BYTES = 1_024;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyMMddHHmmss");

    private Jt808Fields() {}

    /** Bytes at the reader index, as hex. */
    static String hex(ByteBuf in, int bytes) {
        String hex = ByteBufUtil.hexDump(in, in.readerIndex(), bytes);
        in.skipBytes(bytes);
        return hex;
    }

    /**
     * Milliseconds since 1970 of year to second, two BCD digits each.
     *
     * @throws Malformed where it is no time
     */
    static long clockMs(String clock, ZoneOffset zone) throws Malformed {
        int[] two = pairs(clock);
        return instantMs(two[0], two[1], two[2], two, zone);
    }

    /** The same for clocks that begin with the day and end like the others. */
    static long clockMsDayFirst(String clock, ZoneOffset zone) throws Malformed {
        int[] two = pairs(clock);
        return instantMs(two[2], two[1], two[0], two, zone);
    }

    private static long instantMs(int year, int month, int day, int[] two, ZoneOffset zone) throws Malformed {
        try {
            return LocalDateTime.of(2_000 + year, month, day, two[3], two[4], two[5])
                    .toInstant(zone)
                    .toEpochMilli();
        } catch (DateTimeException e) {
            throw new Malformed("no time: " + (2_000 + year) + "-" + month + "-" + day + " " + two[3] + ":" + two[4]
                    + ":" + two[5]);
        }
    }

    private static int[] pairs(String clock) throws Malformed {
        String digits = Bcd.digits(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(clock)), 0, CLOCK_BYTES);
        int[] two = new int[CLOCK_BYTES];
        for (int i = 0; i < two.length; i++) {
            two[i] = Integer.parseInt(digits, 2 * i, 2 * i + 2, 10);
        }
        return two;
    }

    /** Year to second in BCD. */
    static String clock(Instant at, ZoneOffset zone) {
        return CLOCK.format(at.atOffset(zone));
    }

    /** A text at the reader index, without what pads it. */
    static String text(ByteBuf in, int bytes) {
        return text(in, bytes, GBK);
    }

    /** Control characters become question marks, line ends and padding go: it does no harm where it is shown. */
    static String text(ByteBuf in, int bytes, Charset charset) {
        String text = in.toString(in.readerIndex(), Math.min(bytes, MAX_TEXT_BYTES), charset);
        in.skipBytes(bytes);
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c != 0)
                .map(c -> Character.isISOControl(c) ? (c == '\n' || c == '\r' ? ' ' : '?') : c)
                .forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }

    /** Sixteen bits whose uppermost one is the sign. */
    static int signAndMagnitude(int word) {
        int magnitude = word & 0x7FFF;
        return (word & 0x8000) == 0 ? magnitude : -magnitude;
    }

    /** A text behind its length of one byte. */
    static String countedText(ByteBuf in) {
        return text(in, in.readUnsignedByte());
    }

    /** An exact decimal: {@code raw} with this many digits behind the point, without needless zeros. */
    static String decimal(long raw, int digits) {
        return BigDecimal.valueOf(raw, digits).stripTrailingZeros().toPlainString();
    }
}
