package io.fleetwire.service.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest value of each key, in the order in which they changed. Because the changes since any version are simply the board's tail, what a screen
 * still has to be told needs no queue of its own: a number is enough, however slow the screen is.
 */
final class VersionedCache<V> {

    /** A value and when it changed. */
    record Entry<V>(String key, V value, long version) {}

    private final LinkedHashMap<String, Entry<V>> entries = new LinkedHashMap<>();
    private final int limit;
    private long evictedVersion;
    private boolean evicted;

    VersionedCache(int limit) {
        this.limit = limit;
    }

    /** Keeps a value as the newest change; beyond the limit the value that did not change for longest goes. */
    void put(String key, V value, long version) {
        entries.remove(key);
        entries.put(key, new Entry<>(key, value, version));
        if (entries.size() > limit) {
            evictedVersion =
                    Math.max(evictedVersion, entries.pollFirstEntry().getValue().version());
            evicted = true;
        }
    }

    /** Takes a key out; false: it was not there. */
    boolean remove(String key) {
        return entries.remove(key) != null;
    }

    int size() {
        return entries.size();
    }

    /** Whether values had to go, and there is no room for them yet. */
    boolean isFull() {
        return evicted && entries.size() >= limit;
    }

    @Nullable
    V get(String key) {
        Entry<V> entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    /** Whether a change after this version is no longer here. */
    boolean hasForgottenSince(long version) {
        return evictedVersion > version;
    }

    /** The changes after a version, oldest first. */
    List<Entry<V>> since(long version) {
        Deque<Entry<V>> changes = new ArrayDeque<>();
        for (Entry<V> entry : entries.sequencedValues().reversed()) {
            if (entry.version() <= version) {
                break;
            }
            changes.addFirst(entry);
        }
        return new ArrayList<>(changes);
    }

    /** Everything, the longest unchanged first. */
    List<Entry<V>> all() {
        return new ArrayList<>(entries.values());
    }
}
