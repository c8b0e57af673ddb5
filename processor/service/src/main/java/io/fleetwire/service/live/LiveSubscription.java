package io.fleetwire.service.live;

import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.TripSession;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One connection. It has at most one message under way and no queue: when the network has taken the message, the next one is made from what is newest
 * then. Not thread-safe: the hub's lock guards it.
 */
final class LiveSubscription {

    /** At most four times a second. */
    static final long CONFLATE_MS = 250;

    /** Most vehicles of one message: a megabyte and a bit. The rest follows in the next. */
    static final int MAX_ITEMS = 2_500;

    final MessageSink sink;
    final long openedMs;
    private final LatencyWindow latency;
    private @Nullable Session session;
    private final Set<String> inBox = new HashSet<>();
    private boolean needsSnapshot;
    private long timedAfter;
    private long positionsAtMs;
    private long healthTold;

    /** When the message under way was handed over; 0: none is. */
    long sendingSinceMs;
    /** The hub is handing over messages of this screen right now. */
    boolean pumping;

    int strikes;

    LiveSubscription(MessageSink sink, long openedMs, LatencyWindow latency) {
        this.sink = sink;
        this.openedMs = openedMs;
        this.latency = latency;
    }

    @Nullable
    Session session() {
        return session;
    }

    /** Begins, or begins anew, with a snapshot. */
    void begin(Session fresh) {
        session = fresh;
        needsSnapshot = true;
    }

    /** Goes on where the session was; what happened before {@code version} was waited for, so it isn't timed. */
    void resume(Session resumed, long version) {
        session = resumed;
        needsSnapshot = false;
        timedAfter = version;
    }

    /** The next message that is due; null: none. */
    @Nullable
    String next(LiveCache cache, LiveHealth health, Instant now) {
        Session told = session;
        if (told == null) {
            return null;
        }
        if (needsSnapshot || cache.needsSnapshot(told.marks())) {
            return snapshot(told, cache, now);
        }
        String news = alert(told, cache);
        if (news == null) {
            news = trip(told, cache);
        }
        if (news == null && now.toEpochMilli() - positionsAtMs >= CONFLATE_MS) {
            news = positions(told, cache, now.toEpochMilli());
        }
        if (news == null && health.number() != healthTold) {
            healthTold = health.number();
            news = message("health", told.tell(told.marks())) + "," + health.fields() + "}";
        }
        return news;
    }

    private String snapshot(Session told, LiveCache cache, Instant now) {
        needsSnapshot = false;
        inBox.clear();
        Filter filter = told.filter();
        var known = cache.vehicles.all().stream()
                .filter(entry -> filter.shows(entry.value().position()))
                .toList();
        var shown = known.subList(0, Math.min(known.size(), MAX_ITEMS));
        // What does not fit follows as positions: so the mark stands before the first vehicle left out.
        long upTo = shown.size() < known.size() ? shown.getLast().version() : cache.version();
        shown.forEach(entry -> noteInBox(filter, entry.key()));
        timedAfter = cache.version();
        positionsAtMs = now.toEpochMilli();
        long seq = told.tell(new Session.Marks(upTo, cache.version(), cache.version()));
        return message("snapshot", seq) + ",\"vehicles\":[" + join(shown, LiveCache.Shown::json) + "],\"alerts\":["
                + alerts(filter, cache, false) + "],\"withdrawn\":[" + alerts(filter, cache, true) + "]}";
    }

    private static String alerts(Filter filter, LiveCache cache, boolean withdrawn) {
        return !filter.alerts()
                ? ""
                : cache.alerts.all(withdrawn).stream()
                        .filter(item -> filter.wants(item.value().vehicleId()))
                        .map(LiveCache.Item::json)
                        .collect(Collectors.joining(","));
    }

    private @Nullable String alert(Session told, LiveCache cache) {
        Session.Marks marks = told.marks();
        for (VersionedCache.Entry<LiveCache.Item<Alert>> entry : cache.alerts.since(marks.alerts())) {
            if (told.filter().alerts()
                    && told.filter().wants(entry.value().value().vehicleId())) {
                long seq = told.tell(new Session.Marks(marks.positions(), entry.version(), marks.trips()));
                return message("alert", seq) + ",\"item\":" + entry.value().json() + "}";
            }
        }
        told.skip(new Session.Marks(marks.positions(), cache.version(), marks.trips()));
        return null;
    }

    private @Nullable String trip(Session told, LiveCache cache) {
        Session.Marks marks = told.marks();
        for (VersionedCache.Entry<LiveCache.Item<TripSession>> entry : cache.trips.since(marks.trips())) {
            if (told.filter().wants(entry.value().value().vehicleId())) {
                long seq = told.tell(new Session.Marks(marks.positions(), marks.alerts(), entry.version()));
                return message("trip", seq) + ",\"item\":" + entry.value().json() + "}";
            }
        }
        told.skip(new Session.Marks(marks.positions(), marks.alerts(), cache.version()));
        return null;
    }

    private @Nullable String positions(Session told, LiveCache cache, long nowMs) {
        Session.Marks marks = told.marks();
        Filter filter = told.filter();
        var changed = cache.vehicles.since(marks.positions()).stream()
                .filter(entry -> isNews(filter, entry.value().position()))
                .limit(MAX_ITEMS)
                .toList();
        long upTo = changed.size() == MAX_ITEMS ? changed.getLast().version() : cache.version();
        Session.Marks next = new Session.Marks(upTo, marks.alerts(), marks.trips());
        if (changed.isEmpty()) {
            told.skip(next);
            return null;
        }
        for (VersionedCache.Entry<LiveCache.Shown> entry : changed) {
            if (filter.box() != null && !filter.shows(entry.value().position())) {
                inBox.remove(entry.key());
            } else {
                noteInBox(filter, entry.key());
            }
            time(entry, nowMs);
        }
        positionsAtMs = nowMs;
        return message("positions", told.tell(next)) + ",\"items\":[" + join(changed, LiveCache.Shown::json) + "]}";
    }

    /** A vehicle that leaves the section is told once more: its last place there would stay on the screen otherwise. */
    private boolean isNews(Filter filter, LivePosition position) {
        return filter.shows(position) || inBox.contains(position.vehicleId());
    }

    private void noteInBox(Filter filter, String vehicleId) {
        if (filter.box() != null) {
            inBox.add(vehicleId);
        }
    }

    private void time(VersionedCache.Entry<LiveCache.Shown> entry, long nowMs) {
        Instant receivedAt = entry.value().position().receivedAt();
        if (entry.value().timed() && receivedAt != null && entry.version() > timedAfter) {
            latency.record(nowMs - receivedAt.toEpochMilli(), nowMs);
        }
    }

    private static String message(String type, long seq) {
        return "{\"type\":\"" + type + "\",\"seq\":" + seq;
    }

    private static <V> String join(List<VersionedCache.Entry<V>> entries, Function<V, String> json) {
        return entries.stream().map(entry -> json.apply(entry.value())).collect(Collectors.joining(","));
    }
}
