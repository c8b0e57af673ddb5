package io.fleetwire.service.store;

import io.fleetwire.engine.fact.Fact.BehaviorFact.Kind;
import io.fleetwire.engine.score.DriverTotals;

/** Reads sums of {@code fact_driver_behavior} as what a score is made of. */
final class Totals {

    private Totals() {}

    /** A row of {@code driver_exposure}. */
    static DriverTotals exposure(Row row) {
        return new DriverTotals(row.number("distance_m"), row.number("duration_s"), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** A row of {@code driver_events}: one kind, one severity. */
    static DriverTotals events(Row row) {
        long events = row.whole("events");
        double durationS = row.number("duration_s");
        return switch (Kind.valueOf(row.text("kind"))) {
            case EXPOSURE -> DriverTotals.NONE;
            case HARSH_BRAKE -> new DriverTotals(0, 0, events, 0, 0, 0, 0, 0, 0, 0, 0, 0);
            case HARSH_ACCELERATION -> new DriverTotals(0, 0, 0, events, 0, 0, 0, 0, 0, 0, 0, 0);
            case HARSH_CORNERING -> new DriverTotals(0, 0, 0, 0, events, 0, 0, 0, 0, 0, 0, 0);
            case CRASH -> new DriverTotals(0, 0, 0, 0, 0, events, 0, 0, 0, 0, 0, 0);
            case OVERSPEED -> overspeed(events, durationS, row.whole("severity"));
            case IDLING -> new DriverTotals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, events, durationS);
        };
    }

    private static DriverTotals overspeed(long events, double durationS, long severity) {
        return new DriverTotals(
                0,
                0,
                0,
                0,
                0,
                0,
                events,
                severity <= 1 ? durationS : 0,
                severity == 2 ? durationS : 0,
                severity >= 3 ? durationS : 0,
                0,
                0);
    }
}
