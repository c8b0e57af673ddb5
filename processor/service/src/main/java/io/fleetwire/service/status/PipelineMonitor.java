package io.fleetwire.service.status;

import io.fleetwire.service.engine.EngineHost;
import io.fleetwire.service.kafka.KafkaConfig;
import io.fleetwire.service.live.PipelineHealth;
import io.fleetwire.service.live.PipelineHealthSource;
import io.fleetwire.service.store.StoreProducers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the pipeline every second, so that whoever asks is answered at once. */
@ApplicationScoped
@Startup
public class PipelineMonitor implements PipelineHealthSource {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineMonitor.class);
    private static final long LOOK_EVERY_MS = 1_000;

    private final KafkaProbe probe;
    private final StoreProducers store;
    private final EngineHost engine;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pipeline watch").factory());
    private volatile KafkaProbe.Seen kafka = KafkaProbe.Seen.DOWN;
    private final Progress progress = new Progress();

    PipelineMonitor(KafkaConfig config, StoreProducers store, EngineHost engine, MeterRegistry meters) {
        this.probe = new KafkaProbe(config);
        this.store = store;
        this.engine = engine;
        meters.gauge("fleetwire.kafka.up", this, w -> w.kafka.up() ? 1 : 0);
        meters.gauge("fleetwire.clickhouse.up", store, s -> s.isUp() ? 1 : 0);
        meters.gauge("fleetwire.engine.running", engine, e -> e.state().equals("RUNNING") ? 1 : 0);
        var unused = watch.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Instant now = Instant.now();
            kafka = probe.look();
            if (kafka.up()) {
                progress.look(now, kafka.ends(), kafka.committed(), isLoaded());
            }
        } catch (RuntimeException e) {
            // An exception would end the watch.
            LOG.warn("looking at Kafka failed: {}", e.toString());
            kafka = KafkaProbe.Seen.DOWN;
        }
    }

    /** Where the engine runs elsewhere, its outbox cannot be seen from here; {@link #storedUntil}'s reader leaves time for it. */
    private boolean isLoaded() {
        return store.isUp()
                && engine.status().map(status -> status.outboxBytes() == 0).orElse(!engine.isHosted());
    }

    @Override
    public @Nullable Instant storedUntil() {
        return progress.storedUntil();
    }

    KafkaProbe.Seen kafka() {
        return kafka;
    }

    @Override
    public PipelineHealth health() {
        return new PipelineHealth(kafka.up(), store.isUp(), engine.isHosted() ? engine.state() : null);
    }

    void stop(@Observes ShutdownEvent event) {
        watch.shutdownNow();
        probe.close();
    }
}
