package io.fleetwire.protocol.jt808;

import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What Jointech's locks say in text, between frames: {@code (id,1,001,BASE,2,TIME)}. */
final class Jt808Sentence {

    static final int OPENING = '(';
    static final int CLOSING = ')';

    private static final String TIME_QUESTION = ",BASE,2,TIME)";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private Jt808Sentence() {}

    static boolean is(ByteBuf frame) {
        return frame.isReadable() && frame.getUnsignedByte(frame.readerIndex()) == OPENING;
    }

    /**
     * @throws Malformed where it is not text in brackets that begins with a number
     */
    static Jt808Message.Sentence read(ByteBuf frame) throws Malformed {
        String text = frame.toString(StandardCharsets.US_ASCII);
        int comma = text.indexOf(',');
        if (comma < 2 || text.charAt(text.length() - 1) != CLOSING) {
            throw new Malformed("brackets without a sentence");
        }
        if (!text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new Malformed("a sentence with characters that are none");
        }
        String id = text.substring(1, comma);
        if (id.length() > 20 || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new Malformed("a sentence of nobody");
        }
        String digits = id.replaceFirst("^0+", "");
        return new Jt808Message.Sentence(digits.isEmpty() ? "0" : digits, text);
    }

    static boolean asksForTheTime(Jt808Message.Sentence sentence) {
        return sentence.text().endsWith(TIME_QUESTION);
    }

    /** The question with the time, UTC, in its place. */
    static ByteBuf time(Jt808Message.Sentence question, Instant now) {
        String text = question.text();
        String answer = text.substring(0, text.length() - "TIME)".length()) + TIME.format(now) + ")";
        return Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII);
    }
}
