package io.fleetwire.engine.job.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.LivePosition.Anomaly;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is missing, throws or stalls costs verdicts, never records (F20). */
class ScorerTest {

    private static final List<float[]> WINDOW = List.of(new float[] {1});
    private static final List<@Nullable Anomaly> VERDICT = List.of(new Anomaly(1, 2, false, List.of()));

    @TempDir
    Path folder = Path.of("");

    @Test
    void aMissingOrCorruptFileGivesNoVerdicts() throws Exception {
        Path corrupt = Files.writeString(folder.resolve("model.json"), "{\"version\":1");
        for (String file :
                List.of(corrupt.toString(), folder.resolve("none.json").toString())) {
            try (Scorer scorer = Scorer.load(file)) {
                assertThat(scorer.score(WINDOW)).isEmpty();
                assertThat(scorer.version()).isEmpty();
            }
        }
    }

    @Test
    void aModelThatThrowsGivesNoVerdictAndIsAskedAgain() {
        AtomicInteger calls = new AtomicInteger();
        try (Scorer scorer = new Scorer(
                windows -> {
                    if (calls.getAndIncrement() == 0) {
                        throw new IllegalStateException("scripted");
                    }
                    return VERDICT;
                },
                "m",
                () -> {})) {
            assertThat(scorer.score(WINDOW)).isEmpty();
            assertThat(scorer.score(WINDOW)).isEqualTo(VERDICT);
        }
    }

    @Test
    void aModelThatStallsHoldsUpNobodyForLong() {
        CountDownLatch stalled = new CountDownLatch(1);
        try (Scorer scorer = new Scorer(
                windows -> {
                    try {
                        stalled.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return VERDICT;
                },
                "m",
                () -> {})) {
            long start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                assertThat(scorer.score(WINDOW)).isEmpty();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Scorer.PATIENCE.multipliedBy(5));
            stalled.countDown();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> scorer.score(WINDOW).equals(VERDICT));
        }
    }
}
