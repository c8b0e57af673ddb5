package io.fleetwire.engine.vehicle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the clocks of a vehicle's devices stand against the gateway's. A device that sends local time is off by its time zone, which is a multiple of 15
 * minutes, and steadily so. Immutable.
 *
 * <p>A record from the future is corrected at once, by the multiple that makes it one of now; one that fits none is not trusted. A record from the past may
 * be one that waited in the device, so a clock that is behind is only recognised and never corrected: a person sets the device's time zone.
 */
final class Clocks {

    static final Clocks NONE = new Clocks(List.of());

    /** What a device without a satellite-set clock may be ahead, and the gateway's clock behind. */
    static final long MAX_HONEST_AHEAD_MS = 300_000;

    private static final long QUARTER_MS = 900_000;

    /** How far beside a multiple a record may lie: its way here, and a clock that is set by hand. */
    private static final long TOLERANCE_MS = 150_000;

    /** Time zones go from −12 h to +14 h. */
    private static final long MAX_QUARTERS = 56;

    /** Records in a row that agree before an offset is said to be the device's time zone. */
    static final int AGREEING = 10;

    /** So many that speak of another one make a known time zone doubtful. */
    private static final int DOUBTING = 3;

    /** They agree on a time zone only if they come over some time: a packet of stored records is no evidence. */
    private static final long AGREEING_MS = 120_000;

    private final List<Clock> all;

    private Clocks(List<Clock> all) {
        this.all = all;
    }

    static Clocks of(List<Clock> clocks) {
        return clocks.isEmpty() ? NONE : new Clocks(List.copyOf(clocks));
    }

    /**
     * The clock of one device.
     *
     * @param quarters by how many quarters of an hour its newest records were off
     * @param agreeing how many records in a row were, up to {@link #AGREEING}
     * @param sinceMs when the gateway received the first of them
     * @param toldQuarters the offset that was told and not taken back; 0: none
     * @param toldSinceMs {@code sinceMs} of that offset
     */
    record Clock(String deviceId, long quarters, int agreeing, long sinceMs, long toldQuarters, long toldSinceMs) {

        long offsetMs() {
            return quarters * QUARTER_MS;
        }

        long toldOffsetMs() {
            return toldQuarters * QUARTER_MS;
        }

        /** Whether it is certain by how much it is off, and something else was told. */
        boolean isNews() {
            return agreeing >= AGREEING && quarters != toldQuarters;
        }

        Clock told() {
            return new Clock(deviceId, quarters, agreeing, sinceMs, quarters, sinceMs);
        }

        private Clock seen(long seenQuarters, int times, long firstMs) {
            return new Clock(deviceId, seenQuarters, times, firstMs, toldQuarters, toldSinceMs);
        }

        /** Its time zone is known, and the newest records do not speak of another one. */
        private boolean isKnownAhead(long nowMs) {
            boolean doubtful = quarters != toldQuarters && agreeing >= DOUBTING && nowMs - sinceMs >= AGREEING_MS;
            return toldQuarters > 0 && !doubtful;
        }
    }

    List<Clock> all() {
        return all;
    }

    /**
     * When a record was made, by an honest clock.
     *
     * @return null where no time zone explains its time
     */
    @Nullable
    Long honestMs(String deviceId, long deviceMs, long receivedAtMs) {
        long aheadMs = deviceMs - receivedAtMs;
        if (aheadMs <= MAX_HONEST_AHEAD_MS) {
            return deviceMs;
        }
        Clock known = get(deviceId);
        if (known != null && known.isKnownAhead(receivedAtMs) && aheadMs <= known.toldOffsetMs() + TOLERANCE_MS) {
            // Perhaps less ahead than usual because it waited in the device.
            return deviceMs - known.toldOffsetMs();
        }
        long quarters = quarters(aheadMs);
        return quarters > 0 ? (Long) (deviceMs - quarters * QUARTER_MS) : null;
    }

    /** The clocks after a record whose time is the device's own word. */
    Clocks after(String deviceId, long deviceMs, long receivedAtMs) {
        long aheadMs = deviceMs - receivedAtMs;
        if (aheadMs == 0) {
            // The gateway's own time, in place of one that the message does not carry.
            return this;
        }
        Clock known = get(deviceId);
        long quarters = Math.abs(aheadMs) <= MAX_HONEST_AHEAD_MS ? 0 : quarters(aheadMs);
        boolean explained = quarters != 0 || Math.abs(aheadMs) <= MAX_HONEST_AHEAD_MS;
        if (known == null) {
            return quarters == 0 ? this : with(new Clock(deviceId, quarters, 1, receivedAtMs, 0, 0));
        }
        if (explained && quarters == known.quarters()) {
            boolean enough = known.agreeing() >= AGREEING - 1;
            boolean over = receivedAtMs - known.sinceMs() >= AGREEING_MS;
            int agreeing = enough && !over ? known.agreeing() : Math.min(AGREEING, known.agreeing() + 1);
            return agreeing == known.agreeing() ? this : with(known.seen(quarters, agreeing, known.sinceMs()));
        }
        return with(known.seen(quarters, explained ? 1 : 0, receivedAtMs));
    }

    @Nullable
    Clock get(String deviceId) {
        for (Clock each : all) {
            if (each.deviceId().equals(deviceId)) {
                return each;
            }
        }
        return null;
    }

    /** The same with this clock, in place of the device's former one; of too many the oldest is forgotten. */
    Clocks with(Clock clock) {
        List<Clock> next = new ArrayList<>(all);
        next.removeIf(each -> each.deviceId().equals(clock.deviceId()));
        if (next.size() == Devices.MOST) {
            next.remove(0);
        }
        next.add(clock);
        return new Clocks(List.copyOf(next));
    }

    /** The multiple of a quarter of an hour that explains how far ahead a record is; 0 where none does. */
    private static long quarters(long aheadMs) {
        long quarters = Math.round(aheadMs / (double) QUARTER_MS);
        boolean fits = Math.abs(aheadMs - quarters * QUARTER_MS) <= TOLERANCE_MS;
        return fits && Math.abs(quarters) <= MAX_QUARTERS ? quarters : 0;
    }
}
