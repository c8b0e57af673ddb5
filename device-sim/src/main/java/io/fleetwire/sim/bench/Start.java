package io.fleetwire.sim.bench;

/**
 * The moment the plan counts from.
 *
 * @param epochMs on the wall, as devices tell the time
 * @param nanos on the clock that never jumps
 */
record Start(long epochMs, long nanos) {

    static Start now() {
        return new Start(System.currentTimeMillis(), System.nanoTime());
    }

    long elapsedNs() {
        return System.nanoTime() - nanos;
    }
}
