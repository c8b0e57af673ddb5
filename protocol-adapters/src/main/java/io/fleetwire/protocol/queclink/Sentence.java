package io.fleetwire.protocol.queclink;

import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A message's fields, with the head and the tail understood and what is between still to be named.
 *
 * @param kind what it begins with
 * @param type its three letters behind {@code GT}
 * @param version protocol version; empty: not said
 * @param deviceId an IMEI of 15 digits, or a MEID of 14 hexadecimal ones
 * @param fields the text between the commas, the header included, the tail character not
 * @param nameAt where the device's name is, or the first field of the body where the dialect has no name
 * @param bodyEnd the first field of the tail
 * @param sentAt the field of the send time, or −1
 * @param countAt the field of the count number, or −1
 */
// The fields are nobody's to change and are never compared.
@SuppressWarnings("ArrayRecordComponent")
record Sentence(
        Kind kind,
        String type,
        String version,
        String deviceId,
        String[] fields,
        int nameAt,
        int bodyEnd,
        int sentAt,
        int countAt) {

    /** What a message is for. */
    enum Kind {
        /** Something happened. */
        REPORT("+RESP:GT"),
        /** Something happened while the network was away: the content is the same. */
        BUFFERED("+BUFF:GT"),
        /** A command was taken, or the device is still there. */
        ACKNOWLEDGEMENT("+ACK:GT");

        final String header;

        Kind(String header) {
            this.header = header;
        }
    }

    /** The longest recorded message has 128 fields; a record takes {@link io.fleetwire.event.Telemetry#MAX_ATTRIBUTES} attributes. */
    static final int MAX_FIELDS = 400;

    static final char TAIL = '$';

    /** Ends the messages of the GT300's dialect. */
    static final char OLD_TAIL = '\0';

    private static final int TYPE_LENGTH = 3;
    private static final Pattern TYPE = Pattern.compile("[A-Z0-9]{3}");
    private static final Pattern VERSION = Pattern.compile("[0-9A-Z]{6,10}");
    private static final Pattern ID = Pattern.compile("\\d{15}|[0-9A-F]{14}");
    private static final Pattern COUNT = Pattern.compile("\\p{XDigit}{4}");

    /**
     * Head and tail of a message.
     *
     * @param frame from the {@code +} to the tail character; indices stay as they are
     * @throws Malformed where it is none
     */
    static Sentence parse(ByteBuf frame) throws Malformed {
        // One byte, one character: names may be of any character set, everything else is ASCII.
        return parse(frame.toString(StandardCharsets.ISO_8859_1));
    }

    private static Sentence parse(String text) throws Malformed {
        int end = text.length() - 1;
        if (end < 0 || !isTail(text.charAt(end))) {
            throw new Malformed("no tail character: the message is cut short");
        }
        Kind kind = kind(text);
        String[] fields = text.substring(0, end).split(",", MAX_FIELDS + 1);
        if (fields.length > MAX_FIELDS) {
            throw new Malformed("more than " + MAX_FIELDS + " fields");
        }
        String type = fields[0].substring(kind.header.length());
        if (type.length() != TYPE_LENGTH || !TYPE.matcher(type).matches()) {
            throw new Malformed("header is no message type");
        }
        return fields.length > 1 && ID.matcher(fields[1]).matches()
                ? withoutVersion(kind, type, fields)
                : withVersion(kind, type, fields);
    }

    private static boolean isTail(char end) {
        return end == TAIL || end == OLD_TAIL;
    }

    private static Kind kind(String text) throws Malformed {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.header)) {
                return kind;
            }
        }
        throw new Malformed("header is none of +RESP:GT, +BUFF:GT, +ACK:GT");
    }

    private static Sentence withVersion(Kind kind, String type, String[] fields) throws Malformed {
        if (fields.length < 5) {
            throw new Malformed("too few fields");
        }
        if (!fields[1].isEmpty() && !VERSION.matcher(fields[1]).matches()) {
            throw new Malformed("protocol version is none");
        }
        if (!ID.matcher(fields[2]).matches()) {
            throw new Malformed("device id is neither an IMEI nor a MEID");
        }
        return tailed(kind, type, fields[1], fields[2], fields, 3);
    }

    /** A whole message of a type that can be, by its beginning and its end, whatever is between. */
    static boolean isMessage(ByteBuf frame) {
        String text = frame.toString(StandardCharsets.ISO_8859_1);
        for (Kind kind : Kind.values()) {
            int end = kind.header.length() + TYPE_LENGTH;
            if (text.startsWith(kind.header) && text.length() > end && isTail(text.charAt(text.length() - 1))) {
                return TYPE.matcher(text.substring(kind.header.length(), end)).matches();
            }
        }
        return false;
    }

    /** Send time and count at the end; one that is none belongs to the body. */
    private static Sentence tailed(
            Kind kind, String type, String version, String deviceId, String[] fields, int nameAt) {
        int last = fields.length - 1;
        boolean counted = COUNT.matcher(fields[last]).matches();
        int sentAt = counted ? last - 1 : last;
        boolean sent = sentAt >= nameAt && (fields[sentAt].isEmpty() || Clock.ms(fields[sentAt]) != Clock.UNSET);
        int bodyEnd = sent ? sentAt : sentAt + 1;
        return new Sentence(
                kind, type, version, deviceId, fields, nameAt, bodyEnd, sent ? sentAt : -1, counted ? last : -1);
    }

    /** The GT300 and its siblings put no version in front; some put it behind the count. */
    private static Sentence withoutVersion(Kind kind, String type, String[] fields) throws Malformed {
        int last = fields.length - 1;
        boolean versionLast = last >= 4
                && fields[last].length() > 4
                && VERSION.matcher(fields[last]).matches()
                && COUNT.matcher(fields[last - 1]).matches();
        if (!versionLast) {
            if (last < 4) {
                throw new Malformed("too few fields");
            }
            return tailed(kind, type, "", fields[1], fields, 2);
        }
        int sentAt = Clock.ms(fields[last - 2]) == Clock.UNSET ? -1 : last - 2;
        return new Sentence(
                kind, type, fields[last], fields[1], fields, 2, sentAt < 0 ? last - 1 : sentAt, sentAt, last - 1);
    }

    /** The number that the server's acknowledgement repeats, as it came; empty: it has none. */
    String count() {
        return countAt < 0 ? "" : fields[countAt];
    }

    /** By the device's own clock, which may be set to any zone; {@link Clock#UNSET}: not said. */
    long sentMs() {
        return sentAt < 0 ? Clock.UNSET : Clock.ms(fields[sentAt]);
    }

    String field(int index) {
        return fields[index];
    }

    /** Whether version and name are in front, as everywhere but in the GT300's dialect. */
    boolean hasName() {
        return nameAt == 3;
    }

    boolean isHeartbeat() {
        return kind == Kind.ACKNOWLEDGEMENT && type.equals("HBD");
    }
}
