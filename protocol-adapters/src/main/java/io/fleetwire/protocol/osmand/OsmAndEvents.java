package io.fleetwire.protocol.osmand;

import static io.fleetwire.event.Measure.ABSENT;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Ids;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Plausible;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.wire.ForeignFields;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Message to telemetry. */
final class OsmAndEvents {

    private static final double KMH_PER_KNOT = 1.852;
    private static final double KMH_PER_MPS = 3.6;
    private static final int PERCENT = 100;

    private static final Set<String> TYPED = Set.of(
            "id",
            "deviceid",
            "timestamp",
            "lat",
            "lon",
            "location",
            "speed",
            "bearing",
            "heading",
            "altitude",
            "accuracy",
            "hdop",
            "valid",
            "sat",
            "ignition",
            "odometer",
            "driverUniqueId",
            "_");

    /** What the apps and their relatives call an alarm. */
    private static final Map<String, Signal> ALARMS = Map.ofEntries(
            Map.entry("sos", Signal.SOS),
            Map.entry("accident", Signal.CRASH),
            Map.entry("hardbraking", Signal.HARSH_BRAKE),
            Map.entry("hardacceleration", Signal.HARSH_ACCELERATION),
            Map.entry("hardcornering", Signal.HARSH_CORNERING),
            Map.entry("overspeed", Signal.OVERSPEED),
            Map.entry("tow", Signal.TOW),
            Map.entry("jamming", Signal.JAMMING),
            Map.entry("powercut", Signal.POWER_CUT),
            Map.entry("lowbattery", Signal.LOW_BATTERY),
            Map.entry("tampering", Signal.TAMPER),
            Map.entry("geofenceenter", Signal.GEOFENCE_ENTER),
            Map.entry("geofenceexit", Signal.GEOFENCE_EXIT),
            Map.entry("idle", Signal.IDLING),
            Map.entry("falldown", Signal.FALL_DOWN));

    private OsmAndEvents() {}

    /** One record for each place. */
    static List<Telemetry> of(OsmAndMessage message, DeviceProfile profile, Instant receivedAt) {
        return switch (message) {
            case OsmAndMessage.Parameters old ->
                List.of(record(
                        old.deviceId(), ForeignFields.of(pair(old.parameters())), KMH_PER_KNOT, profile, receivedAt));
            case OsmAndMessage.Locations json ->
                json.locations().stream()
                        .map(location -> record(
                                json.deviceId(), ForeignFields.of(flat(location)), KMH_PER_MPS, profile, receivedAt))
                        .toList();
        };
    }

    /** {@code location} may be latitude and longitude with a comma between them. */
    private static Map<String, String> pair(Map<String, String> parameters) {
        String[] pair = parameters.getOrDefault("location", "").split(",", -1);
        if (pair.length != 2) {
            return parameters;
        }
        Map<String, String> split = new LinkedHashMap<>(parameters);
        split.putIfAbsent("lat", pair[0]);
        split.putIfAbsent("lon", pair[1]);
        return split;
    }

    /** The new form in the words of the old one. What else there is keeps its name; what is inside something is named by both. */
    private static Map<String, String> flat(JsonNode location) {
        Map<String, String> flat = new LinkedHashMap<>();
        location.properties().forEach(member -> {
            JsonNode value = member.getValue();
            String within =
                    member.getKey().equals("coords") || member.getKey().equals("extras") ? "" : member.getKey() + "_";
            if (value.isObject()) {
                value.properties().forEach(inner -> put(flat, within + inner.getKey(), inner.getValue()));
            } else {
                put(flat, member.getKey(), value);
            }
        });
        rename(flat, "latitude", "lat");
        rename(flat, "longitude", "lon");
        rename(flat, "battery_is_charging", "charge");
        String level = flat.remove("battery_level");
        if (level != null) {
            flat.putIfAbsent("batt", percent(level));
        }
        return flat;
    }

    private static void put(Map<String, String> flat, String name, JsonNode value) {
        if (!value.isNull()) {
            flat.putIfAbsent(name, value.isValueNode() ? value.asText() : value.toString());
        }
    }

    private static void rename(Map<String, String> flat, String name, String known) {
        String value = flat.remove(name);
        if (value != null) {
            flat.putIfAbsent(known, value);
        }
    }

    private static String percent(String level) {
        try {
            double percent = Double.parseDouble(level) * PERCENT;
            return percent < 0 ? level : String.valueOf(Math.round(percent));
        } catch (NumberFormatException e) {
            return level;
        }
    }

    private static Telemetry record(
            String deviceId, ForeignFields fields, double kmhPerUnit, DeviceProfile profile, Instant receivedAt) {
        Instant at = at(fields, profile, receivedAt);
        Fix fix = fix(fields, kmhPerUnit);
        Boolean ignition = fields.bool("ignition");
        double odometerM = fields.number(0, 1e11, "odometer");
        String driver = fields.text("driverUniqueId");
        if (driver != null && !Ids.isId(driver)) {
            fields.unreadable("driverUniqueId");
        }
        Telemetry.Builder record = Telemetry.builder(deviceId, OsmAndAdapter.ID, at.toEpochMilli())
                .receivedAtMs(receivedAt.toEpochMilli())
                .fix(fix)
                .ignition(ignition)
                .odometerM(odometerM)
                .driverTag(driver != null && Ids.isId(driver) ? driver : null);
        Signal signal = ALARMS.get(
                String.valueOf(fields.text("alarm")).toLowerCase(Locale.ROOT).replace("_", ""));
        if (signal != null) {
            record.signal(signal);
        }
        return record.attributes(fields.attributes(TYPED)).build();
    }

    /** Its own time; without one, or with one that cannot be read, that of its arrival. */
    private static Instant at(ForeignFields fields, DeviceProfile profile, Instant receivedAt) {
        String text = fields.text("timestamp");
        if (text == null) {
            return receivedAt;
        }
        ZoneOffset zone = profile.timeZone() == null ? ZoneOffset.UTC : profile.timeZone();
        Instant at = OsmAndTime.read(text, zone);
        if (at == null) {
            fields.unreadable("timestamp");
            return receivedAt;
        }
        return at;
    }

    /** Null: the report has no place. A phone that does not know a value says −1. */
    private static @Nullable Fix fix(ForeignFields fields, double kmhPerUnit) {
        double lat = fields.number(-90, 90, "lat");
        double lon = fields.number(-180, 180, "lon");
        double speed = fields.notNegative(1_000 / kmhPerUnit, "speed");
        double headingDeg = fields.notNegative(360, "bearing", "heading");
        double altitudeM = fields.number(-20_000, 100_000, "altitude");
        double accuracyM = fields.notNegative(1e7, "accuracy");
        double hdop = fields.notNegative(1_000, "hdop");
        double satellites = fields.notNegative(255, "sat");
        Boolean valid = fields.bool("valid");
        if (!Measure.has(lat) || !Measure.has(lon) || !Plausible.isPlace(lat, lon)) {
            return null;
        }
        return new Fix(
                lat,
                lon,
                valid == null || valid,
                altitudeM,
                Measure.has(speed) ? Math.min(1_000, speed * kmhPerUnit) : ABSENT,
                headingDeg,
                Measure.has(satellites) ? (int) satellites : Fix.UNKNOWN_COUNT,
                hdop,
                accuracyM);
    }
}
