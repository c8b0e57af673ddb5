package io.fleetwire.engine.vehicle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which vehicles a driver began to drive, the newest {@value #MOST}: nobody drives two at a time, so beginning in one ends it in the other. In whatever
 * order the reports come, the same ends are found. Immutable.
 */
public record Shifts(List<Start> starts) {

    /** What is older is forgotten: by then it has expired. */
    public static final int MOST = 8;

    /** No shift yet. */
    public static final Shifts NONE = new Shifts(List.of());

    private static final Comparator<Start> BY_TIME =
            Comparator.comparingLong(Start::atMs).thenComparing(Start::vehicleId);

    /** The driver began to drive a vehicle. */
    public record Start(String vehicleId, long atMs) {}

    /** The driver has left a vehicle by then. */
    public record End(String vehicleId, long atMs) {}

    /** The shifts after a report, and what it ends. */
    public record Next(Shifts shifts, List<End> ends) {}

    public Shifts {
        starts = List.copyOf(starts);
    }

    /** The shifts with one more. */
    public Next started(Start start) {
        if (starts.contains(start)) {
            return new Next(this, List.of());
        }
        List<Start> all = new ArrayList<>(starts);
        all.add(start);
        all.sort(BY_TIME);
        int at = all.indexOf(start);
        List<End> ends = new ArrayList<>(2);
        addEnd(at == 0 ? null : all.get(at - 1), start, ends);
        addEnd(start, at == all.size() - 1 ? null : all.get(at + 1), ends);
        return new Next(new Shifts(all.subList(Math.max(0, all.size() - MOST), all.size())), ends);
    }

    private static void addEnd(@Nullable Start earlier, @Nullable Start later, List<End> ends) {
        if (earlier != null && later != null && !earlier.vehicleId().equals(later.vehicleId())) {
            ends.add(new End(earlier.vehicleId(), later.atMs()));
        }
    }
}
