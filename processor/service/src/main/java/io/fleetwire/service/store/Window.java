package io.fleetwire.service.store;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list that is ordered by time, newest first.
 *
 * @param to excluded
 * @param skip items at the newest instant that the page before had already
 */
public record Window(Instant from, Instant to, int limit, int skip) {

    /** Longest page. */
    public static final int MAX_LIMIT = 1_000;

    private static final Pattern CURSOR = Pattern.compile("(-?\\d{1,17})\\.(\\d{1,4})");

    /** From the beginning of a list, or where a cursor points. */
    public static Window of(Instant from, Instant to, int limit, @Nullable String cursor) {
        if (cursor == null) {
            return new Window(from, to, limit, 0);
        }
        Matcher parts = CURSOR.matcher(cursor);
        if (!parts.matches()) {
            throw new IllegalArgumentException("cursor: not one that was given as \"next\"");
        }
        // The next page begins with the instant at which the last one ended, without what it had of it.
        Instant last = Instant.ofEpochMilli(Long.parseLong(parts.group(1)));
        return new Window(from, last.plusMillis(1), limit, Integer.parseInt(parts.group(2)));
    }

    /** How many rows to ask for: one more than fits tells whether there is more. */
    int rows() {
        return skip + limit + 1;
    }

    /** The page of these rows, newest first. */
    <T> Page<T> page(List<T> rows, Function<T, Instant> at) {
        List<T> rest = rows.subList(Math.min(skip, rows.size()), rows.size());
        if (rest.size() <= limit) {
            return Page.all(rest);
        }
        List<T> items = rest.subList(0, limit);
        Instant last = at.apply(items.getLast());
        long had = rows.subList(0, skip + limit).stream()
                .filter(item -> at.apply(item).equals(last))
                .count();
        return new Page<>(items, last.toEpochMilli() + "." + had);
    }
}
