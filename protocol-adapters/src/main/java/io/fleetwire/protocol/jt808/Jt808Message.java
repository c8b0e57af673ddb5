package io.fleetwire.protocol.jt808;

import java.util.List;
import java.util.Map;

/** What a terminal says, one record per kind of message; on the wire's own scales, so that it can be said again. */
sealed interface Jt808Message {

    /** A message in a frame. */
    sealed interface Framed extends Jt808Message {
        Jt808Header header();
    }

    /**
     * Who the terminal is and where it is mounted.
     *
     * @param plateColour 0: no plate, then {@code plate} is the frame number
     */
    record Register(
            Jt808Header header,
            int province,
            int city,
            String maker,
            String model,
            String terminalId,
            int plateColour,
            String plate)
            implements Framed {}

    /** The token that registering gave; since 2019 with IMEI and software version, before with neither. */
    record Authenticate(Jt808Header header, String token, String imei, String software) implements Framed {}

    /**
     * Still there.
     *
     * @param body vendors' own, hex
     */
    record Heartbeat(Jt808Header header, String body) implements Framed {}

    /** The terminal was taken out. */
    record Unregister(Jt808Header header) implements Framed {}

    /** What time is it? */
    record TimeQuery(Jt808Header header) implements Framed {}

    /** A location report. */
    record Location(Jt808Header header, Jt808Position position) implements Framed {}

    /**
     * A location the server asked for, or that came with a vehicle control's result.
     *
     * @param to the question's serial
     */
    record LocationAnswer(Jt808Header header, int to, Jt808Position position) implements Framed {}

    /**
     * Locations that were collected.
     *
     * @param kind 0 in regular intervals, 1 stored while there was no network
     * @param parts one location each, not decoded yet: a broken one harms no other
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody's to change, never compared
    record Batch(Jt808Header header, int kind, List<byte[]> parts) implements Framed {}

    /**
     * Data for somebody else behind this server.
     *
     * @param kind 0xF0 … 0xFF are vendors'
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody's to change, never compared
    record Transparent(Jt808Header header, int kind, byte[] data) implements Framed {}

    /**
     * The terminal answers a message of ours.
     *
     * @param result 0 done, 1 failed, 2 wrong message, 3 not supported
     */
    record TerminalAnswer(Jt808Header header, int to, int toType, int result) implements Framed {}

    /** The terminal's settings, by id in hex. */
    record Parameters(Jt808Header header, int to, Map<String, String> values) implements Framed {}

    /** What the terminal is made of. */
    record Attributes(
            Jt808Header header,
            int kind,
            String maker,
            String model,
            String terminalId,
            String iccid,
            String hardware,
            String firmware)
            implements Framed {}

    /**
     * A driver's card was put in or taken out.
     *
     * @param clock BCD; the rest is empty where the card was taken out or not read
     */
    record Driver(
            Jt808Header header,
            int action,
            String clock,
            int result,
            String name,
            String licence,
            String agency,
            String expires)
            implements Framed {}

    /**
     * A picture, sound or film was taken.
     *
     * @param event 0 by command, 1 by time, 2 SOS, 3 crash, …
     */
    record MediaEvent(Jt808Header header, long id, int kind, int format, int event, int channel) implements Framed {}

    /**
     * The picture, sound or film itself, of which only that it came is kept.
     *
     * @param bytes how much there was
     */
    record Media(
            Jt808Header header,
            long id,
            int kind,
            int format,
            int event,
            int channel,
            Jt808Position position,
            long bytes)
            implements Framed {}

    /** A text for people. */
    record Text(Jt808Header header, String text) implements Framed {}

    /** A Jointech lock reports. */
    record LockReport(Jt808Header header, Jt808Lock.Report report) implements Framed {}

    /**
     * The battery alone, under the number of a vendor's batch.
     *
     * @param clock year to second in BCD
     */
    record Battery(Jt808Header header, int percent, String clock) implements Framed {}

    /** Samples of an accelerometer: three numbers each. */
    record Motion(Jt808Header header, String samples) implements Framed {}

    /**
     * A message of a known type whose body is not what the type says.
     *
     * @param reason what did not fit
     * @param bytes the length of the whole body
     * @param body its beginning, hex
     */
    record Unread(Jt808Header header, String reason, int bytes, String body) implements Framed {}

    /**
     * A message we do not know.
     *
     * @param bytes the length of the whole body
     * @param body its beginning, hex
     */
    record Unknown(Jt808Header header, int bytes, String body) implements Framed {}

    /** A Jointech lock says something in text. */
    record Sentence(String deviceId, String text) implements Jt808Message {}
}
