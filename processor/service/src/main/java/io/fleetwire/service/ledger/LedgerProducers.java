package io.fleetwire.service.ledger;

import io.fleetwire.event.LedgerEntry;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.service.kafka.KafkaConfig;
import io.fleetwire.service.kafka.TopicTail;
import io.fleetwire.service.status.PipelineMonitor;
import io.fleetwire.service.store.History;
import io.fleetwire.service.store.History.Arrived;
import io.fleetwire.service.store.StoreProducers;
import io.fleetwire.service.store.StoreUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows {@code fleet.ledger} and compares it with ClickHouse every few seconds, so that whoever asks is answered at once. */
@ApplicationScoped
@Startup
public class LedgerProducers {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerProducers.class);
    private static final long COMPARE_EVERY_MS = 5_000;

    /** Days that count, with today: at midnight nobody's ledger becomes empty. */
    private static final int DAYS = 2;

    private static final TopicTail.Start START =
            new TopicTail.Start(Duration.ofDays(DAYS + 1), LedgerProjection.MAX_ACCOUNTS);

    /** Clocks of gateways and ours differ, and an engine elsewhere has an outbox that cannot be seen from here. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final LedgerProjection book = new LedgerProjection();
    private final TopicTail<LedgerEntry> tail;
    private final StoreProducers store;
    private final History history;
    private final PipelineMonitor watch;
    private final ScheduledExecutorService comparing = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ledger").factory());
    private volatile LedgerReport report =
            LedgerReport.of(LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC), Instant.now(), null, List.of());

    LedgerProducers(
            KafkaConfig kafka, StoreProducers store, History history, PipelineMonitor watch, MeterRegistry meters) {
        this.store = store;
        this.history = history;
        this.watch = watch;
        tail = new TopicTail<>(Topics.LEDGER, START, kafka::consumer, (key, entry, old) -> {
            if (entry != null) {
                book.take(entry);
            }
        });
        meters.gauge("fleetwire.ledger.missing", this, l -> l.report.totals().missing());
        meters.gauge("fleetwire.ledger.pending", this, l -> l.report.totals().pending());
        meters.gauge("fleetwire.ledger.lost", this, l -> l.report.totals().lostWithConnection());
        tail.begin();
        var unused = comparing.scheduleWithFixedDelay(this::compare, 0, COMPARE_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void compare() {
        try {
            Instant now = Instant.now();
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            LocalDate since = today.minusDays(DAYS - 1L);
            book.forgetBefore(since);
            // Asked before ClickHouse is: what was stored by then, the answer has.
            Instant storedUntil = watch.storedUntil();
            Map<String, Arrived> arrived = arrived(since, today.plusDays(1));
            Instant due = storedUntil == null ? null : storedUntil.minus(MARGIN);
            report = LedgerReport.of(since, now, storedUntil, book.report(arrived, due));
        } catch (RuntimeException e) {
            // An exception would end the comparing.
            LOG.warn("the ledger could not be compared: {}", e.toString());
        }
    }

    private @Nullable Map<String, Arrived> arrived(LocalDate since, LocalDate until) {
        try {
            return store.isUp() && store.isMigrated()
                    ? history.arrived(since, until, LedgerProjection.MAX_ACCOUNTS)
                    : null;
        } catch (StoreUnavailableException e) {
            return null;
        }
    }

    /** The newest comparison. */
    public LedgerReport report() {
        return report;
    }

    void stop(@Observes ShutdownEvent event) {
        comparing.shutdownNow();
        tail.close();
    }
}
