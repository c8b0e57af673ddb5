package io.fleetwire.engine.vehicle;

import java.util.Arrays;

/** Ids of the newest observations that are in no window any more: sent again, they are recognised. Immutable. */
final class RecentIds {

    /** Most ids remembered: ten resent packets of a tracker with 50 records each. */
    static final int CAPACITY = 512;

    static final RecentIds NONE = new RecentIds(new long[0]);

    private final long[] ids;

    private RecentIds(long[] ids) {
        this.ids = ids;
    }

    /** The newest of these ids, oldest first. */
    static RecentIds of(long[] ids) {
        return new RecentIds(Arrays.copyOfRange(ids, Math.max(0, ids.length - CAPACITY), ids.length));
    }

    long[] toArray() {
        return ids.clone();
    }

    boolean contains(long id) {
        for (long each : ids) {
            if (each == id) {
                return true;
            }
        }
        return false;
    }

    RecentIds plus(long... more) {
        long[] all = Arrays.copyOf(ids, ids.length + more.length);
        System.arraycopy(more, 0, all, ids.length, more.length);
        return of(all);
    }

    RecentIds plus(Segment settled) {
        long[] more = new long[settled.size()];
        for (int i = 0; i < more.length; i++) {
            more[i] = settled.at(i).id();
        }
        return plus(more);
    }
}
