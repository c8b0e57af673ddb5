package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.fact.Fact.Revisable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The newest observations of a vehicle, which late ones may still come between. Immutable. */
final class Window {

    private final Segment[] segments;

    private Window(Segment[] segments) {
        this.segments = segments;
    }

    /** A window that begins after a state. */
    static Window after(CoreState settled) {
        return new Window(new Segment[] {Segment.empty(settled)});
    }

    static Window of(List<Segment> segments) {
        return new Window(segments.toArray(Segment[]::new));
    }

    /** The core as of the horizon: what came before is beyond revision. */
    CoreState settled() {
        return segments[0].before();
    }

    List<Segment> segments() {
        return List.of(segments);
    }

    int size() {
        int size = 0;
        for (Segment segment : segments) {
            size += segment.size();
        }
        return size;
    }

    /** The window with one more observation at its end. */
    Window append(CoreState before, Observation observation, List<Revisable> conclusions) {
        Segment last = segments[segments.length - 1];
        boolean fresh = last.isFull();
        Segment[] next = Arrays.copyOf(segments, fresh ? segments.length + 1 : segments.length);
        next[next.length - 1] = (fresh ? Segment.empty(before) : last).append(observation, conclusions);
        return new Window(next);
    }

    /** The window without its oldest segment, if {@code atLeast} observations remain; itself otherwise. */
    Window trimmed(int atLeast) {
        boolean enough = segments.length > 1 && size() - segments[0].size() >= atLeast;
        return enough ? new Window(Arrays.copyOfRange(segments, 1, segments.length)) : this;
    }

    /** The window up to a segment, excluded. */
    List<Segment> before(int segment) {
        return List.of(segments).subList(0, segment);
    }

    /** The segments from one on. */
    List<Segment> from(int segment) {
        return List.of(segments).subList(segment, segments.length);
    }

    /** The last segment that begins before the observation: where it belongs. */
    int segmentOf(Observation observation) {
        int i = segments.length - 1;
        while (i > 0
                && !observation.isAfter(
                        segments[i].before().atMs(), segments[i].before().id())) {
            i--;
        }
        // An observation equal to a segment's last one is found in it.
        return i;
    }

    boolean contains(long id) {
        for (Segment segment : segments) {
            for (int i = 0; i < segment.size(); i++) {
                if (segment.at(i).id() == id) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean contains(Observation observation) {
        for (Segment segment : segments) {
            for (int i = 0; i < segment.size(); i++) {
                Observation each = segment.at(i);
                if (each.id() == observation.id() && each.atMs() == observation.atMs()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The observations of segments, in order. */
    static List<Observation> observations(List<Segment> segments) {
        List<Observation> all = new ArrayList<>();
        for (Segment segment : segments) {
            for (int i = 0; i < segment.size(); i++) {
                all.add(segment.at(i));
            }
        }
        return all;
    }

    /** What was concluded in segments, in order. */
    static List<Revisable> told(List<Segment> segments) {
        List<Revisable> all = new ArrayList<>();
        segments.forEach(segment -> all.addAll(segment.told()));
        return all;
    }
}
