package io.fleetwire.sim.chaos;

import io.fleetwire.sim.load.Uplink;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What a run showed.
 *
 * @param struck faults
 * @param kinds different ones among them
 * @param ways by which records came
 */
record Verdict(long seed, int struck, int kinds, List<Way> ways) {

    /**
     * What became of the records of one kind of device.
     *
     * @param acknowledged records the devices were told are stored
     * @param lost acknowledged, and not in ClickHouse
     * @param doubled rows in ClickHouse beyond one for each record, and counts beyond that in its running sums
     * @param reordered records that stand behind a younger one of their device in Kafka
     * @param repeated records that stand in Kafka more than once, because their acknowledgement did not arrive
     * @param unanswered records sent to which the protocol has no answer: doubled and reordered are they as well, but nobody promised that they are stored
     * @param stored those of them that are in ClickHouse
     */
    record Way(
            Uplink uplink,
            int devices,
            long acknowledged,
            long lost,
            long doubled,
            long reordered,
            long repeated,
            long unanswered,
            long stored) {

        /** Nothing lost, doubled or reordered. */
        boolean kept() {
            return lost == 0 && doubled == 0 && reordered == 0;
        }

        String line() {
            String line = String.format(
                    Locale.ROOT,
                    "%s, %d devices: %d records acknowledged: %d lost, %d doubled, %d reordered (%d sent to Kafka more than once)",
                    uplink.words(),
                    devices,
                    acknowledged,
                    lost,
                    doubled,
                    reordered,
                    repeated);
            return unanswered == 0
                    ? line
                    : line + String.format(Locale.ROOT, "; sent without an answer %d, stored %d", unanswered, stored);
        }
    }

    /**
     * The least that makes a run one that shows something.
     *
     * @param acknowledged records
     */
    record Least(int struck, int kinds, long acknowledged) {

        private static final int KINDS = 6;

        /** Ten minutes: 20 faults of six kinds, half a million records; other lengths in proportion. */
        static Least of(double minutes) {
            int struck = Math.max(1, (int) (2 * minutes));
            return new Least(struck, Math.min(KINDS, struck), acknowledgedIn(minutes));
        }

        /** Where somebody chose what happens: each of these kinds once. */
        static Least ofChosen(double minutes, int kinds) {
            return new Least(kinds, kinds, acknowledgedIn(minutes));
        }

        private static long acknowledgedIn(double minutes) {
            return (long) (50_000 * minutes);
        }
    }

    /** Nothing lost, doubled or reordered on any way. */
    boolean kept() {
        return ways.stream().allMatch(Way::kept);
    }

    boolean showedEnough(Least least) {
        return struck >= least.struck()
                && kinds >= least.kinds()
                && sum(Way::acknowledged) >= least.acknowledged()
                && ways.stream().allMatch(way -> way.acknowledged() > 0);
    }

    private long sum(ToLongFunction<Way> count) {
        return ways.stream().mapToLong(count).sum();
    }

    /** The last line of a run: all ways together. */
    String line() {
        return String.format(
                Locale.ROOT,
                "seed %d: %d faults of %d kinds, %d records acknowledged: %d lost, %d doubled, %d reordered (%d sent to Kafka more than once)",
                seed,
                struck,
                kinds,
                sum(Way::acknowledged),
                sum(Way::lost),
                sum(Way::doubled),
                sum(Way::reordered),
                sum(Way::repeated));
    }
}
