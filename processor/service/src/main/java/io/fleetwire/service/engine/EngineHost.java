package io.fleetwire.service.engine;

import io.fleetwire.engine.job.EmbeddedFlink;
import io.fleetwire.engine.job.EngineStatus;
import io.fleetwire.engine.job.JobSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the job in this process: starts it as soon as Kafka is there, looks how it is, and stops it with a savepoint. */
@ApplicationScoped
@Startup
public class EngineHost {

    private static final Logger LOG = LoggerFactory.getLogger(EngineHost.class);
    private static final long LOOK_EVERY_MS = 1_000;

    private final boolean hosted;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("engine host").unstarted(this::run);
    private @Nullable EmbeddedFlink flink;
    private volatile @Nullable EngineStatus status;
    private volatile boolean ranOnce;
    private String saidProblem = "";

    EngineHost(EngineConfig config) {
        hosted = config.hosted();
        if (hosted) {
            thread.start();
        }
    }

    private void run() {
        try {
            do {
                look();
            } while (!stop.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("interrupted while watching the engine");
        }
    }

    private synchronized void look() {
        if (stop.getCount() == 0) {
            return;
        }
        if (flink == null) {
            flink = start();
        }
        if (flink != null) {
            EngineStatus current = flink.status();
            ranOnce |= current.state() == EngineStatus.State.RUNNING;
            status = current;
            if (current.state() == EngineStatus.State.FAILED) {
                // Flink gave the job up. What was checkpointed last is what a new one goes on from.
                LOG.error("the engine failed, starting it again: {}", current.failure());
                flink.close();
                flink = null;
            }
        }
    }

    private @Nullable EmbeddedFlink start() {
        try {
            return EmbeddedFlink.start(JobSettings.from(System.getenv()));
        } catch (Exception e) {
            // Kafka or its topics are not there yet, or the newest checkpoint is damaged: said once, tried on.
            if (!saidProblem.equals(e.toString())) {
                saidProblem = e.toString();
                LOG.warn("the engine does not start, trying again: {}", saidProblem);
            }
            return null;
        }
    }

    /** How the job is; empty: it runs elsewhere, or has not started yet. */
    public Optional<EngineStatus> status() {
        return Optional.ofNullable(status);
    }

    /** Its state as one word: Flink's, {@code STARTING} before it is there, {@code EXTERNAL} where it runs elsewhere. */
    public String state() {
        EngineStatus current = status;
        if (!hosted) {
            return "EXTERNAL";
        }
        return current == null
                ? EngineStatus.State.STARTING.name()
                : current.state().name();
    }

    public boolean isHosted() {
        return hosted;
    }

    /** Whether it has been running since this process started. */
    public boolean ranOnce() {
        return ranOnce;
    }

    void stop(@Observes ShutdownEvent event) {
        stop.countDown();
        synchronized (this) {
            if (flink != null) {
                flink.close();
            }
        }
    }
}
