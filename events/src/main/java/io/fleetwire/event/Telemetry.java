package io.fleetwire.event;

import static io.fleetwire.event.Measure.ABSENT;

import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One record of a device, decoded.
 *
 * @param deviceId what the device calls itself (an IMEI, an app's user)
 * @param vehicleId the vehicle the device is assigned to
 * @param protocol the adapter's id, such as {@code teltonika}
 * @param deviceTimeMs when, by the device's clock
 * @param receivedAtMs when, by the gateway's clock
 * @param fix where; null where the record has no position
 * @param odometerM metres, or {@link Measure#ABSENT}
 * @param signals what the device itself detected
 * @param dtcs trouble codes, such as {@code P0133}
 * @param driverTag iButton, RFID or card
 * @param attributes what has no typed field, by the protocol's own name ({@code io_113})
 */
public record Telemetry(
        String deviceId,
        String vehicleId,
        String protocol,
        long deviceTimeMs,
        long receivedAtMs,
        @Nullable Fix fix,
        @Nullable Boolean ignition,
        double odometerM,
        Engine engine,
        Power power,
        Acceleration acceleration,
        Set<Signal> signals,
        List<String> dtcs,
        @Nullable String driverTag,
        Map<String, String> attributes)
        implements VehicleEvent {

    /** Most trouble codes a record may carry. */
    public static final int MAX_DTCS = 128;

    /** Most attributes a record may carry: a Codec 8 Extended record of 1,280 bytes holds about 400. */
    public static final int MAX_ATTRIBUTES = 512;

    /** Longest name of an attribute, in characters. */
    public static final int MAX_ATTRIBUTE_NAME = 64;

    /** Longest value of an attribute, in characters: a hex dump of a 1 KiB element. */
    public static final int MAX_ATTRIBUTE_VALUE = 2_048;

    /**
     * @throws IllegalArgumentException naming the field that is out of its range
     */
    public Telemetry {
        Ids.require("deviceId", deviceId);
        if (!vehicleId.equals(deviceId)) {
            Ids.require("vehicleId", vehicleId);
        }
        Measure.within("odometerM", odometerM, 0, 1e11);
        if (dtcs.size() > MAX_DTCS) {
            throw new IllegalArgumentException("dtcs: more than " + MAX_DTCS);
        }
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw new IllegalArgumentException("attributes: more than " + MAX_ATTRIBUTES);
        }
    }

    @Override
    public Instant at() {
        return Instant.ofEpochMilli(deviceTimeMs);
    }

    /** When the gateway received it. */
    public Instant receivedAt() {
        return Instant.ofEpochMilli(receivedAtMs);
    }

    /** The same record for another vehicle: the gateway knows which one a device is assigned to. */
    public Telemetry forVehicle(String vehicle) {
        return copy(vehicle, receivedAtMs, attributes);
    }

    /** The same record, received at another time. */
    public Telemetry receivedAt(long epochMs) {
        return copy(vehicleId, epochMs, attributes);
    }

    /** The same with one more attribute. */
    public Telemetry withAttribute(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(name, value);
        return copy(vehicleId, receivedAtMs, more);
    }

    private Telemetry copy(String newVehicleId, long newReceivedAtMs, Map<String, String> newAttributes) {
        return new Telemetry(
                deviceId,
                newVehicleId,
                protocol,
                deviceTimeMs,
                newReceivedAtMs,
                fix,
                ignition,
                odometerM,
                engine,
                power,
                acceleration,
                signals,
                dtcs,
                driverTag,
                newAttributes);
    }

    /** A record of {@code deviceId}, for a vehicle of the same name until {@link Builder#vehicleId} says otherwise. */
    public static Builder builder(String deviceId, String protocol, long deviceTimeMs) {
        return new Builder(deviceId, protocol, deviceTimeMs);
    }

    /** Collects what a device reported; what it did not report stays absent. */
    public static final class Builder {
        private final String deviceId;
        private final String protocol;
        private final long deviceTimeMs;
        private String vehicleId;
        private long receivedAtMs;
        private @Nullable Fix fix;
        private @Nullable Boolean ignition;
        private double odometerM = ABSENT;
        private Engine engine = Engine.NONE;
        private Power power = Power.NONE;
        private Acceleration acceleration = Acceleration.NONE;
        private Set<Signal> signals = Set.of();
        private List<String> dtcs = List.of();
        private @Nullable String driverTag;
        private Map<String, String> attributes = Map.of();

        private Builder(String deviceId, String protocol, long deviceTimeMs) {
            this.deviceId = deviceId;
            this.vehicleId = deviceId;
            this.protocol = protocol;
            this.deviceTimeMs = deviceTimeMs;
            this.receivedAtMs = deviceTimeMs;
        }

        public Builder vehicleId(String value) {
            vehicleId = value;
            return this;
        }

        public Builder receivedAtMs(long value) {
            receivedAtMs = value;
            return this;
        }

        public Builder fix(@Nullable Fix value) {
            fix = value;
            return this;
        }

        public Builder ignition(@Nullable Boolean value) {
            ignition = value;
            return this;
        }

        public Builder odometerM(double value) {
            odometerM = value;
            return this;
        }

        public Builder engine(Engine value) {
            engine = value;
            return this;
        }

        public Builder power(Power value) {
            power = value;
            return this;
        }

        public Builder acceleration(Acceleration value) {
            acceleration = value;
            return this;
        }

        /** Adds one signal. */
        public Builder signal(Signal value) {
            if (signals.isEmpty()) {
                signals = EnumSet.of(value);
            } else {
                signals.add(value);
            }
            return this;
        }

        public Builder dtcs(List<String> value) {
            dtcs = value;
            return this;
        }

        public Builder driverTag(@Nullable String value) {
            driverTag = value;
            return this;
        }

        /** The attributes, taken over as they are: the caller does not change them afterwards. */
        public Builder attributes(Map<String, String> value) {
            attributes = value;
            return this;
        }

        /**
         * @throws IllegalArgumentException naming the field that is out of its range
         */
        public Telemetry build() {
            return new Telemetry(
                    deviceId,
                    vehicleId,
                    protocol,
                    deviceTimeMs,
                    receivedAtMs,
                    fix,
                    ignition,
                    odometerM,
                    engine,
                    power,
                    acceleration,
                    signals,
                    dtcs,
                    driverTag,
                    attributes);
        }
    }
}
