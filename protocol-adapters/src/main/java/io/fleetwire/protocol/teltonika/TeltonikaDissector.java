package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.Part.Check;
import io.fleetwire.protocol.wire.BigEndian;
import io.fleetwire.protocol.wire.Crc16;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A frame taken apart for people: the envelope; what it holds is taken apart by {@link RecordDissector}, {@link LegacyDissector} and {@link TextDissector}. */
final class TeltonikaDissector {

    private static final int CHECKSUM_LENGTH = TeltonikaCodec.ENVELOPE_LENGTH - TeltonikaCodec.HEADER_LENGTH;

    private final AvlDictionary dictionary;

    TeltonikaDissector(AvlDictionary dictionary) {
        this.dictionary = dictionary;
    }

    List<Part> dissect(byte[] frame) {
        Parts parts = new Parts(frame);
        if (frame.length == 1 && BigEndian.u8(frame, 0) == TeltonikaCodec.PING) {
            parts.take(1, "ping", "keeps the connection alive");
        } else if (frame.length < 2) {
            parts.rest("too short for any message");
        } else if (BigEndian.u16(frame, 0) == 0) {
            packet(parts);
        } else if (TeltonikaCodec.isDatagram(frame)) {
            datagram(parts);
        } else {
            login(parts);
        }
        return parts.list();
    }

    private static void login(Parts parts) {
        int declared = BigEndian.u16(parts.frame(), 0);
        boolean whole = declared == parts.left() - 2;
        parts.take(2, "IMEI length", Integer.toString(declared), whole ? Check.PASSED : Check.FAILED);
        if (whole) {
            parts.take(declared, "IMEI", IoText.ofText(parts.frame(), 2, declared));
        } else {
            parts.rest("not as long as it says");
        }
    }

    private void packet(Parts parts) {
        byte[] frame = parts.frame();
        if (frame.length < TeltonikaCodec.ENVELOPE_LENGTH || BigEndian.s32(frame, 0) != 0) {
            parts.rest("neither a login nor a packet");
            return;
        }
        int dataLength = frame.length - TeltonikaCodec.ENVELOPE_LENGTH;
        long declared = BigEndian.u32(frame, 4);
        parts.take(4, "preamble", "0");
        parts.take(4, "data length", declared + " bytes", declared == dataLength ? Check.PASSED : Check.FAILED);
        // Without the checksum, so that no count in the data can reach into it.
        Parts data = new Parts(Arrays.copyOfRange(frame, TeltonikaCodec.HEADER_LENGTH, frame.length - CHECKSUM_LENGTH));
        body(data);
        data.list().forEach(part -> parts.take(part.length(), part.name(), part.value(), part.check()));
        checksum(parts, dataLength);
    }

    private static void checksum(Parts parts, int dataLength) {
        int computed = Crc16.arc(parts.frame(), TeltonikaCodec.HEADER_LENGTH, dataLength);
        int sent = BigEndian.s32(parts.frame(), parts.position());
        parts.take(
                CHECKSUM_LENGTH,
                "CRC-16/ARC",
                hex(sent) + (sent == computed ? "" : ", should be " + hex(computed)),
                sent == computed ? Check.PASSED : Check.FAILED);
    }

    private static String hex(int value) {
        return "0x" + HexFormat.of().withUpperCase().toHexDigits(value);
    }

    private void datagram(Parts parts) {
        try {
            int declared = BigEndian.u16(parts.frame(), 0);
            parts.take(2, "length", declared + " bytes", declared == parts.left() - 2 ? Check.PASSED : Check.FAILED);
            parts.number(2, "packet id", "");
            parts.number(1, "packet type", "");
            parts.number(1, "AVL packet id", "");
            int imeiLength = (int) parts.number(2, "IMEI length", "");
            parts.require(parts.position() + imeiLength, "IMEI");
            parts.take(
                    imeiLength,
                    "IMEI",
                    new String(parts.frame(), parts.position(), imeiLength, StandardCharsets.US_ASCII));
        } catch (Malformed e) {
            parts.rest(e.reason());
            return;
        }
        body(parts);
    }

    /** From the codec's id to the second quantity. */
    private void body(Parts parts) {
        try {
            parts.require(parts.position() + 2, "codec and quantity");
            int start = parts.position();
            int codec = BigEndian.u8(parts.frame(), start);
            String name = codecName(codec);
            if (name.isEmpty()) {
                parts.take(1, "codec", "0x" + parts.hex(start, 1) + " is not known", Check.FAILED);
                parts.rest("of an unknown codec");
                return;
            }
            parts.take(1, "codec", name);
            int count = (int) parts.number(1, "quantity", "");
            if (codec >= TextCodec.FIRST && codec <= TextCodec.LAST) {
                TextDissector.message(parts, codec);
            } else if (codec == LegacyCodec.CODEC_ID) {
                new LegacyDissector(parts, dictionary).records(count);
            } else {
                new RecordDissector(parts, layout(parts, start, codec), dictionary).records(count);
            }
            parts.require(parts.position() + 1, "second quantity");
            int again = BigEndian.u8(parts.frame(), parts.position());
            parts.take(1, "quantity again", Integer.toString(again), again == count ? Check.PASSED : Check.FAILED);
            parts.rest("behind the last quantity");
        } catch (Malformed e) {
            parts.rest(e.reason());
        }
    }

    /** For Codec 8 the one that ends where the packet does, as {@link TeltonikaCodec} reads it. */
    private static AvlLayout layout(Parts parts, int start, int codec) {
        if (codec == AvlLayout.CODEC_8_EXTENDED.codecId) {
            return AvlLayout.CODEC_8_EXTENDED;
        }
        if (codec == AvlLayout.CODEC_16.codecId) {
            return AvlLayout.CODEC_16;
        }
        byte[] data = Arrays.copyOfRange(parts.frame(), start, parts.frame().length);
        try {
            return AvlPacket.ofCodec8(data).layout();
        } catch (Malformed e) {
            return AvlLayout.CODEC_8;
        }
    }

    private static String codecName(int codec) {
        return switch (codec) {
            case LegacyCodec.CODEC_ID -> "Codec 7";
            case 0x08 -> "Codec 8";
            case 0x8E -> "Codec 8 Extended";
            case 0x10 -> "Codec 16";
            case 0x0C -> "Codec 12";
            case 0x0D -> "Codec 13";
            case 0x0E -> "Codec 14";
            case 0x0F -> "Codec 15";
            default -> "";
        };
    }
}
