package io.fleetwire.engine.rule;

/** How long nothing may be reported before what held is no longer claimed to go on. It follows the device's own pace: a slow tracker is not a silent one. */
public final class Gaps {

    /** Even of a slow tracker nothing that takes seconds is claimed across more. */
    public static final long LONGEST_MS = 900_000;

    /** A report may be half an interval late, or one may be lost. */
    private static final double INTERVALS = 2.5;

    private Gaps() {}

    /**
     * The longest gap that is bridged.
     *
     * @param floorMs for a device that reports often
     * @param usualMs the device's usual interval; 0 where it is unknown
     */
    public static long allowedMs(long floorMs, long usualMs) {
        return allowedMs(floorMs, usualMs, LONGEST_MS);
    }

    /** Whether a device reports so seldom that no two reports of it follow each other closely enough. */
    static boolean isTooSlow(long usualMs) {
        return usualMs > LONGEST_MS;
    }

    /** The same with another bound for slow devices. */
    public static long allowedMs(long floorMs, long usualMs, long longestMs) {
        return Math.max(floorMs, Math.min(longestMs, (long) (INTERVALS * usualMs)));
    }
}
