package io.fleetwire.engine.vehicle;

import io.fleetwire.event.Acceleration;
import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.Engine;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Power;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripEvent;
import io.fleetwire.event.wire.RecordId;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the core looks at in an event, without what it never reads (attributes): kept for replays. Observations of a vehicle have one order, by time
 * and then by id, whatever order they arrive in.
 */
sealed interface Observation {

    /** When it was made, by the device's clock. */
    long atMs();

    /** What makes it the same observation. */
    long id();

    /** When the gateway received it. */
    long receivedAtMs();

    /** Whether it comes after the observation with this time and id. */
    default boolean isAfter(long otherAtMs, long otherId) {
        return atMs() != otherAtMs ? atMs() > otherAtMs : id() > otherId;
    }

    /** Whether it was made by a clock that runs ahead: no honest record comes from the future. */
    default boolean isAhead() {
        return atMs() - receivedAtMs() > MAX_HONEST_AHEAD_MS;
    }

    /** What a device without a GPS-set clock may be ahead, and the gateway's clock behind. */
    long MAX_HONEST_AHEAD_MS = 300_000;

    /** A record of a device. */
    record Reading(
            long atMs,
            long id,
            long receivedAtMs,
            @Nullable Fix fix,
            @Nullable Boolean ignition,
            double odometerM,
            Engine engine,
            Power power,
            Acceleration acceleration,
            Set<Signal> signals,
            @Nullable String driverTag)
            implements Observation {

        static Reading of(Telemetry record) {
            return new Reading(
                    record.deviceTimeMs(),
                    RecordId.of(record),
                    record.receivedAtMs(),
                    record.fix(),
                    record.ignition(),
                    record.odometerM(),
                    record.engine(),
                    record.power(),
                    record.acceleration(),
                    record.signals(),
                    record.driverTag());
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

        static @Nullable AppReport of(TripEvent event, long receivedAtMs) {
            return switch (event.event()) {
                case TRIP_START -> of(event, Kind.TRIP_START, receivedAtMs);
                case TRIP_END -> of(event, Kind.TRIP_END, receivedAtMs);
                case STOP_ARRIVED, STOP_DEPARTED, DELIVERED, DELIVERY_FAILED, BREAK_START, BREAK_END -> null;
            };
        }

        static @Nullable AppReport of(DriverEvent event, long receivedAtMs) {
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
