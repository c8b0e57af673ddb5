package io.fleetwire.gateway.ledger;

import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.ledger.Account.Snapshot;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the accounts that changed to {@code fleet.ledger}, every ten seconds and once more at the end. With a producer of its own, so that books can
 * neither hold up an acknowledgement nor take its room, not even where the topic is missing. Counts are cumulative: what is not stored now is in the next.
 */
public final class LedgerWriter {

    /** How often. */
    public static final Duration EVERY = Duration.ofSeconds(10);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

    private final Ledger ledger;
    private final String gateway;
    private final GatewayMetrics metrics;
    private final InstantSource clock;
    private final Supplier<Producer<String, byte[]>> producers;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("ledger").daemon().unstarted(this::run);
    private @Nullable Producer<String, byte[]> producer;

    /**
     * @param gateway another one with every start: its counts begin at zero
     * @param producers asked once, on the writer's thread
     */
    public LedgerWriter(
            Ledger ledger,
            String gateway,
            GatewayMetrics metrics,
            InstantSource clock,
            Supplier<Producer<String, byte[]>> producers) {
        this.ledger = ledger;
        this.gateway = gateway;
        this.metrics = metrics;
        this.clock = clock;
        this.producers = producers;
    }

    /** Begins to write. */
    public LedgerWriter begin() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (!stop.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                write();
            }
            write();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (producer != null) {
                producer.close(CLOSE_TIMEOUT);
            }
        }
    }

    private void write() {
        try {
            for (Account account : ledger.changed()) {
                if (!write(account)) {
                    return;
                }
            }
        } catch (RuntimeException e) {
            metrics.ledgerNotWritten();
            LOG.warn("the ledger is not written, the next time has it all: {}", e.getMessage());
        }
    }

    /** False: Kafka is away, and each further account would wait as long to hear it. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of it
    private boolean write(Account account) {
        if (producer == null) {
            producer = producers.get();
        }
        Snapshot snapshot = account.snapshot(gateway, clock.instant());
        boolean[] refusedAtOnce = {false};
        producer.send(
                new ProducerRecord<>(
                        Topics.LEDGER.name(),
                        snapshot.entry().key(),
                        Topics.LEDGER.format().encode(snapshot.entry())),
                (stored, failure) -> {
                    if (failure == null) {
                        account.written(snapshot.changes());
                    } else {
                        refusedAtOnce[0] = true;
                        metrics.ledgerNotWritten();
                    }
                });
        return !refusedAtOnce[0];
    }

    /** Writes what changed, and stops. */
    public void stop() throws InterruptedException {
        stop.countDown();
        if (thread.isAlive()) {
            thread.join(CLOSE_TIMEOUT.multipliedBy(2));
        }
    }
}
