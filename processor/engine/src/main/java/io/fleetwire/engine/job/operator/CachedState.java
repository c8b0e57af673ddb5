package io.fleetwire.engine.job.operator;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * A keyed value with the most recently used ones of an operator's keys in memory, ready to use. RocksDB holds bytes: without this, each record would be
 * read, decoded, encoded and written; with it a value is encoded once per checkpoint in which it changed.
 *
 * <p>Whoever drives the operator says which key is current ({@link #at}) and calls {@link #flush} before each checkpoint. Nobody else may write the
 * state below.
 */
final class CachedState<T> implements ValueState<T> {

    /** Makes a key the current one of the state below. */
    interface KeySetter {
        void set(String key);
    }

    private final ValueState<T> below;
    private final KeySetter keys;
    private final int capacity;

    /** The least recently used first; at most {@link #capacity}. */
    private final LinkedHashMap<String, T> cached = new LinkedHashMap<>(16, 0.75f, true);

    /** What the state below does not have yet; each of it is in {@link #cached}. */
    private final Map<String, T> changed = new HashMap<>();

    private String key = "";

    /**
     * @param keys sets the key of {@code below}
     * @param capacity values that are kept in memory; 0: none, where the state below is in memory itself
     */
    CachedState(ValueState<T> below, KeySetter keys, int capacity) {
        this.below = below;
        this.keys = keys;
        this.capacity = capacity;
    }

    /** The key that {@link #value} and {@link #update} are about from now on; the state below has it already. */
    void at(String current) {
        key = current;
    }

    @Override
    public @Nullable T value() throws IOException {
        if (capacity == 0) {
            return below.value();
        }
        T known = cached.get(key);
        if (known == null) {
            known = below.value();
            if (known != null) {
                keep(known);
            }
        }
        return known;
    }

    @Override
    public void update(T value) throws IOException {
        if (capacity == 0) {
            below.update(value);
            return;
        }
        changed.put(key, value);
        keep(value);
    }

    @Override
    public void clear() {
        cached.remove(key);
        changed.remove(key);
        below.clear();
    }

    private void keep(T value) throws IOException {
        cached.put(key, value);
        if (cached.size() > capacity) {
            Map.Entry<String, T> oldest = cached.entrySet().iterator().next();
            cached.remove(oldest.getKey());
            T unwritten = changed.remove(oldest.getKey());
            if (unwritten != null) {
                write(oldest.getKey(), unwritten);
                keys.set(key);
            }
        }
    }

    /** Gives everything that changed to the state below. The current key is another one afterwards. */
    void flush() throws IOException {
        for (Map.Entry<String, T> entry : changed.entrySet()) {
            write(entry.getKey(), entry.getValue());
        }
        changed.clear();
    }

    private void write(String owner, T value) throws IOException {
        keys.set(owner);
        below.update(value);
    }
}
