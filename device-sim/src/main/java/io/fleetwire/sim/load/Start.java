package io.fleetwire.sim.load;

/**
 * The moment the plan counts from.
 *
 * @param epochMs on the wall, as devices tell the time: a whole second, since some tell nothing finer
 * @param nanos on the clock that never jumps
 */
public record Start(long epochMs, long nanos) {

    public static Start now() {
        long nowMs = System.currentTimeMillis();
        return new Start(nowMs - nowMs % 1_000, System.nanoTime());
    }

    public long elapsedNs() {
        return System.nanoTime() - nanos;
    }
}
