package io.fleetwire.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

    private static final Instant FROM = Instant.ofEpochMilli(0);
    private static final Instant TO = Instant.ofEpochMilli(1_000);

    private record Item(int id, Instant at) {}

    /** What ClickHouse does: newest first, ties by id, a limit. */
    private static List<Item> table(Window window, List<Item> all) {
        return all.stream()
                .filter(item -> !item.at().isBefore(window.from()) && item.at().isBefore(window.to()))
                .sorted(Comparator.comparing(Item::at).reversed().thenComparingInt(Item::id))
                .limit(window.rows())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50})
    void pagesGiveEveryItemOnceAlsoWhereManyShareAnInstant(int limit) {
        List<Item> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(new Item(i, Instant.ofEpochMilli(i < 25 ? 500 : 100 + i % 3)));
        }
        List<Item> paged = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Window window = Window.of(FROM, TO, limit, cursor);
            Page<Item> page = window.page(table(window, all), Item::at);
            paged.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        assertThat(paged)
                .isEqualTo(all.stream()
                        .sorted(Comparator.comparing(Item::at).reversed().thenComparingInt(Item::id))
                        .toList());
    }

    @Test
    void refusesACursorThatIsNone() {
        assertThatThrownBy(() -> Window.of(FROM, TO, 10, "1;DROP"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cursor");
    }
}
