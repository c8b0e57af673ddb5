package io.fleetwire.event;

import org.jspecify.annotations.Nullable;

/** The one judgement of what a place and a time are: adapters, the gateway and the engine ask here, so that none believes what another doubts. */
public final class Plausible {

    /** Fixes nearer to 0° 0° than this (11 m) are what devices send that know no place. */
    public static final double NULL_ISLAND_DEG = 1e-4;

    /** 2010-01-01: a clock that was never set says 1970, 1980 or 2000. */
    public static final long EARLIEST_MS = 1_262_304_000_000L;

    /** A day: a clock so far ahead is wrong; less is a wrong time zone. */
    public static final long MAX_AHEAD_MS = 86_400_000;

    private Plausible() {}

    /** Whether these coordinates can be where a device is. */
    public static boolean isPlace(double latDeg, double lonDeg) {
        return !(Math.abs(latDeg) < NULL_ISLAND_DEG && Math.abs(lonDeg) < NULL_ISLAND_DEG);
    }

    /** Whether the fix says where the device is now: it is valid, and somewhere. */
    public static boolean isPlace(@Nullable Fix fix) {
        return fix != null && fix.valid() && isPlace(fix.lat(), fix.lon());
    }

    /**
     * Whether a device's clock can be right.
     *
     * @param deviceTimeMs since 1970, by the device's clock
     * @param receivedAtMs since 1970, by the gateway's clock
     */
    public static boolean isTime(long deviceTimeMs, long receivedAtMs) {
        return deviceTimeMs >= EARLIEST_MS && deviceTimeMs - receivedAtMs <= MAX_AHEAD_MS;
    }
}
