package io.fleetwire.protocol.teltonika;

/**
 * The typed fields of a record that an IO element can fill, with the values they accept (the same as {@link io.fleetwire.event.Engine} and its
 * siblings). A value outside is kept as an attribute: it is not believed, and not lost.
 */
enum Field {
    IGNITION(0, 1),
    ODOMETER_M(0, 1e11),
    EXTERNAL_V(0, 1_000),
    BATTERY_V(0, 1_000),
    RPM(0, 65_535),
    LOAD_PCT(0, 100),
    COOLANT_C(-100, 1_000),
    THROTTLE_PCT(0, 100),
    FUEL_LEVEL_PCT(0, 100),
    FUEL_RATE_LPH(0, 10_000),
    X_G(-100, 100),
    Y_G(-100, 100),
    Z_G(-100, 100),
    /** 0 is no dilution but a missing one. The last number: {@link Readings} counts on it. */
    HDOP(0.1, 1_000),
    DRIVER_TAG(0, 0),
    DTCS(0, 0);

    private final double min;
    private final double max;

    Field(double min, double max) {
        this.min = min;
        this.max = max;
    }

    boolean accepts(double value) {
        return value >= min && value <= max;
    }
}
