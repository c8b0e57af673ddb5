package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.wire.Bcd;
import io.fleetwire.protocol.wire.Imei;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.Charset;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A frame's content, read field by field, each with its name. For a human reader the names and values are written down on the way; so a dissection is
 * the decoder at work, and the two cannot disagree.
 *
 * <p>Numbers are big-endian. Reading beyond the content is {@link Malformed}; looking ahead beyond it gives −1.
 */
final class Gt06Reader {

    /** A watch's frame, without serial and checksum. */
    static final int NO_SERIAL = -1;

    /** A frame that is cut short, taken apart for people: whatever its end would be is missing. */
    static final int CUT_SHORT = -2;

    private final ByteBuf bytes;
    private final int start;
    private final int end;
    private final @Nullable Gt06Notes notes;
    private int at;

    /** Whether the frame began with 7979. */
    final boolean isLong;

    /** The protocol number. */
    final int type;

    /** The running number, or {@link #NO_SERIAL}. */
    final int serial;

    /** What the registry says about the product. */
    final Gt06Model model;

    Gt06Reader(
            ByteBuf bytes,
            int start,
            int end,
            boolean isLong,
            int type,
            int serial,
            Gt06Model model,
            @Nullable Gt06Notes notes) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.at = start;
        this.isLong = isLong;
        this.type = type;
        this.serial = serial;
        this.model = model;
        this.notes = notes;
    }

    /** The mark of the content's first byte. */
    int start() {
        return start;
    }

    /** Bytes of the whole content. */
    int length() {
        return end - start;
    }

    /** The length byte of a short frame: cheap watches put a count there. */
    int lengthByte() {
        return bytes.getUnsignedByte(start - 2);
    }

    /** Bytes that are still to be read. */
    int left() {
        return end - at;
    }

    /** Where the next field begins: {@link #back} returns there. */
    int mark() {
        return at;
    }

    /** Goes back to a mark: what was read since then was not what it seemed to be. */
    void back(int mark) {
        at = mark;
        if (notes != null) {
            notes.forgetFrom(mark);
        }
    }

    /** Whether somebody reads along: values are worth words then. */
    boolean noted() {
        return notes != null;
    }

    /** The field that was read last means this. */
    void means(String value) {
        if (notes != null) {
            notes.means(value);
        }
    }

    /** Fields that follow belong to the n-th of these. */
    void group(String name, int index) {
        if (notes != null) {
            notes.group(name + "[" + index + "].");
        }
    }

    /** Fields that follow belong to nothing. */
    void endGroup() {
        if (notes != null) {
            notes.group("");
        }
    }

    /** A byte ahead of the next one; −1 beyond the content. */
    int peek8(int ahead) {
        return at + ahead < end ? bytes.getUnsignedByte(at + ahead) : -1;
    }

    /** Two bytes ahead of the next one; −1 beyond the content. */
    int peek16(int ahead) {
        return at + ahead + 1 < end ? bytes.getUnsignedShort(at + ahead) : -1;
    }

    /** The next bytes in hex, still to be read; fewer where there are fewer. */
    String peekHex(int count) {
        return ByteBufUtil.hexDump(bytes, at, Math.min(count, end - at));
    }

    private int take(int count) throws Malformed {
        int from = at;
        if (count > end - from) {
            throw new Malformed("type " + Gt06Type.hex(type) + " is shorter than it must be");
        }
        at = from + count;
        return from;
    }

    int u8(String name) throws Malformed {
        return u8(name, "");
    }

    int u8(String name, String unit) throws Malformed {
        int from = take(1);
        int value = bytes.getUnsignedByte(from);
        note(from, 1, name, value, unit);
        return value;
    }

    /** A byte that is 0 or not. */
    boolean flag(String name, String yes, String no) throws Malformed {
        int from = take(1);
        boolean value = bytes.getByte(from) != 0;
        if (notes != null) {
            notes.add(from, 1, name, value ? yes : no);
        }
        return value;
    }

    int u16(String name) throws Malformed {
        int from = take(2);
        int value = bytes.getUnsignedShort(from);
        note(from, 2, name, value, "");
        return value;
    }

    long u32(String name) throws Malformed {
        return u32(name, "");
    }

    long u32(String name, String unit) throws Malformed {
        int from = take(4);
        long value = bytes.getUnsignedInt(from);
        note(from, 4, name, value, unit);
        return value;
    }

    long u32LittleEndian(String name, String unit) throws Malformed {
        int from = take(4);
        long value = bytes.getUnsignedIntLE(from);
        note(from, 4, name, value, unit);
        return value;
    }

    /** A number of one to eight bytes without a sign; eight bytes are taken as they are. */
    long unsigned(String name, int count, String unit) throws Malformed {
        int from = take(count);
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = value << 8 | bytes.getUnsignedByte(i);
        }
        note(from, count, name, value, unit);
        return value;
    }

    /** A number in two's complement. */
    long signed(String name, int count, String unit) throws Malformed {
        int shift = Long.SIZE - 8 * count;
        long value = unsigned(name, count, unit) << shift >> shift;
        if (notes != null) {
            notes.means(value + unit);
        }
        return value;
    }

    /** A number without a sign in parts of its unit. */
    double scaled(String name, int count, double divisor, String unit) throws Malformed {
        double value = unsigned(name, count, "") / divisor;
        if (notes != null) {
            notes.means(value + unit);
        }
        return value;
    }

    /** Twelve hex digits of time: see {@link Gt06Clock}. */
    long clock(String name) throws Malformed {
        int from = take(Gt06Clock.BYTES);
        int date = bytes.getInt(from);
        int time = bytes.getUnsignedShort(from + 4);
        if (notes != null) {
            notes.add(from, Gt06Clock.BYTES, name, ByteBufUtil.hexDump(bytes, from, Gt06Clock.BYTES));
        }
        long clockMs = Gt06Clock.epochMs(
                date >>> 24, date >> 16 & 0xFF, date >> 8 & 0xFF, date & 0xFF, time >> 8, time & 0xFF);
        meansClock(clockMs);
        return clockMs;
    }

    /** The same in binary-coded decimal. */
    long bcdClock(String name) throws Malformed {
        int from = take(Gt06Clock.BYTES);
        if (notes != null) {
            notes.add(from, Gt06Clock.BYTES, name, ByteBufUtil.hexDump(bytes, from, Gt06Clock.BYTES));
        }
        String digits = Bcd.digits(bytes, from, Gt06Clock.BYTES);
        int[] two = new int[Gt06Clock.BYTES];
        for (int i = 0; i < two.length; i++) {
            two[i] = Integer.parseInt(digits.substring(2 * i, 2 * i + 2));
        }
        long clockMs = Gt06Clock.epochMs(two[0], two[1], two[2], two[3], two[4], two[5]);
        meansClock(clockMs);
        return clockMs;
    }

    private void meansClock(long clockMs) {
        if (notes != null) {
            String zone = Gt06Type.isLocalTime(type) ? " by the device's local time" : " UTC";
            notes.means(
                    clockMs == Gt06Clock.UNSET
                            ? "not set"
                            : Instant.ofEpochMilli(clockMs).toString().replace("Z", zone));
        }
    }

    /** Whether the six bytes ahead are a time that can be. */
    boolean isClock(int ahead) {
        return ahead + Gt06Clock.BYTES <= left()
                && Gt06Clock.isDate(peek8(ahead), peek8(ahead + 1), peek8(ahead + 2))
                && Gt06Clock.isTimeOfDay(peek8(ahead + 3), peek8(ahead + 4), peek8(ahead + 5));
    }

    /** Whether the eight bytes ahead are an IMEI in BCD behind its padding digit. */
    boolean isImei(int ahead) {
        for (int i = ahead; i < ahead + Imei.BCD_LENGTH; i++) {
            int two = peek8(i);
            if (two < 0 || (two & 0x0F) > 9 || two >> 4 > (i == ahead ? 0 : 9)) {
                return false;
            }
        }
        return true;
    }

    /** An IMEI in BCD. */
    String imei(String name) throws Malformed {
        int from = take(Imei.BCD_LENGTH);
        if (notes != null) {
            notes.add(from, Imei.BCD_LENGTH, name, ByteBufUtil.hexDump(bytes, from, Imei.BCD_LENGTH));
        }
        String imei = Imei.ofBcd(bytes, from);
        means(imei);
        return imei;
    }

    /** Digits in binary-coded decimal. */
    String bcd(String name, int count) throws Malformed {
        int from = take(count);
        if (notes != null) {
            notes.add(from, count, name, ByteBufUtil.hexDump(bytes, from, count));
        }
        return Bcd.digits(bytes, from, count);
    }

    /** Bytes as they are, in hex. */
    String hex(String name, int count) throws Malformed {
        int from = take(count);
        String hex = ByteBufUtil.hexDump(bytes, from, Math.min(count, Gt06Codec.MAX_KEPT_BYTES));
        if (notes != null) {
            notes.add(from, count, name, hex);
        }
        return hex;
    }

    /** Text without its padding; what is no text becomes a question mark, so that it does no harm where it is shown. */
    String text(String name, int count, Charset charset) throws Malformed {
        int from = take(count);
        String text = clean(bytes.toString(from, Math.min(count, Gt06Codec.MAX_KEPT_BYTES), charset));
        if (notes != null) {
            notes.add(from, count, name, text);
        }
        return text;
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c != 0)
                .map(c -> Character.isISOControl(c) ? (c == '\n' || c == '\r' ? ' ' : '?') : c)
                .forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }

    /** Whether that many bytes ahead are text that people can read, or its line ends and padding. */
    boolean isText(int ahead, int count) {
        for (int i = ahead; i < ahead + count; i++) {
            int c = peek8(i);
            if (!(c >= ' ' && c <= '~') && c != '\r' && c != '\n' && c != 0) {
                return false;
            }
        }
        return true;
    }

    /** Passed over: nothing anybody wants to keep. */
    void skip(String name, int count) throws Malformed {
        int from = take(count);
        if (notes != null) {
            notes.add(from, count, name, ByteBufUtil.hexDump(bytes, from, count));
        }
    }

    /** What was not read, in hex; empty: nothing. */
    String rest(String name) throws Malformed {
        return at == end ? "" : hex(name, end - at);
    }

    private void note(int from, int count, String name, long value, String unit) {
        if (notes != null) {
            notes.add(from, count, name, value + unit);
        }
    }
}
