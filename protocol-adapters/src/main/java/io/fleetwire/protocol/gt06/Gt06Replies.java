package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.gt06.Gt06Message.CommandReply;
import io.netty.buffer.ByteBuf;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** What a device answers to a command: the command's flag and a text for people. */
final class Gt06Replies {

    private static final int FLAG_BYTES = 4;
    private static final int LANGUAGE_BYTES = 2;
    private static final int UTF_16 = 2;

    private Gt06Replies() {}

    /** Type 15: length of flag and text, flag, text, language. Clones send a length of 0 and pad the text with zeros. */
    static CommandReply shortReply(ByteBuf in, int serial) {
        int declared = in.readUnsignedByte();
        int flag = in.readInt();
        boolean fits = declared >= FLAG_BYTES && declared - FLAG_BYTES <= in.readableBytes();
        int length = fits ? declared - FLAG_BYTES : Math.max(0, in.readableBytes() - LANGUAGE_BYTES);
        String text = text(in, length, StandardCharsets.US_ASCII);
        return new CommandReply(Gt06Type.COMMAND_REPLY, flag, text, serial);
    }

    /** Type 21: flag, character set, text. */
    static CommandReply longReply(ByteBuf in, int serial) {
        int flag = in.readInt();
        boolean wide = in.readUnsignedByte() == UTF_16;
        String text = text(in, in.readableBytes(), wide ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII);
        return new CommandReply(Gt06Type.COMMAND_REPLY_LONG, flag, text, serial);
    }

    /** A text without its padding; a character that is no text becomes a question mark, so that it does no harm where it is shown. */
    static String text(ByteBuf in, int length, Charset charset) {
        String text = in.toString(in.readerIndex(), Math.min(length, Gt06Codec.MAX_KEPT_BYTES), charset);
        in.skipBytes(length);
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c != 0)
                .map(c -> Character.isISOControl(c) ? (c == '\n' || c == '\r' ? ' ' : '?') : c)
                .forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }
}
