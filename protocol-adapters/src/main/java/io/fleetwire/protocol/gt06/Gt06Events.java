package io.fleetwire.protocol.gt06;

import io.fleetwire.event.Measure;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.gt06.Gt06Message.CommandReply;
import io.fleetwire.protocol.gt06.Gt06Message.FromServer;
import io.fleetwire.protocol.gt06.Gt06Message.Location;
import io.fleetwire.protocol.gt06.Gt06Message.Login;
import io.fleetwire.protocol.gt06.Gt06Message.Modules;
import io.fleetwire.protocol.gt06.Gt06Message.Reported;
import io.fleetwire.protocol.gt06.Gt06Message.TimeRequest;
import io.fleetwire.protocol.gt06.Gt06Message.Unknown;
import io.fleetwire.protocol.gt06.Gt06Message.Unread;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Message to telemetry. A message without a clock happened when it was received; a position is never made up. */
final class Gt06Events {

    /** How a reply to {@code ICCID#} begins; the number follows. */
    private static final String ICCID = "<ICCID:";

    private static final int ICCID_DIGITS = 20;

    private Gt06Events() {}

    static Telemetry telemetry(Gt06Session session, String imei, Gt06Message message, Instant receivedAt) {
        long receivedAtMs = receivedAt.toEpochMilli();
        return switch (message) {
            case Location location -> location(session, imei, location, receivedAtMs);
            case Reported reported -> reported(session, imei, reported, receivedAtMs);
            case CommandReply reply -> replied(session, imei, reply, receivedAtMs);
            case Unread unread -> plain(imei, message, receivedAtMs, unread(unread));
            case Unknown unknown -> plain(imei, message, receivedAtMs, body(unknown.body(), unknown.bytes()));
            case FromServer server -> plain(imei, message, receivedAtMs, body(server.body(), server.bytes()));
            case Login ignored -> plain(imei, message, receivedAtMs, Map.of());
            case TimeRequest ignored -> plain(imei, message, receivedAtMs, Map.of());
        };
    }

    private static Telemetry location(Gt06Session session, String imei, Location location, long receivedAtMs) {
        long clockMs = location.clockMs();
        long at = clockMs == Gt06Clock.UNSET ? receivedAtMs : clockMs - session.clockAheadMs(location.type());
        Telemetry.Builder event = Telemetry.builder(imei, Gt06Adapter.ID, at)
                .receivedAtMs(receivedAtMs)
                .fix(location.fix())
                .ignition(location.ignition())
                .attributes(new Gt06LocationAttributes(location));
        if (location.mileageM() != Gt06Message.NONE) {
            event.odometerM((double) location.mileageM());
        }
        return event.build();
    }

    private static Telemetry reported(Gt06Session session, String imei, Reported message, long receivedAtMs) {
        Gt06Report report = message.report();
        Telemetry.Builder event = Telemetry.builder(imei, Gt06Adapter.ID, at(session, message, receivedAtMs))
                .receivedAtMs(receivedAtMs);
        report.into(event);
        if (message instanceof Modules && session.profile().bigEndianMileage() && Measure.has(report.odometerM())) {
            event.odometerM(reversed(report.odometerM()));
        }
        return event.build();
    }

    /**
     * The mileage of modules (type 70, module 2E) in the other order of its four bytes. Traccar reads it little-endian; two recorded frames
     * of one device only grow when it is read big-endian, and no manual shows a number: so the device's profile says which.
     */
    private static double reversed(double littleEndian) {
        return Integer.toUnsignedLong(Integer.reverseBytes((int) (long) littleEndian));
    }

    /** Seconds since 1970 are in no time zone, whatever a profile says. */
    private static long at(Gt06Session session, Reported message, long receivedAtMs) {
        Gt06Report report = message.report();
        if (report.clockMs() == Gt06Clock.UNSET) {
            return receivedAtMs;
        }
        return report.unixTime() ? report.clockMs() : report.clockMs() - session.clockAheadMs(message.type());
    }

    /** A reply that says where the device is makes a fix. */
    private static Telemetry replied(Gt06Session session, String imei, CommandReply reply, long receivedAtMs) {
        Gt06Whereabouts place = Gt06Whereabouts.of(reply.text());
        return place == null
                ? plain(imei, reply, receivedAtMs, replied(reply))
                : builder(
                                imei,
                                reply,
                                place.clockMs() - session.clockAheadMs(reply.type()),
                                receivedAtMs,
                                replied(reply))
                        .fix(place.fix())
                        .build();
    }

    private static Telemetry plain(String imei, Gt06Message message, long receivedAtMs, Map<String, String> more) {
        return builder(imei, message, receivedAtMs, receivedAtMs, more).build();
    }

    private static Telemetry.Builder builder(
            String imei, Gt06Message message, long at, long receivedAtMs, Map<String, String> more) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("type", Gt06Type.hex(message.type()));
        attributes.put("serial", Integer.toString(message.serial()));
        attributes.putAll(more);
        return Telemetry.builder(imei, Gt06Adapter.ID, at)
                .receivedAtMs(receivedAtMs)
                .attributes(attributes);
    }

    private static Map<String, String> replied(CommandReply reply) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("commandFlag", HexFormat.of().toHexDigits(reply.flag()));
        attributes.put("text", reply.text());
        int end = ICCID.length() + ICCID_DIGITS;
        if (reply.text().startsWith(ICCID) && reply.text().length() >= end) {
            attributes.put("iccid", reply.text().substring(ICCID.length(), end));
        }
        return attributes;
    }

    private static Map<String, String> unread(Unread unread) {
        Map<String, String> attributes = new LinkedHashMap<>(body(unread.body(), unread.bytes()));
        attributes.put("undecoded", unread.reason());
        return attributes;
    }

    private static Map<String, String> body(String body, int bytes) {
        return bytes > Gt06Codec.MAX_KEPT_BYTES
                ? Map.of("body", body, "bodyBytes", String.valueOf(bytes))
                : Map.of("body", body);
    }
}
