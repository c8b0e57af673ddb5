package io.fleetwire.engine.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetwire.engine.job.store.Store.StoreException;
import io.fleetwire.engine.job.store.Store.StoreException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxLoaderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder = Path.of("");

    /** A store that answers per token as it is told. */
    private static final class ScriptedStore implements Store {
        final Map<String, Kind> answers = new ConcurrentHashMap<>();
        final List<String> stored = new CopyOnWriteArrayList<>();
        volatile @Nullable Kind toAll;

        @Override
        public void insert(String table, String token, Path data) throws StoreException {
            Kind kind = toAll != null ? toAll : answers.get(token);
            if (kind != null) {
                throw new StoreException(kind, "scripted", new IllegalStateException(kind.name()));
            }
            stored.add(token);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @Test
    void nothingIsLostOrOvertakenWhileTheStoreIsAway() throws Exception {
        ScriptedStore store = new ScriptedStore();
        store.toAll = Kind.AWAY;
        Outbox outbox = Outbox.open(folder, 1 << 20);
        try (OutboxLoader loader = new OutboxLoader(outbox, store, "test")) {
            loader.start();
            Batch first = OutboxTest.batch(1, 5);
            Batch second = OutboxTest.batch(2, 5);
            outbox.put(first);
            outbox.put(second);
            await().atMost(PATIENCE).until(() -> loader.problem().contains("away"));
            store.toAll = null;
            await().atMost(PATIENCE).until(() -> outbox.files() == 0);
            assertThat(store.stored)
                    .containsExactly(first.token().toString(), second.token().toString());
            assertThat(loader.problem()).isEmpty();
        }
    }

    @Test
    void aPoisonBatchIsPutAsideAndTheNextIsLoaded() throws Exception {
        ScriptedStore store = new ScriptedStore();
        Outbox outbox = Outbox.open(folder, 1 << 20);
        Batch poison = OutboxTest.batch(1, 5);
        Batch good = OutboxTest.batch(2, 5);
        store.answers.put(poison.token().toString(), Kind.POISON);
        outbox.put(poison);
        outbox.put(good);
        try (OutboxLoader loader = new OutboxLoader(outbox, store, "test")) {
            loader.start();
            await().atMost(PATIENCE).until(() -> outbox.files() == 0);
            assertThat(loader.rejected()).isEqualTo(1);
            assertThat(store.stored).containsExactly(good.token().toString());
            assertThat(folder.resolve("rejected"))
                    .isDirectoryContaining(
                            path -> path.toString().contains(poison.token().toString()));
        }
    }

    @Test
    void aRefusedBatchWaitsWhileOthersPassAndIsTriedAgain() throws Exception {
        ScriptedStore store = new ScriptedStore();
        Outbox outbox = Outbox.open(folder, 1 << 20);
        Batch refused = OutboxTest.batch(1, 5);
        Batch good = OutboxTest.batch(2, 5);
        store.answers.put(refused.token().toString(), Kind.REFUSED);
        outbox.put(refused);
        outbox.put(good);
        try (OutboxLoader loader = new OutboxLoader(outbox, store, "test")) {
            loader.start();
            await().atMost(PATIENCE)
                    .until(() -> store.stored.contains(good.token().toString()));
            assertThat(outbox.files()).isEqualTo(1);
            store.answers.clear();
            await().atMost(PATIENCE).until(() -> outbox.files() == 0);
            assertThat(store.stored).hasSize(2);
        }
    }
}
