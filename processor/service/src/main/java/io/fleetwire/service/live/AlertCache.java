package io.fleetwire.service.live;

import io.fleetwire.event.Alert;
import io.fleetwire.service.live.LiveCache.Item;
import io.fleetwire.service.live.VersionedCache.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest version of each alert: the open ones for as long as they are open, and those that closed last. Versions decide, not the order of arrival:
 * what is older than what is known changes nothing. Not thread-safe: the hub's lock guards it.
 */
final class AlertCache {

    /** Most open alerts. Beyond it the least severe one that did not change for longest is left out, and screens say so. About 1 KB each. */
    static final int MAX_OPEN = 10_000;

    /** Most closed and withdrawn alerts; older ones are history, which the REST interface has. */
    static final int MAX_CLOSED = 1_000;

    private static final Comparator<Entry<Item<Alert>>> LEAST_URGENT = Comparator.comparing(
                    (Entry<Item<Alert>> entry) -> entry.value().value().severity())
            .thenComparingLong(Entry::version);

    private final VersionedCache<Item<Alert>> open = new VersionedCache<>(Integer.MAX_VALUE);
    private final VersionedCache<Item<Alert>> closed = new VersionedCache<>(MAX_CLOSED);
    private boolean leftOut;

    /**
     * Takes an alert unless it is older than what is known, or the same.
     *
     * @param change the number of this change; later changes have larger ones
     * @return whether it was news
     */
    boolean put(Item<Alert> item, long change) {
        Alert alert = item.value();
        Alert known = get(alert.id());
        if (known != null && !isNewer(alert, known)) {
            return false;
        }
        open.remove(alert.id());
        closed.remove(alert.id());
        if (alert.state() == Alert.State.OPEN) {
            open.put(alert.id(), item, change);
            leaveOutOne();
        } else {
            closed.put(alert.id(), item, change);
        }
        return true;
    }

    /** An engine that goes on from a checkpoint may come to another conclusion under the same number: then the later one counts. */
    private static boolean isNewer(Alert alert, Alert known) {
        if (alert.version() != known.version()) {
            return alert.version() > known.version();
        }
        // Written before alerts had versions: such an alert opens once and closes once.
        boolean echo = alert.version() == 0 && known.state() == Alert.State.CLOSED;
        return !echo && !alert.equals(known);
    }

    private void leaveOutOne() {
        if (open.size() > MAX_OPEN) {
            leftOut = true;
            open.all().stream().min(LEAST_URGENT).ifPresent(entry -> open.remove(entry.key()));
        }
    }

    @Nullable
    Alert get(String id) {
        Item<Alert> found = open.get(id);
        if (found == null) {
            found = closed.get(id);
        }
        return found == null ? null : found.value();
    }

    /** How many are open. */
    int openCount() {
        return open.size();
    }

    /** Whether some open alerts are not here. */
    boolean isLeftOut() {
        return leftOut;
    }

    /** Whoever knows all open alerts is about to put them again. */
    void beginComplete() {
        leftOut = false;
    }

    /** Whether a change after this number is no longer here. */
    boolean hasForgottenSince(long change) {
        return closed.hasForgottenSince(change);
    }

    /** The changes after a number, oldest first. */
    List<Entry<Item<Alert>>> since(long change) {
        List<Entry<Item<Alert>>> changes = new ArrayList<>(open.since(change));
        changes.addAll(closed.since(change));
        changes.sort(Comparator.comparingLong(Entry::version));
        return changes;
    }

    /** All that stand, or all that were withdrawn, the longest unchanged first. */
    List<Item<Alert>> all(boolean withdrawn) {
        return since(Long.MIN_VALUE).stream()
                .map(Entry::value)
                .filter(item -> item.value().deleted() == withdrawn)
                .toList();
    }
}
