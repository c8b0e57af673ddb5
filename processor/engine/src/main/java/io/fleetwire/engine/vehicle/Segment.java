package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.fact.Fact.Revisable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of observations in their order, the core as it was before them, and what was concluded from them. Immutable to whoever holds it: appending
 * gives another segment, which shares the array as long as nobody else appended to this one, so a run costs no copies.
 */
final class Segment {

    /** Observations of a full segment: what the late record of an otherwise orderly vehicle makes the core run again. */
    static final int CAPACITY = 32;

    private final CoreState before;
    private final @Nullable Observation[] items;
    private final int size;
    private final List<Revisable> told;

    private Segment(CoreState before, @Nullable Observation[] items, int size, List<Revisable> told) {
        this.before = before;
        this.items = items;
        this.size = size;
        this.told = told;
    }

    static Segment empty(CoreState before) {
        return new Segment(before, new @Nullable Observation[CAPACITY], 0, List.of());
    }

    /** @throws IllegalArgumentException where there are more than {@link #CAPACITY} observations */
    static Segment of(CoreState before, List<Observation> observations, List<Revisable> told) {
        if (observations.size() > CAPACITY) {
            throw new IllegalArgumentException("a segment of " + observations.size() + " observations");
        }
        @Nullable Observation[] items = observations.toArray(new @Nullable Observation[CAPACITY]);
        return new Segment(before, items, observations.size(), List.copyOf(told));
    }

    CoreState before() {
        return before;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == CAPACITY;
    }

    Observation at(int index) {
        Observation item = items[index];
        if (item == null || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return item;
    }

    /** What was concluded from these observations, in order. */
    List<Revisable> told() {
        return told;
    }

    Segment append(Observation observation, List<Revisable> conclusions) {
        // A taken slot belongs to another future of this segment.
        @Nullable Observation[] shared = items[size] == null ? items : items.clone();
        shared[size] = observation;
        return new Segment(before, shared, size + 1, concat(told, conclusions));
    }

    private static List<Revisable> concat(List<Revisable> first, List<Revisable> second) {
        if (second.isEmpty()) {
            return first;
        }
        List<Revisable> both = new ArrayList<>(first.size() + second.size());
        both.addAll(first);
        both.addAll(second);
        return List.copyOf(both);
    }
}
