package io.fleetwire.sim.load;

/**
 * The moment the plan counts from.
 *
 * @param epochMs on the wall, as devices tell the time
 * @param nanos on the clock that never jumps
 */
public record Start(long epochMs, long nanos) {

    public static Start now() {
        return new Start(System.currentTimeMillis(), System.nanoTime());
    }

    public long elapsedNs() {
        return System.nanoTime() - nanos;
    }
}
