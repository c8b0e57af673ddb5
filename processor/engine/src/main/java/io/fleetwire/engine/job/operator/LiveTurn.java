package io.fleetwire.engine.job.operator;

import io.fleetwire.event.LivePosition;
import io.fleetwire.event.LivePosition.Anomaly;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When a vehicle's next position may go out to the screens, and what waits for it. Times are the processor's, milliseconds. */
final class LiveTurn {

    static final long INTERVAL_MS = 1_000;

    /** A tracker is never quite punctual. */
    static final long TOLERANCE_MS = 50;

    /** How much sooner than a second a delayed vehicle's next turn may come. */
    static final long CATCH_UP_MS = 250;

    /** A vehicle whose fixes follow each other this closely will soon send another. */
    static final long NEXT_FIX_WITHIN_MS = 1_250;

    private long turnMs;
    private long lastFixMs;
    private long fixIntervalMs = Long.MAX_VALUE;
    private long arrivedMs;
    private long dueMs;
    private int fixesHeld;
    private @Nullable LivePosition newest;

    /** The last that came, held back or gone out. */
    private @Nullable LivePosition seen;

    /** The last that came from another device of the vehicle. */
    private @Nullable LivePosition otherDevice;

    /** The model's last verdict, and when it came: most records without engine values have none of their own. */
    private @Nullable Anomaly verdict;

    private long verdictMs;

    /**
     * Keeps the newest; what is held back already does not wait longer for what has come now.
     *
     * @param fix the record had a place
     */
    void hold(LivePosition live, long nowMs, boolean fix) {
        long due = fix || !expectsFix(nowMs) ? turnMs - TOLERANCE_MS : lastFixMs + NEXT_FIX_WITHIN_MS;
        dueMs = newest == null ? due : Math.min(dueMs, due);
        newest = completed(live, nowMs);
        arrivedMs = nowMs;
        if (fix) {
            fixIntervalMs = nowMs - lastFixMs;
            lastFixMs = nowMs;
            fixesHeld++;
        }
    }

    /**
     * The one place where an item is made of more than its own record; everybody after it takes items as whole. A vehicle that fell silent is shown with
     * nothing of what it said before.
     */
    private LivePosition completed(LivePosition live, long nowMs) {
        if (live.status() == LivePosition.Status.OFFLINE) {
            seen = null;
            otherDevice = null;
            verdict = null;
            return live;
        }
        if (seen != null && !seen.deviceId().equals(live.deviceId())) {
            otherDevice = seen;
        }
        seen = live;
        LivePosition whole = otherDevice == null ? live : live.completedFrom(otherDevice);
        if (live.anomaly() != null) {
            verdict = live.anomaly();
            verdictMs = nowMs;
        }
        Anomaly last = nowMs - verdictMs <= LivePosition.CARRIED.toMillis() ? verdict : null;
        return last == null || whole.anomaly() != null ? whole : whole.with(last);
    }

    private boolean expectsFix(long nowMs) {
        return fixIntervalMs <= NEXT_FIX_WITHIN_MS && nowMs - lastFixMs < NEXT_FIX_WITHIN_MS;
    }

    /** What is held back; null: nothing. */
    @Nullable
    LivePosition held() {
        return newest;
    }

    /** Whether something is held back whose turn has come. */
    boolean isDue(long nowMs) {
        return newest != null && dueMs <= nowMs;
    }

    /**
     * Takes out what is held back, to be sent now. Where it had to wait although it was the only fix, the next turn comes as much sooner, within bounds:
     * otherwise every later position of a vehicle that reports every second would wait as long.
     */
    LivePosition take(long nowMs) {
        LivePosition taken = Objects.requireNonNull(newest);
        long strictMs = nowMs + INTERVAL_MS;
        turnMs = fixesHeld > 1 ? strictMs : Math.max(arrivedMs + INTERVAL_MS, strictMs - CATCH_UP_MS);
        newest = null;
        fixesHeld = 0;
        return taken;
    }

    /** Whether the vehicle has been silent for so long that nothing of it has to be remembered: what it said last is carried no further. */
    boolean isOver(long nowMs) {
        return newest == null && turnMs <= nowMs && arrivedMs + LivePosition.CARRIED.toMillis() < nowMs;
    }
}
