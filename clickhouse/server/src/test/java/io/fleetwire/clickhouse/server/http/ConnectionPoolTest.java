package io.fleetwire.clickhouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.clickhouse.server.engine.EngineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {
    @Test
    void aRequestThatWaitsGetsTheNextFreeConnection() throws Exception {
        ConnectionPool<String> pool = new ConnectionPool<>(List.of("only"), Duration.ofSeconds(30));
        String held = pool.acquire();
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<String> waiting = threads.submit(pool::acquire);
            pool.release(held);
            assertThat(waiting.get()).isEqualTo("only");
        }
    }

    @Test
    void aRequestIsTurnedAwayAfterItsTime() throws EngineException {
        ConnectionPool<String> pool = new ConnectionPool<>(List.of("only"), Duration.ofMillis(10));
        assertThat(pool.acquire()).isEqualTo("only");

        assertThatThrownBy(pool::acquire)
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("TOO_MANY_SIMULTANEOUS_QUERIES");
    }

    @Test
    void aRequestIsTurnedAwayAtOnceWhereManyWait() throws Exception {
        ConnectionPool<String> pool = new ConnectionPool<>(List.of("only"), Duration.ofMinutes(10));
        pool.acquire();
        List<Future<String>> waiting = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < ConnectionPool.MAX_WAITING; i++) {
                waiting.add(threads.submit(pool::acquire));
            }
            Awaitility.await().until(() -> pool.waiting() == ConnectionPool.MAX_WAITING);
            assertThatThrownBy(pool::acquire).hasMessageContaining("64 requests already wait");
        } finally {
            threads.shutdownNow();
        }
        for (Future<String> one : waiting) {
            assertThatThrownBy(one::get).hasRootCauseInstanceOf(EngineException.class);
        }
    }
}
