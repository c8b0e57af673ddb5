package io.fleetwire.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a screen shows of a vehicle, on {@code fleet.live}: at most one per vehicle and second. An item is whole: what is absent in it is absent, not
 * unchanged. Of several the last on the topic counts, whatever their times say.
 *
 * @param at when the device was there; {@code lat} and {@code lon} are null until it had a fix
 * @param receivedAt when the gateway received the record: latency is measured from here; null: no record is behind it, the vehicle fell silent
 * @param valid false: the last known place
 */
public record LivePosition(
        String vehicleId,
        String deviceId,
        String protocol,
        Instant at,
        @Nullable Instant receivedAt,
        @Nullable Double lat,
        @Nullable Double lon,
        boolean valid,
        @Nullable Double speedKmh,
        @Nullable Double headingDeg,
        Status status,
        @Nullable Boolean ignition,
        @Nullable String driverId,
        @Nullable String tripId,
        @Nullable Double odometerM,
        @Nullable Integer satellites,
        @Nullable EngineView engine,
        @Nullable PowerView power,
        @Nullable Anomaly anomaly) {

    /** What the vehicle does. */
    public enum Status {
        MOVING,
        IDLE,
        STOPPED,
        OFFLINE
    }

    /** How old a value of the vehicle's other device may be to be shown beside this one's. */
    public static final Duration CARRIED = Duration.ofSeconds(30);

    /**
     * The same, completed with what another device of the vehicle said within {@link #CARRIED}: a dongle knows the engine, a phone the place, a
     * screen shows one vehicle. The receive times decide: the clock of one device must not keep its values alive.
     */
    public LivePosition completedFrom(LivePosition earlier) {
        // Silence carries nothing on: no record is behind it.
        if (earlier.receivedAt == null
                || receivedAt == null
                || earlier.receivedAt.plus(CARRIED).isBefore(receivedAt)) {
            return this;
        }
        return new LivePosition(
                vehicleId,
                deviceId,
                protocol,
                at,
                receivedAt,
                lat,
                lon,
                valid,
                speedKmh,
                headingDeg,
                status,
                ignition == null ? earlier.ignition : ignition,
                driverId,
                tripId,
                odometerM == null ? earlier.odometerM : odometerM,
                satellites == null ? earlier.satellites : satellites,
                engine == null ? earlier.engine : engine,
                power == null ? earlier.power : power,
                anomaly == null ? earlier.anomaly : anomaly);
    }

    /** The same with the model's verdict. */
    public LivePosition with(Anomaly verdict) {
        return copy(status, verdict);
    }

    /** The same in another state. */
    public LivePosition with(Status newStatus) {
        return copy(newStatus, anomaly);
    }

    private LivePosition copy(Status newStatus, @Nullable Anomaly newAnomaly) {
        return new LivePosition(
                vehicleId,
                deviceId,
                protocol,
                at,
                receivedAt,
                lat,
                lon,
                valid,
                speedKmh,
                headingDeg,
                newStatus,
                ignition,
                driverId,
                tripId,
                odometerM,
                satellites,
                engine,
                power,
                newAnomaly);
    }

    /** {@link Engine} with nulls for what was not reported, as JSON wants it. */
    public record EngineView(
            @Nullable Double rpm,
            @Nullable Double loadPct,
            @Nullable Double coolantC,
            @Nullable Double throttlePct,
            @Nullable Double fuelLevelPct,
            @Nullable Double fuelRateLph) {}

    /** {@link Power} with nulls for what was not reported. */
    public record PowerView(
            @Nullable Double externalV, @Nullable Double batteryV) {}

    /**
     * The autoencoder's verdict.
     *
     * @param reconstructionError mean squared error of the window, in standard deviations squared
     * @param threshold above it the window is an anomaly
     * @param top the features with the largest share of the error, largest first
     */
    public record Anomaly(double reconstructionError, double threshold, boolean isAnomaly, List<String> top) {
        public Anomaly {
            top = List.copyOf(top);
        }
    }
}
