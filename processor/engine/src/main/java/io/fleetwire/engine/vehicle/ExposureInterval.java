package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.fact.Fact.BehaviorFact;
import io.fleetwire.engine.fact.FactId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A slice of a trip under one driver: what a driver's events are measured by, told in pieces so that a score need not wait for the trip's end. */
record ExposureInterval(String tripId, @Nullable String driverId, long startMs, double distanceM) {

    ExposureInterval driven(double metres) {
        return metres == 0 ? this : new ExposureInterval(tripId, driverId, startMs, distanceM + metres);
    }

    BehaviorFact fact(String vehicleId, long endMs) {
        return new BehaviorFact(
                FactId.of("behavior/exposure", vehicleId, tripId, startMs),
                BehaviorFact.Kind.EXPOSURE,
                vehicleId,
                driverId,
                tripId,
                Instant.ofEpochMilli(startMs),
                distanceM,
                "m",
                distanceM,
                Math.max(0, endMs - startMs) / 1000.0,
                0,
                "derived",
                null,
                null,
                0,
                false);
    }
}
