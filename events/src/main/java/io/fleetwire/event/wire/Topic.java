package io.fleetwire.event.wire;

import java.util.function.Function;

/**
 * A Kafka topic: its name, what it is keyed by, how its values are written, and how long it keeps them.
 *
 * @param key Kafka's key of a value: the same vehicle or device goes to the same partition, in order
 */
public record Topic<T>(String name, Function<T, String> key, WireFormat<T> format, Retention retention) {

    /** What Kafka keeps. */
    public enum Retention {
        /** Everything, for the cluster's retention time. */
        HISTORY,
        /** Everything, for the cluster's retention time, and at most so much of it as a disk can spare: strangers' bytes are among it. */
        BOUNDED_HISTORY,
        /** Everything, for a year, whatever the cluster's own time. */
        YEAR,
        /** What is only of interest as it happens: an hour is plenty. */
        BRIEF,
        /** The newest value of each key, for ever. */
        COMPACTED,
        /** The same for values that change every second: compacted within minutes, so that it stays about as small as its keys are many. */
        LATEST,
        /** The newest value of each key, for a week. */
        NEWEST_OF_A_WEEK
    }
}
