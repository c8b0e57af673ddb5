package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.CommandReply;
import io.fleetwire.protocol.gt06.Gt06Message.FromServer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** What a device answers to a command, the command itself, and addresses: a command's flag and a text for people. */
final class Gt06Replies {

    private static final int FLAG_BYTES = 4;
    private static final int LANGUAGE_BYTES = 2;
    private static final int UTF_16 = 2;

    private Gt06Replies() {}

    /** Type 15: length of flag and text, flag, text, language. Clones send a length of 0 and pad the text with zeros. */
    static CommandReply shortReply(Gt06Reader in) throws Malformed {
        int declared = in.u8("length");
        int flag = flag(in);
        boolean fits = declared >= FLAG_BYTES && declared - FLAG_BYTES <= in.left();
        int length = fits ? declared - FLAG_BYTES : Math.max(0, in.left() - LANGUAGE_BYTES);
        String text = in.text("text", length, StandardCharsets.US_ASCII);
        language(in);
        return new CommandReply(in.type, flag, text, in.serial);
    }

    /** Type 21: flag, character set, text. */
    static CommandReply longReply(Gt06Reader in) throws Malformed {
        int flag = flag(in);
        int set = in.u8("characterSet");
        Charset charset = set == UTF_16 ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII;
        in.means(set + " " + charset.name());
        return new CommandReply(in.type, flag, in.text("text", in.left(), charset), in.serial);
    }

    /** Types 80 to 82: length of flag and text, flag, text, language. */
    static FromServer command(Gt06Reader in) throws Malformed {
        int bytes = in.length();
        String body = in.peekHex(Gt06Codec.MAX_KEPT_BYTES);
        int declared = in.u8("length");
        int flag = flag(in);
        int length = Math.clamp(declared - FLAG_BYTES, 0, in.left());
        String text = in.text("text", length, StandardCharsets.US_ASCII);
        language(in);
        return new FromServer(in.type, flag, text, bytes, body, in.serial);
    }

    /** Types 17 and 97: a length, of one byte in short frames and two in long ones, flag, {@code kind&&address&&phone##}, in UTF-16 behind the kind. */
    static FromServer address(Gt06Reader in) throws Malformed {
        int bytes = in.length();
        String body = in.peekHex(Gt06Codec.MAX_KEPT_BYTES);
        if (in.isLong) {
            in.u16("length");
        } else {
            in.u8("length");
        }
        int flag = flag(in);
        String text = in.text("address", in.left(), StandardCharsets.US_ASCII);
        return new FromServer(in.type, flag, text, bytes, body, in.serial);
    }

    private static int flag(Gt06Reader in) throws Malformed {
        int flag = (int) in.u32("serverFlag");
        if (in.noted()) {
            in.means("0x%08X".formatted(flag));
        }
        return flag;
    }

    private static void language(Gt06Reader in) throws Malformed {
        if (in.left() == LANGUAGE_BYTES) {
            in.u16("language");
        } else {
            in.rest("rest");
        }
    }
}
