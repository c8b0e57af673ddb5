package io.fleetwire.service.audit;

import io.fleetwire.event.AuditEvent;
import io.fleetwire.event.wire.Topics;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Writes to {@code fleet.audit}. Nobody waits for it; what Kafka did not take is handed to {@code unwritten}, so it is nowhere lost. */
public final class AuditLog implements AutoCloseable {

    /** Events that wait for a producer that waits for Kafka. */
    private static final int MOST_WAITING = 1_000;

    private final Supplier<? extends Producer<String, byte[]>> producers;
    private final Consumer<AuditEvent> unwritten;
    private final ExecutorService writer = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("audit").factory());
    private @Nullable Producer<String, byte[]> producer;

    AuditLog(Supplier<? extends Producer<String, byte[]>> producers, Consumer<AuditEvent> unwritten) {
        this.producers = producers;
        this.unwritten = unwritten;
    }

    /** Takes an event. */
    public void write(AuditEvent event) {
        try {
            writer.execute(() -> send(event));
        } catch (RejectedExecutionException e) {
            unwritten.accept(event);
        }
    }

    private void send(AuditEvent event) {
        try {
            var unused = producer()
                    .send(
                            new ProducerRecord<>(
                                    Topics.AUDIT.name(),
                                    event.actor(),
                                    Topics.AUDIT.format().encode(event)),
                            (stored, failure) -> {
                                if (failure != null) {
                                    unwritten.accept(event);
                                }
                            });
        } catch (KafkaException e) {
            unwritten.accept(event);
        }
    }

    private synchronized Producer<String, byte[]> producer() {
        Producer<String, byte[]> made = producer;
        if (made == null) {
            made = producers.get();
            producer = made;
        }
        return made;
    }

    @Override
    public void close() {
        writer.close();
        synchronized (this) {
            if (producer != null) {
                producer.close();
            }
        }
    }
}
