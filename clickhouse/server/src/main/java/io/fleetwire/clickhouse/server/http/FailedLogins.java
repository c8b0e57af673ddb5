package io.fleetwire.clickhouse.server.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Makes guessing slow: a wrong password is answered late, and few at a time; one more is not answered at all. */
final class FailedLogins {
    private static final int AT_ONCE = 16;

    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Duration delay;

    FailedLogins(Duration delay) {
        this.delay = delay;
    }

    /** Waits; false where so many wait already that the connection is better closed. */
    boolean delay() {
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            Thread.sleep(delay);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            places.release();
        }
    }
}
