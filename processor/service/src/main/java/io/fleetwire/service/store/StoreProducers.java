package io.fleetwire.service.store;

import io.fleetwire.clickhouse.MigrationException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the store, watches whether it is there, and brings its schema up to date as soon as it is. */
@ApplicationScoped
@Startup
public class StoreProducers {

    private static final Logger LOG = LoggerFactory.getLogger(StoreProducers.class);
    private static final long LOOK_EVERY_MS = 1_000;

    private final ClickHouse clickHouse;
    private final History history;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("store watch").factory());
    private volatile boolean up;
    private volatile boolean migrated;
    private volatile @Nullable String problem;

    StoreProducers(StoreConfig config) {
        clickHouse = new ClickHouse(config);
        history = new History(clickHouse);
        migrated = !config.migrate();
        var unused = watch.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            boolean answers = clickHouse.isUp();
            if (answers != up) {
                LOG.info(answers ? "ClickHouse answers" : "ClickHouse is away; live positions and alerts go on");
            }
            up = answers;
            if (up && !migrated && problem == null) {
                migrated = clickHouse.migrate();
            }
        } catch (MigrationException e) {
            LOG.error("the schema could not be brought up to date", e);
            // An answer that trying again does not change, unless ClickHouse went away in the middle.
            problem = clickHouse.isUp() ? e.getMessage() : null;
        } catch (RuntimeException e) {
            // An exception would end the watch.
            LOG.warn("looking at ClickHouse failed: {}", e.toString());
            up = false;
        }
    }

    /** Whether it answered a second ago. */
    public boolean isUp() {
        return up;
    }

    /** Whether it has the tables this version needs. */
    public boolean isMigrated() {
        return migrated;
    }

    /** Why the schema cannot be brought up to date; null: it is, or waits for ClickHouse. */
    public @Nullable String problem() {
        return problem;
    }

    @Produces
    History history() {
        return history;
    }

    void stop(@Observes ShutdownEvent event) {
        watch.shutdownNow();
        clickHouse.close();
    }
}
