package io.fleetwire.service.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a list.
 *
 * @param next give it as {@code cursor} to get what follows; absent: there is no more
 */
public record Page<T>(List<T> items, @Nullable String next) {

    public Page {
        items = List.copyOf(items);
    }

    /** All of a list. */
    public static <T> Page<T> all(List<T> items) {
        return new Page<>(items, null);
    }
}
