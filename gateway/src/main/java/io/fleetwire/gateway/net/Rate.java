package io.fleetwire.gateway.net;

/**
 * How much of something may come.
 *
 * @param perSecond in the long run
 * @param burst at once, after a quiet time
 */
public record Rate(double perSecond, double burst) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** What is left of a rate: a token bucket, which may go into debt for what has come already. Not for several threads. */
    public static final class Budget {
        private double left;
        private long atNanos;

        /** Full. */
        public Budget(Rate rate, long nowNanos) {
            left = rate.burst();
            atNanos = nowNanos;
        }

        /** Earns what the time since the last call is worth. */
        void earn(Rate rate, long nowNanos) {
            left = Math.min(rate.burst(), left + (nowNanos - atNanos) / NANOS_PER_SECOND * rate.perSecond());
            atNanos = nowNanos;
        }

        /** Takes one whole piece, if there is one. */
        boolean take(Rate rate, long nowNanos) {
            earn(rate, nowNanos);
            if (left < 1) {
                return false;
            }
            left--;
            return true;
        }

        /** Spends what has come, whether it is there or not; returns how long to wait until the debt is paid, 0 where there is none. */
        public long spend(Rate rate, double amount, long nowNanos) {
            earn(rate, nowNanos);
            left -= amount;
            return left >= 0 ? 0 : (long) (-left / rate.perSecond() * NANOS_PER_SECOND);
        }

        /** How deep in debt. */
        public double debt() {
            return Math.max(0, -left);
        }

        boolean isFull(Rate rate, long nowNanos) {
            earn(rate, nowNanos);
            return left >= rate.burst();
        }
    }
}
