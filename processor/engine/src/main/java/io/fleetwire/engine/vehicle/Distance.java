package io.fleetwire.engine.vehicle;

/**
 * How far a trip went: along its fixes, straight across its gaps, and by the odometer of one device.
 *
 * @param pathM the sum of the legs between fixes
 * @param gapM straight lines across gaps, not driven as far as anybody knows
 * @param odometerDevice whose odometer is read; empty: none has been yet
 * @param odometerStartM that odometer when the trip began; NaN: unknown then
 * @param odometerM that odometer now
 */
record Distance(double pathM, double gapM, String odometerDevice, double odometerStartM, double odometerM) {

    static final Distance ZERO = new Distance(0, 0, "", Double.NaN, Double.NaN);

    /** An odometer beside the path by less than this is right, whatever the share. */
    private static final double TOLERANCE_M = 50;

    /** A path of chords is shorter than the road by some percent, a wheel is worn by some. */
    private static final double BELOW = 0.05;

    private static final double ABOVE = 0.15;

    /** A road across a gap is at most so much longer than the straight line: more is another odometer. */
    private static final double DETOUR = 2;

    /** An odometer counts in steps of at most this share of the trip, or its steps are the larger error. */
    private static final double STEP_SHARE = 0.01;

    /** Where the distance comes from. */
    enum Source {
        ODOMETER,
        PATH
    }

    /** The distance of a trip that begins now. */
    static Distance from(Device device) {
        return new Distance(0, 0, device.id(), device.odometerM(), device.odometerM());
    }

    Distance plus(double drivenM, double acrossM) {
        return drivenM == 0 && acrossM == 0
                ? this
                : new Distance(pathM + drivenM, gapM + acrossM, odometerDevice, odometerStartM, odometerM);
    }

    /** The odometer as a device reports it now; another device's is not mixed in. */
    Distance reading(Device device) {
        return Double.isNaN(device.odometerM()) || !device.id().equals(odometerDevice)
                ? this
                : new Distance(pathM, gapM, odometerDevice, odometerStartM, device.odometerM());
    }

    Source source() {
        double byOdometerM = odometerM - odometerStartM;
        if (Double.isNaN(byOdometerM) || byOdometerM <= 0 || stepM() > STEP_SHARE * byOdometerM) {
            return Source.PATH;
        }
        double lowM = pathM * (1 - BELOW) + 0.9 * gapM - TOLERANCE_M;
        double highM = pathM * (1 + ABOVE) + DETOUR * gapM + TOLERANCE_M;
        return byOdometerM >= lowM && byOdometerM <= highM ? Source.ODOMETER : Source.PATH;
    }

    /** Metres driven: the odometer's difference where it is plausible against the path, else the path without its gaps. */
    double drivenM() {
        return source() == Source.ODOMETER ? odometerM - odometerStartM : pathM;
    }

    /** The step in which the odometer seems to count. */
    private double stepM() {
        if (odometerM % 1000 == 0 && odometerStartM % 1000 == 0) {
            return 1000;
        }
        return odometerM % 100 == 0 && odometerStartM % 100 == 0 ? 100 : 1;
    }
}
