package io.fleetwire.engine.vehicle;

import io.fleetwire.event.Acceleration;
import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.Engine;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Power;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripEvent;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.event.wire.RecordId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the core looks at in an event, without what it never reads (attributes): kept for replays. Observations of a vehicle have one order, by time
 * and then by id, whatever order they arrive in.
 */
sealed interface Observation {

    /** When it was made: by the device's clock, less a time zone that it should not have added. */
    long atMs();

    /** What makes it the same observation. */
    long id();

    /** When the gateway received it. */
    long receivedAtMs();

    /** Whether it comes after the observation with this time and id. */
    default boolean isAfter(long otherAtMs, long otherId) {
        return atMs() != otherAtMs ? atMs() > otherAtMs : id() > otherId;
    }

    /**
     * A record of a device.
     *
     * @param kind what kind of message of which device it came in: only the same kind can say that a state it told is over
     * @param busSpeedKmh the speed by the vehicle's own bus, known without satellites, too; NaN where it was not reported
     */
    record Reading(
            long atMs,
            long id,
            long receivedAtMs,
            String deviceId,
            int kind,
            double busSpeedKmh,
            @Nullable Fix fix,
            @Nullable Boolean ignition,
            double odometerM,
            Engine engine,
            Power power,
            Acceleration acceleration,
            Set<Signal> signals,
            @Nullable String driverTag)
            implements Observation {

        /** The attribute in which dongles report the speed of the bus. */
        private static final String BUS_SPEED = "obdSpeedKmh";

        /** The attribute in which protocols name the type of a message. */
        private static final String MESSAGE_TYPE = "type";

        static Reading of(Telemetry record) {
            return of(record, record.deviceTimeMs(), record.deviceId());
        }

        /**
         * The record as an observation.
         *
         * @param atMs when it was made, with a wrong time zone corrected
         * @param deviceId its device's id: one instance for all observations of a vehicle
         */
        static Reading of(Telemetry record, long atMs, String deviceId) {
            Map<String, String> attributes = record.attributes();
            return new Reading(
                    atMs,
                    RecordId.of(record),
                    record.receivedAtMs(),
                    deviceId,
                    kind(record),
                    attributes.isEmpty() ? Measure.ABSENT : number(attributes.get(BUS_SPEED)),
                    record.fix(),
                    record.ignition(),
                    record.odometerM(),
                    record.engine(),
                    record.power(),
                    record.acceleration(),
                    record.signals(),
                    record.driverTag());
        }

        private static int kind(Telemetry record) {
            String type =
                    record.attributes().isEmpty() ? null : record.attributes().get(MESSAGE_TYPE);
            int hash = record.deviceId().hashCode() * 31 + (type == null ? 0 : type.hashCode());
            return hash * 31 + (record.fix() == null ? 1 : 2);
        }

        private static double number(@Nullable String text) {
            if (text == null) {
                return Measure.ABSENT;
            }
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                return Measure.ABSENT;
            }
        }
    }

    /**
     * What a driver's app reported.
     *
     * @param driverId whom it names
     */
    record AppReport(
            long atMs,
            long id,
            long receivedAtMs,
            Kind kind,
            @Nullable String driverId,
            double lat,
            double lon) implements Observation {

        /** What the core has a use for. */
        enum Kind {
            TRIP_START,
            TRIP_END,
            SHIFT_START,
            SHIFT_END,
            SOS
        }

        /** Null where the core has no use for it. */
        static @Nullable AppReport of(VehicleEvent event, long receivedAtMs) {
            return switch (event) {
                case Telemetry record -> null;
                case TripEvent trip -> of(trip, receivedAtMs);
                case DriverEvent driver -> of(driver, receivedAtMs);
            };
        }

        private static @Nullable AppReport of(TripEvent event, long receivedAtMs) {
            return switch (event.event()) {
                case TRIP_START -> of(event, Kind.TRIP_START, receivedAtMs);
                case TRIP_END -> of(event, Kind.TRIP_END, receivedAtMs);
                case STOP_ARRIVED, STOP_DEPARTED, DELIVERED, DELIVERY_FAILED, BREAK_START, BREAK_END -> null;
            };
        }

        private static @Nullable AppReport of(DriverEvent event, long receivedAtMs) {
            return switch (event.event()) {
                case SHIFT_START -> of(event, Kind.SHIFT_START, receivedAtMs);
                case SHIFT_END -> of(event, Kind.SHIFT_END, receivedAtMs);
                case SOS -> of(event, Kind.SOS, receivedAtMs);
                case AVAILABLE, BUSY, CHECKLIST -> null;
            };
        }

        private static AppReport of(TripEvent event, Kind kind, long receivedAtMs) {
            return of(event.at().toEpochMilli(), receivedAtMs, kind, event.driverId(), event.lat(), event.lon());
        }

        private static AppReport of(DriverEvent event, Kind kind, long receivedAtMs) {
            return of(event.at().toEpochMilli(), receivedAtMs, kind, event.driverId(), event.lat(), event.lon());
        }

        private static AppReport of(
                long atMs,
                long receivedAtMs,
                Kind kind,
                @Nullable String driverId,
                @Nullable Double lat,
                @Nullable Double lon) {
            String identity = kind + "\n" + driverId + '\n' + atMs;
            long id = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
                    .getMostSignificantBits();
            return new AppReport(
                    atMs,
                    id,
                    receivedAtMs,
                    kind,
                    driverId,
                    lat == null ? Double.NaN : lat,
                    lon == null ? Double.NaN : lon);
        }
    }
}
