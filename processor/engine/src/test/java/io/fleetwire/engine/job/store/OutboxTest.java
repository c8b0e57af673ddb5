package io.fleetwire.engine.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {

    private static final long NO_LIMIT = 1 << 20;

    @TempDir
    Path folder = Path.of("");

    static Batch batch(long createdAtMs, int bytes) {
        return new Batch("fact_alerts", UUID.randomUUID(), createdAtMs, 1, new byte[bytes]);
    }

    private static Optional<Outbox.Entry> oldest(Outbox outbox) throws InterruptedException {
        return outbox.next(entry -> true, Duration.ZERO);
    }

    @Test
    void aBatchSurvivesTheProcessAndKeepsItsTableAndToken() throws Exception {
        Batch batch = batch(1_700_000_000_000L, 10);
        Outbox.open(folder, NO_LIMIT).put(batch);
        Outbox.Entry entry = oldest(Outbox.open(folder, NO_LIMIT)).orElseThrow();
        assertThat(entry.table()).isEqualTo("fact_alerts");
        assertThat(entry.token()).isEqualTo(batch.token().toString());
        assertThat(Files.readAllBytes(entry.file())).isEqualTo(batch.data());
    }

    @Test
    void puttingABatchAgainAfterARestoredCheckpointKeepsOneFile() throws Exception {
        Batch batch = batch(1, 10);
        Outbox outbox = Outbox.open(folder, NO_LIMIT);
        outbox.put(batch);
        outbox.put(batch);
        assertThat(outbox.files()).isEqualTo(1);
        assertThat(outbox.bytes()).isEqualTo(10);
    }

    @Test
    void aBatchThatWasLoadedButNotYetDeletedWhenTheProcessDiedIsOfferedAgain() throws Exception {
        Outbox outbox = Outbox.open(folder, NO_LIMIT);
        outbox.put(batch(1, 10));
        Outbox.Entry loadedButNotDeleted = oldest(outbox).orElseThrow();
        Outbox restarted = Outbox.open(folder, NO_LIMIT);
        assertThat(oldest(restarted)).contains(loadedButNotDeleted);
        restarted.loaded(loadedButNotDeleted);
        assertThat(oldest(Outbox.open(folder, NO_LIMIT))).isEmpty();
    }

    @Test
    void whatACrashLeftHalfWrittenIsRemovedAndNeverOffered() throws Exception {
        Files.write(folder.resolve("0000000000001-fact_alerts-t.rowbinary.part"), new byte[5]);
        Outbox outbox = Outbox.open(folder, NO_LIMIT);
        assertThat(oldest(outbox)).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void batchesAreOfferedInTheOrderTheyWereSealed() throws Exception {
        Outbox outbox = Outbox.open(folder, NO_LIMIT);
        outbox.put(batch(999_999_999_999L, 1));
        outbox.put(batch(1_000_000_000_000L, 2));
        outbox.put(batch(5, 3));
        assertThat(oldest(outbox).orElseThrow().bytes()).isEqualTo(3);
        outbox.loaded(oldest(outbox).orElseThrow());
        assertThat(oldest(outbox).orElseThrow().bytes()).isEqualTo(1);
    }

    @Test
    void aFullOutboxHoldsUpTheCommitUntilThereIsRoom() throws Exception {
        Outbox outbox = Outbox.open(folder, 100);
        outbox.put(batch(1, 100));
        CompletableFuture<Void> committed = new CompletableFuture<>();
        Thread committer = Thread.ofPlatform().start(() -> {
            try {
                outbox.put(batch(2, 10));
                committed.complete(null);
            } catch (IOException | InterruptedException e) {
                committed.completeExceptionally(e);
            }
        });
        await().until(() -> committer.getState() == Thread.State.WAITING);
        assertThat(committed).isNotDone();
        outbox.loaded(oldest(outbox).orElseThrow());
        await().atMost(Duration.ofSeconds(5)).until(committed::isDone);
        assertThat(outbox.bytes()).isEqualTo(10);
    }

    @Test
    void aRejectedBatchIsKeptAsideAndFreesItsRoom() throws Exception {
        Outbox outbox = Outbox.open(folder, NO_LIMIT);
        outbox.put(batch(1, 10));
        Path aside = outbox.reject(oldest(outbox).orElseThrow());
        assertThat(aside).hasSize(10).hasParent(folder.resolve("rejected"));
        assertThat(oldest(Outbox.open(folder, NO_LIMIT))).isEmpty();
        assertThat(outbox.bytes()).isZero();
    }

    @Test
    void whatAnInstanceThatIsGoneHasLeftIsTakenOver() throws Exception {
        Outbox.open(folder.resolve("1"), NO_LIMIT).put(batch(1, 10));
        Outbox left = Outbox.open(folder.resolve("0"), NO_LIMIT);
        left.adopt(folder.resolve("1"));
        assertThat(oldest(left)).isPresent();
        assertThat(oldest(Outbox.open(folder.resolve("1"), NO_LIMIT))).isEmpty();
    }
}
