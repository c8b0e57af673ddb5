package io.fleetwire.engine.score;

/**
 * Sums over a driver's behaviour facts (those not deleted) of some days. Sums do not care about order, so late records change a score and never
 * spoil it.
 *
 * @param distanceM metres of all {@code EXPOSURE}
 * @param durationS seconds of all {@code EXPOSURE}
 * @param crashes number of {@code CRASH}
 * @param overspeedMinorS seconds of {@code OVERSPEED} of severity 1
 * @param overspeedMajorS of severity 2
 * @param overspeedSevereS of severity 3
 * @param idleS seconds of {@code IDLING}
 */
public record DriverTotals(
        double distanceM,
        double durationS,
        long harshBrakes,
        long harshAccelerations,
        long harshCornerings,
        long crashes,
        long overspeeds,
        double overspeedMinorS,
        double overspeedMajorS,
        double overspeedSevereS,
        long idlings,
        double idleS) {

    /** Nothing driven. */
    public static final DriverTotals NONE = new DriverTotals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** The totals of both: of two drivers, or of two periods. */
    public DriverTotals plus(DriverTotals other) {
        return new DriverTotals(
                distanceM + other.distanceM,
                durationS + other.durationS,
                harshBrakes + other.harshBrakes,
                harshAccelerations + other.harshAccelerations,
                harshCornerings + other.harshCornerings,
                crashes + other.crashes,
                overspeeds + other.overspeeds,
                overspeedMinorS + other.overspeedMinorS,
                overspeedMajorS + other.overspeedMajorS,
                overspeedSevereS + other.overspeedSevereS,
                idlings + other.idlings,
                idleS + other.idleS);
    }
}
