package io.fleetwire.protocol.owntracks;

import static io.fleetwire.event.Measure.ABSENT;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Ids;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Plausible;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.event.wire.Json;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.PayloadAdapter;
import io.fleetwire.protocol.wire.ForeignFields;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages of the OwnTracks apps. */
public final class OwnTracksAdapter implements PayloadAdapter {

    /** The protocol's id. */
    public static final String ID = "owntracks";

    private static final String PREFIX = "owntracks/";

    /** User, device, and what an app puts below them, such as {@code waypoints} or {@code request}. */
    private static final int MAX_LEVELS = 8;

    private static final int MAX_TOPIC = 512;

    private static final Set<String> WITHOUT_EVENTS = Set.of(
            "lwt",
            "waypoint",
            "waypoints",
            "card",
            "configuration",
            "dump",
            "status",
            "step",
            "steps",
            "beacon",
            "request",
            "response",
            "tour",
            "tours",
            "action",
            "cmd");

    /** What has a typed field, and what says nothing about the vehicle. */
    private static final Set<String> NO_ATTRIBUTES = Set.of(
            "_type", "_id", "topic", "created_at", "tst", "lat", "lon", "alt", "vel", "cog", "acc", "SSID", "BSSID");

    private static final int MILLIS = 1_000;

    /** 9999-12-31, in seconds. */
    private static final double LAST_SECOND = 253_402_300_799.0;

    @Override
    public String id() {
        return ID;
    }

    /** The channel is the device's name and what stands below it: whatever the app publishes there is its own, and known or not it is heard. */
    @Override
    public @Nullable Route route(String topic) {
        if (!topic.startsWith(PREFIX) || topic.length() > MAX_TOPIC) {
            return null;
        }
        String[] levels = topic.substring(PREFIX.length()).split("/", -1);
        if (levels.length < 2 || levels.length > MAX_LEVELS || !Ids.isId(levels[0]) || levels[1].isBlank()) {
            return null;
        }
        for (String level : levels) {
            if (level.indexOf('+') >= 0 || level.indexOf('#') >= 0) {
                return null;
            }
        }
        return new Route(levels[0], topic.substring(PREFIX.length() + levels[0].length() + 1), true);
    }

    @Override
    public List<VehicleEvent> receive(Route route, byte[] payload, Instant receivedAt) throws Malformed {
        if (payload.length == 0) {
            return List.of();
        }
        JsonNode message = read(payload);
        ForeignFields fields = ForeignFields.of(message);
        String type = fields.text("_type");
        if (type == null) {
            throw new Malformed("_type is required");
        }
        if (WITHOUT_EVENTS.contains(type)) {
            return List.of();
        }
        return switch (type) {
            case "location" -> List.of(telemetry(route, fields, null, receivedAt));
            case "transition" -> List.of(telemetry(route, fields, crossing(fields), receivedAt));
            case "encrypted" ->
                throw new Malformed("the payload is encrypted: remove the encryption key in the app, and use TLS");
            default -> throw new Malformed("_type: no such message");
        };
    }

    private static JsonNode read(byte[] payload) throws Malformed {
        try {
            JsonNode message = Json.mapper().readTree(payload);
            if (!message.isObject()) {
                throw new Malformed("not a JSON object");
            }
            return message;
        } catch (IOException e) {
            throw new Malformed("not JSON: " + Json.reason(e));
        }
    }

    private static Telemetry telemetry(Route route, ForeignFields fields, @Nullable Signal signal, Instant receivedAt) {
        long timeMs = timeMs(fields, receivedAt);
        Fix fix = fix(fields);
        Map<String, String> attributes = fields.attributes(NO_ATTRIBUTES);
        attributes.put("device", device(route));
        Telemetry.Builder record = Telemetry.builder(route.deviceId(), ID, timeMs)
                .receivedAtMs(receivedAt.toEpochMilli())
                .fix(fix)
                .attributes(attributes);
        return (signal == null ? record : record.signal(signal)).build();
    }

    /** Of the place; else of the message; else of its arrival, and the row says that its own time could not be read. */
    private static long timeMs(ForeignFields fields, Instant receivedAt) {
        double seconds = fields.number(0, LAST_SECOND, "tst", "created_at");
        if (Measure.has(seconds)) {
            return Math.round(seconds * MILLIS);
        }
        fields.unreadable("tst");
        return receivedAt.toEpochMilli();
    }

    /** Null: the message has no place. The apps send 0, 0 where they have none. */
    private static @Nullable Fix fix(ForeignFields fields) {
        double lat = fields.number(-90, 90, "lat");
        double lon = fields.number(-180, 180, "lon");
        double altitudeM = fields.number(-20_000, 100_000, "alt");
        double speedKmh = fields.notNegative(1_000, "vel");
        double headingDeg = fields.notNegative(360, "cog");
        double accuracyM = fields.notNegative(1e7, "acc");
        if (!Measure.has(lat) || !Measure.has(lon) || !Plausible.isPlace(lat, lon)) {
            return null;
        }
        return new Fix(lat, lon, true, altitudeM, speedKmh, headingDeg, Fix.UNKNOWN_COUNT, ABSENT, accuracyM);
    }

    /** Null: an event that is neither; its word is an attribute. */
    private static @Nullable Signal crossing(ForeignFields fields) {
        return switch (String.valueOf(fields.text("event"))) {
            case "enter" -> Signal.GEOFENCE_ENTER;
            case "leave" -> Signal.GEOFENCE_EXIT;
            default -> {
                fields.unreadable("event");
                yield null;
            }
        };
    }

    private static String device(Route route) {
        String device = route.channel().split("/", 2)[0];
        return device.length() <= Telemetry.MAX_ATTRIBUTE_VALUE
                ? device
                : device.substring(0, Telemetry.MAX_ATTRIBUTE_VALUE);
    }
}
