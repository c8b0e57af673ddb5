package io.fleetwire.protocol.owntracks;

import static io.fleetwire.event.Measure.ABSENT;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Ids;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.event.wire.Json;
import io.fleetwire.event.wire.JsonFields;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.PayloadAdapter;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The messages of the OwnTracks apps. */
public final class OwnTracksAdapter implements PayloadAdapter {

    /** The protocol's id. */
    public static final String ID = "owntracks";

    private static final String PREFIX = "owntracks/";

    /** Under which an app publishes: {@code owntracks/user/device} itself, or one of these below it. */
    private static final Set<String> BRANCHES =
            Set.of("event", "waypoint", "waypoints", "info", "dump", "status", "step", "steps", "beacon");

    private static final Set<String> WITHOUT_EVENTS = Set.of(
            "lwt",
            "waypoint",
            "waypoints",
            "card",
            "configuration",
            "dump",
            "status",
            "steps",
            "beacon",
            "request",
            "cmd");

    /** What has a typed field, and what says nothing about the vehicle. */
    private static final Set<String> NO_ATTRIBUTES = Set.of(
            "_type", "_id", "topic", "created_at", "tst", "lat", "lon", "alt", "vel", "cog", "acc", "SSID", "BSSID");

    private static final int MILLIS = 1_000;

    @Override
    public String id() {
        return ID;
    }

    /** The channel is the device's name and what stands below it. */
    @Override
    public @Nullable Route route(String topic) {
        if (!topic.startsWith(PREFIX)) {
            return null;
        }
        String[] levels = topic.substring(PREFIX.length()).split("/", -1);
        boolean known = levels.length == 2 || (levels.length == 3 && BRANCHES.contains(levels[2]));
        if (!known || !Ids.isId(levels[0]) || !Ids.isId(levels[1])) {
            return null;
        }
        return new Route(levels[0], topic.substring(PREFIX.length() + levels[0].length() + 1), true);
    }

    @Override
    public List<VehicleEvent> receive(Route route, byte[] payload, Instant receivedAt) throws Malformed {
        if (payload.length == 0) {
            return List.of();
        }
        try {
            JsonFields fields = JsonFields.of(Json.mapper().readTree(payload));
            String type = fields.required("_type");
            if (WITHOUT_EVENTS.contains(type)) {
                return List.of();
            }
            return switch (type) {
                case "location" -> List.of(telemetry(route, fields, receivedAt).build());
                case "transition" ->
                    List.of(telemetry(route, fields, receivedAt)
                            .signal(crossing(fields))
                            .build());
                case "encrypted" ->
                    throw new Malformed("the payload is encrypted: remove the encryption key in the app, and use TLS");
                default -> throw new Malformed("_type: no such message");
            };
        } catch (IOException e) {
            throw new Malformed("not JSON: " + Json.reason(e));
        } catch (MalformedEventException e) {
            throw new Malformed(e.reason());
        } catch (IllegalArgumentException e) {
            throw new Malformed(String.valueOf(e.getMessage()));
        }
    }

    private static Telemetry.Builder telemetry(Route route, JsonFields f, Instant receivedAt)
            throws MalformedEventException {
        double seconds = f.number("tst");
        if (!Measure.has(seconds)) {
            throw new MalformedEventException("tst is required");
        }
        return Telemetry.builder(route.deviceId(), ID, Math.round(seconds * MILLIS))
                .receivedAtMs(receivedAt.toEpochMilli())
                .fix(new Fix(
                        f.number("lat"),
                        f.number("lon"),
                        true,
                        f.number("alt"),
                        notNegative(f.number("vel")),
                        notNegative(f.number("cog")),
                        Fix.UNKNOWN_COUNT,
                        ABSENT,
                        notNegative(f.number("acc"))))
                .attributes(attributes(route, f.node()));
    }

    private static double notNegative(double value) {
        return value < 0 ? ABSENT : value;
    }

    private static Signal crossing(JsonFields f) throws MalformedEventException {
        return switch (f.required("event")) {
            case "enter" -> Signal.GEOFENCE_ENTER;
            case "leave" -> Signal.GEOFENCE_EXIT;
            default -> throw new MalformedEventException("event: neither enter nor leave");
        };
    }

    private static Map<String, String> attributes(Route route, JsonNode node) throws MalformedEventException {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!NO_ATTRIBUTES.contains(field.getKey()) && !field.getValue().isNull()) {
                String text = text(field.getValue());
                if (field.getKey().length() > Telemetry.MAX_ATTRIBUTE_NAME
                        || text.length() > Telemetry.MAX_ATTRIBUTE_VALUE) {
                    throw new MalformedEventException("a name or value is too long");
                }
                attributes.put(field.getKey(), text);
            }
        }
        attributes.put("device", route.channel().split("/", 2)[0]);
        return attributes;
    }

    /** {@code inregions} is a list of names. */
    private static String text(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(","))
                : value.isValueNode() ? value.asText() : value.toString();
    }
}
