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
import org.jspecify.annotations.Nullable;

/**
 * What the fleet consists of, on the compacted topic {@code fleet.config}: the newest value of each {@link #key} counts, a null value deletes.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ConfigEntry.Device.class, name = "device"),
    @JsonSubTypes.Type(value = ConfigEntry.Knock.class, name = "knock"),
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
     * @param settings what is special about it, read by its adapter: {@code model}, {@code timeZone} (such as {@code +08:00}), {@code lenientChecksum},
     *     {@code replyToLocations}, {@code addressedCommands}; and by the service: {@code dangerousCommands}
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
     * An unknown device that knocked and was refused. A key of its own, so that it can never overwrite an adoption.
     *
     * @param remote the address it came from
     * @param times how often so far
     */
    record Knock(String deviceId, String protocol, String remote, Instant firstAt, Instant lastAt, long times)
            implements ConfigEntry {
        public Knock {
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
