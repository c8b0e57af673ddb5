package io.fleetwire.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the fleet consists of, on the compacted topic {@code fleet.config}: the newest value of each {@link #key} counts, a null value deletes.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ConfigEntry.Device.class, name = "device"),
    @JsonSubTypes.Type(value = ConfigEntry.UnknownDevice.class, name = "knock"),
    @JsonSubTypes.Type(value = ConfigEntry.Pinned.class, name = "pinned"),
    @JsonSubTypes.Type(value = ConfigEntry.Vehicle.class, name = "vehicle"),
    @JsonSubTypes.Type(value = ConfigEntry.Geofence.class, name = "geofence"),
    @JsonSubTypes.Type(value = ConfigEntry.Tap.class, name = "tap")
})
public sealed interface ConfigEntry {

    /** The record's key: kind and id, such as {@code device/356307042441013}. */
    String key();

    /**
     * A device somebody registered or adopted.
     *
     * @param protocol the adapter it must speak; null: any
     * @param settings what is special about it. Its adapter reads {@code model}, {@code timeZone} (such as {@code +08:00}), {@code lenientChecksum},
     *     {@code replyToLocations}, {@code addressedCommands}, {@code bigEndianMileage}; the gateway's door reads {@code requireTls}, {@code requireCertificate}, {@code allowFrom}
     *     (addresses and networks), {@code pinning} ({@code off}, {@code flag}, {@code refuse}; the gateway's own unless given); the service reads
     *     {@code dangerousCommands}; the engine reads {@code offlineAfter} (an ISO 8601 duration: silent for so long it is offline at the latest)
     * @param secretHash what its MQTT password must hash to; null: it cannot log in with a password
     */
    record Device(
            String deviceId,
            String vehicleId,
            @Nullable String protocol,
            Status status,
            @Nullable String secretHash,
            Map<String, String> settings,
            Instant createdAt)
            implements ConfigEntry {

        /** Whether it is let in. */
        public enum Status {
            ACTIVE,
            DISABLED
        }

        public Device {
            Ids.require("deviceId", deviceId);
            Ids.require("vehicleId", vehicleId);
            settings = settings == null ? Map.of() : Map.copyOf(settings);
        }

        @Override
        public String key() {
            return keyOf(deviceId);
        }

        /** The key of a device's entry. */
        public static String keyOf(String deviceId) {
            return "device/" + deviceId;
        }
    }

    /**
     * An unknown device that tried to connect and was refused. A key of its own, so that it can never overwrite an adoption.
     *
     * @param remote the address it came from
     * @param times how often so far
     */
    record UnknownDevice(String deviceId, String protocol, String remote, Instant firstAt, Instant lastAt, long times)
            implements ConfigEntry {
        public UnknownDevice {
            Ids.require("deviceId", deviceId);
        }

        @Override
        public String key() {
            return keyOf(deviceId);
        }

        /** The key of a knock's entry. */
        public static String keyOf(String deviceId) {
            return "knock/" + deviceId;
        }
    }

    /**
     * What a device showed of itself when it was first heard, and what did not fit that later. Its id alone proves nothing, and this is what makes another
     * device with the same id stand out. Written by the gateway when something is new, and by the service when somebody accepts what is flagged.
     *
     * @param revision counts the writes, so that a writer knows an older state of its own when it comes back
     * @param first what it showed first: what ({@code protocol}, {@code model}, {@code firmware}, {@code sim}, {@code certificate}, {@code network}) → value
     * @param flags at most one of each kind: the latest
     */
    record Pinned(String deviceId, long revision, Map<String, String> first, List<Flag> flags) implements ConfigEntry {

        /** Most values and most flags: there are fewer kinds of either. */
        private static final int MAX_KINDS = 32;

        /**
         * Something did not fit.
         *
         * @param what the kind: one of {@link Pinned#first}, or {@code travel}, {@code session}
         * @param expected what it showed first; where it was before
         * @param seen what it shows now; where it is now
         * @param remote the address it came from
         * @param at when last
         * @param times how often
         */
        public record Flag(String what, String expected, String seen, String remote, Instant at, long times) {}

        public Pinned {
            Ids.require("deviceId", deviceId);
            first = first == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(first));
            flags = flags == null ? List.of() : List.copyOf(flags);
            if (first.size() > MAX_KINDS || flags.size() > MAX_KINDS) {
                throw new IllegalArgumentException("at most " + MAX_KINDS + " kinds of values and flags");
            }
        }

        /** A device that has shown nothing yet. */
        public static Pinned nothing(String deviceId) {
            return new Pinned(deviceId, 0, Map.of(), List.of());
        }

        /** The flag of a kind; null: none. */
        public @Nullable Flag flag(String what) {
            return flags.stream()
                    .filter(flag -> flag.what().equals(what))
                    .findAny()
                    .orElse(null);
        }

        /** It shows this for the first time. */
        public Pinned showing(String what, String value) {
            Map<String, String> more = new TreeMap<>(first);
            more.put(what, value);
            return new Pinned(deviceId, revision + 1, more, flags);
        }

        /** The same with this flag, instead of an earlier one of its kind. */
        public Pinned flagged(Flag flag) {
            List<Flag> others =
                    flags.stream().filter(f -> !f.what().equals(flag.what())).toList();
            return new Pinned(
                    deviceId,
                    revision + 1,
                    first,
                    Stream.concat(others.stream(), Stream.of(flag)).toList());
        }

        /** Somebody looked at the flags and says that all of it is right: what was seen last is what it is pinned to from now on. */
        public Pinned accepted() {
            Map<String, String> now = new TreeMap<>(first);
            flags.forEach(flag -> now.computeIfPresent(flag.what(), (what, before) -> flag.seen()));
            return new Pinned(deviceId, revision + 1, now, List.of());
        }

        @Override
        public String key() {
            return keyOf(deviceId);
        }

        /** The key of what a device is pinned to. */
        public static String keyOf(String deviceId) {
            return "pinned/" + deviceId;
        }
    }

    /**
     * What is special about a vehicle.
     *
     * @param speedLimitKmh its own limit; null: the fleet's
     */
    record Vehicle(
            String vehicleId,
            VehicleClass vehicleClass,
            @Nullable Double speedLimitKmh) implements ConfigEntry {
        public Vehicle {
            Ids.require("vehicleId", vehicleId);
        }

        @Override
        public String key() {
            return "vehicle/" + vehicleId;
        }
    }

    /**
     * Somebody listens in on a device: every gateway copies the device's frames to {@code fleet.taps} until then, and stops by itself.
     *
     * @param until no later than {@link #LONGEST} after it was asked for
     */
    record Tap(String deviceId, Instant until) implements ConfigEntry {

        /** A tap that nobody prolongs ends after this. */
        public static final Duration LONGEST = Duration.ofMinutes(10);

        /** Most taps at a time: each costs its frames once more. */
        public static final int MOST = 16;

        public Tap {
            Ids.require("deviceId", deviceId);
        }

        @Override
        public String key() {
            return keyOf(deviceId);
        }

        /** The key of a tap's entry. */
        public static String keyOf(String deviceId) {
            return "tap/" + deviceId;
        }
    }

    /** Classes with thresholds of their own (DEFINITIONS: harsh events). */
    enum VehicleClass {
        CAR,
        VAN,
        HEAVY
    }

    /**
     * An area whose borders are watched.
     *
     * @param polygon rings of {@code [lon, lat]}, closed or not; empty for a circle
     * @param centre {@code [lon, lat]} of a circle; null for a polygon
     */
    record Geofence(
            String id,
            String name,
            Shape shape,
            List<List<Double>> polygon,
            @Nullable List<Double> centre,
            @Nullable Double radiusM,
            Set<Crossing> alertOn)
            implements ConfigEntry {

        /** How the area is given. */
        public enum Shape {
            POLYGON,
            CIRCLE
        }

        /** Which crossings raise an alert. */
        public enum Crossing {
            ENTER,
            EXIT
        }

        /** Most corners of a polygon. */
        public static final int MAX_CORNERS = 1_000;

        public Geofence {
            Ids.require("id", id);
            polygon = List.copyOf(polygon);
            // In the order of the enum, so that the same entry gives the same bytes.
            alertOn = alertOn.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(alertOn));
            if (shape == Shape.CIRCLE && (centre == null || radiusM == null || radiusM <= 0)) {
                throw new IllegalArgumentException("a circle needs a centre and a radiusM above 0");
            }
            if (shape == Shape.POLYGON && (polygon.size() < 3 || polygon.size() > MAX_CORNERS)) {
                throw new IllegalArgumentException("a polygon needs 3 to " + MAX_CORNERS + " corners");
            }
            polygon.forEach(corner -> requirePlace("a corner", corner));
            if (centre != null) {
                requirePlace("centre", centre);
            }
        }

        private static void requirePlace(String name, List<Double> lonLat) {
            boolean place = lonLat.size() == 2 && Math.abs(lonLat.get(0)) <= 180 && Math.abs(lonLat.get(1)) <= 90;
            if (!place) {
                throw new IllegalArgumentException(name + " must be [lon, lat] in degrees");
            }
        }

        @Override
        public String key() {
            return keyOf(id);
        }

        /** The key of a geofence's entry. */
        public static String keyOf(String id) {
            return "geofence/" + id;
        }
    }
}
