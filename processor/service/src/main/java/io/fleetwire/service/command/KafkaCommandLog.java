package io.fleetwire.service.command;

import io.fleetwire.event.Command;
import io.fleetwire.event.CommandResult;
import io.fleetwire.event.wire.Topic;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.service.command.CommandRefusedException.Why;
import io.fleetwire.service.kafka.TopicTail;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** {@code fleet.commands} and its results: a write counts when all replicas have it and this process has read it back. */
final class KafkaCommandLog implements CommandLog, AutoCloseable {

    /** How long a person waits for the own command to come back. */
    private static final Duration READ_BACK = Duration.ofSeconds(5);

    private final Supplier<? extends Producer<String, byte[]>> producers;
    private final TopicTail<Command> commands;
    private final TopicTail<CommandResult> results;
    /** Made with the first write: where Kafka's name does not resolve yet, a producer cannot be made at all. */
    private @Nullable Producer<String, byte[]> producer;

    KafkaCommandLog(
            Supplier<? extends Producer<String, byte[]>> producers,
            TopicTail<Command> commands,
            TopicTail<CommandResult> results) {
        this.producers = producers;
        this.commands = commands;
        this.results = results;
    }

    @Override
    public void write(Command command) {
        write(Topics.COMMANDS, command, commands);
    }

    @Override
    public void write(CommandResult result) {
        write(Topics.COMMAND_RESULTS, result, results);
    }

    private <T> void write(Topic<T> topic, T value, TopicTail<T> tail) {
        try {
            RecordMetadata stored = producer()
                    .send(new ProducerRecord<>(
                            topic.name(),
                            topic.key().apply(value),
                            topic.format().encode(value)))
                    .get();
            if (!tail.awaitRead(stored.partition(), stored.offset(), READ_BACK)) {
                throw new CommandRefusedException(
                        Why.UNAVAILABLE,
                        "Kafka has stored it, but this service has not seen it yet. Look again in a moment.");
            }
        } catch (ExecutionException | KafkaException e) {
            throw new CommandRefusedException(
                    Why.UNAVAILABLE,
                    "Kafka did not confirm it. It may still be carried out: look again when Kafka is back.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandRefusedException(Why.UNAVAILABLE, "The service is stopping.", e);
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
    public synchronized void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
