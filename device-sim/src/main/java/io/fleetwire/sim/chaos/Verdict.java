package io.fleetwire.sim.chaos;

import java.util.Locale;

/**
 * What a run showed.
 *
 * @param struck faults
 * @param kinds different ones among them
 * @param acknowledged records the trackers were told are stored
 * @param lost acknowledged, and not in ClickHouse
 * @param doubled rows in ClickHouse beyond one for each record, and counts beyond that in its running sums
 * @param reordered records that stand behind a younger one of their device in Kafka
 * @param repeated records that stand in Kafka more than once, because their acknowledgement did not arrive
 */
record Verdict(
        long seed, int struck, int kinds, long acknowledged, long lost, long doubled, long reordered, long repeated) {

    /**
     * The least that makes a run one that shows something.
     *
     * @param acknowledged records
     */
    record Least(int struck, int kinds, long acknowledged) {

        private static final int KINDS = 6;

        /** Ten minutes: 20 faults of six kinds, half a million records; other lengths in proportion, but never less than six faults. */
        static Least of(double minutes) {
            return new Least(Math.max(KINDS, (int) (2 * minutes)), KINDS, (long) (50_000 * minutes));
        }
    }

    /** Nothing lost, doubled or reordered. */
    boolean kept() {
        return lost == 0 && doubled == 0 && reordered == 0;
    }

    boolean showedEnough(Least least) {
        return struck >= least.struck() && kinds >= least.kinds() && acknowledged >= least.acknowledged();
    }

    /** The last line of a run. */
    String line() {
        return String.format(
                Locale.ROOT,
                "seed %d: %d faults of %d kinds, %d records acknowledged: %d lost, %d doubled, %d reordered (%d sent to Kafka more than once)",
                seed,
                struck,
                kinds,
                acknowledged,
                lost,
                doubled,
                reordered,
                repeated);
    }
}
