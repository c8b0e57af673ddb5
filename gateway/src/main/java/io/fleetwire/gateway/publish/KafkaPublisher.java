package io.fleetwire.gateway.publish;

import io.fleetwire.gateway.metrics.GatewayMetrics;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Stores batches in Kafka. Three threads meet here, and none waits for another:
 *
 * <ul>
 *   <li>whoever publishes (an event loop, the broker) puts the batch into a bounded queue;
 *   <li>the one sending thread takes it out and calls {@code Producer.send}, the only call that may block (while Kafka's metadata is unknown): one
 *       thread, so a vehicle's records enter Kafka in the order they were published;
 *   <li>Kafka's network thread confirms. Its callback counts down and completes a future, whose followers hop to their own threads.
 * </ul>
 *
 * <p>Order: one thread sends, and the idempotent producer keeps the order through its own retries. It retries for minutes, while who waits for an answer
 * gives up after {@link Publisher#PATIENCE}: a packet that was given up may be stored after all, and the device, which was not told so, sends it again. It
 * then stands in Kafka twice, in order, and the engine knows it by its record ids. What Kafka's producer never got breaks its {@link OrderingGuard}.
 */
public final class KafkaPublisher implements Publisher {

    /** Longest a batch waits to be sent: beyond, Kafka is away and the queue would only grow older. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /** Most batches in the queue. {@link InFlight} bounds their bytes; this bounds the queue itself. */
    private static final int MAX_QUEUED = 1 << 16;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Producer<String, byte[]> producer;
    private final InFlight inFlight;
    private final KafkaHealth health;
    private final GatewayMetrics metrics;
    private final BlockingQueue<PendingBatch> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    private final Thread sender;
    private volatile boolean stopped;

    public KafkaPublisher(
            Producer<String, byte[]> producer, InFlight inFlight, KafkaHealth health, GatewayMetrics metrics) {
        this.producer = producer;
        this.inFlight = inFlight;
        this.health = health;
        this.metrics = metrics;
        sender = Thread.ofPlatform().name("kafka-sender").daemon().start(this::sendUntilStopped);
    }

    @Override
    public CompletableFuture<Void> publish(Batch batch) {
        if (batch.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        inFlight.add(batch.bytes());
        PendingBatch sending = new PendingBatch(batch, this::settled);
        if (stopped) {
            sending.abandon("the gateway is stopping");
        } else if (!queue.offer(sending)) {
            sending.abandon("more than " + MAX_QUEUED + " batches wait for Kafka");
        }
        return sending.stored();
    }

    private void sendUntilStopped() {
        try {
            while (!stopped) {
                PendingBatch next = queue.poll(100, TimeUnit.MILLISECONDS);
                if (next != null) {
                    send(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (PendingBatch left = queue.poll(); left != null; left = queue.poll()) {
            left.abandon("the gateway stopped");
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of it
    private void send(PendingBatch sending) {
        if (sending.age().compareTo(LONGEST_WAIT) > 0) {
            sending.abandon("Kafka did not take it within " + LONGEST_WAIT.toSeconds() + " s");
            return;
        }
        if (sending.comesTooLate()) {
            sending.abandon("what its device said before is not stored");
            return;
        }
        for (ProducerRecord<String, byte[]> record : sending.batch().records()) {
            // A send that failed at once has blocked for its time-out; the rest of a lost batch must not do the same.
            if (sending.hasFailed()) {
                sending.abandon("an earlier record of the batch failed");
                return;
            }
            try {
                producer.send(record, sending);
            } catch (RuntimeException e) { // not a failure of the send, which the callback hears of, but of the call
                sending.abandon(String.valueOf(e.getMessage()));
                return;
            }
        }
    }

    private void settled(PendingBatch sending, boolean stored) {
        inFlight.remove(sending.batch().bytes());
        int records = sending.batch().records().size();
        if (stored) {
            health.stored();
            metrics.stored(records, sending.age());
        } else {
            health.failed();
            metrics.notStored(records);
        }
    }

    /** Fails what is still queued; what Kafka has in hand gets a last chance. Let {@link InFlight} run empty before. */
    public void stop() throws InterruptedException {
        stopped = true;
        sender.join();
        producer.close(CLOSE_TIMEOUT);
    }
}
