package io.fleetwire.gateway.publish;

import io.fleetwire.event.CommandResult;
import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.DeadLetter;
import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripEvent;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.event.wire.Topic;
import io.fleetwire.event.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What must be stored together before anybody hears that it is: a frame's events and dead letters, encoded.
 *
 * @param records in the order of the frame
 * @param bytes what they occupy until Kafka confirmed them
 * @param orderingGuard of the connection that it came over; null: it follows nothing
 */
public record Batch(
        List<ProducerRecord<String, byte[]>> records,
        long bytes,
        @Nullable OrderingGuard orderingGuard) {

    /** Nothing to store. */
    public static final Batch EMPTY = new Batch(List.of(), 0, null);

    /** What a record occupies beside its value: the objects around it, here and in Kafka's producer. */
    private static final int OVERHEAD_BYTES = 256;

    /** A frame's events, in its order, and what could not be decoded of it. */
    public static Batch of(List<VehicleEvent> events, List<DeadLetter> deadLetters) {
        if (events.isEmpty() && deadLetters.isEmpty()) {
            return EMPTY;
        }
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>(events.size() + deadLetters.size());
        for (VehicleEvent event : events) {
            records.add(
                    switch (event) {
                        case Telemetry telemetry -> encode(Topics.TELEMETRY_RAW, telemetry);
                        case TripEvent trip -> encode(Topics.TRIP_EVENTS, trip);
                        case DriverEvent driver -> encode(Topics.DRIVER_EVENTS, driver);
                    });
        }
        for (DeadLetter letter : deadLetters) {
            records.add(encode(Topics.DEAD_LETTERS, letter));
        }
        return of(records);
    }

    /** A change of the fleet's configuration. */
    public static Batch of(ConfigEntry entry) {
        return of(List.of(encode(Topics.CONFIG, entry)));
    }

    /** The end of an entry of the fleet's configuration. */
    public static Batch removing(String configKey) {
        return of(List.of(new ProducerRecord<>(Topics.CONFIG.name(), configKey, null)));
    }

    /** What became of a command. */
    public static Batch of(CommandResult result) {
        return of(List.of(encode(Topics.COMMAND_RESULTS, result)));
    }

    private static Batch of(List<ProducerRecord<String, byte[]>> records) {
        long bytes = 0;
        for (ProducerRecord<String, byte[]> encoded : records) {
            bytes += (encoded.value() == null ? 0 : encoded.value().length) + OVERHEAD_BYTES;
        }
        return new Batch(List.copyOf(records), bytes, null);
    }

    private static <T> ProducerRecord<String, byte[]> encode(Topic<T> topic, T value) {
        return new ProducerRecord<>(
                topic.name(), topic.key().apply(value), topic.format().encode(value));
    }

    /** The same, behind everything that was in the lane before. */
    public Batch in(OrderingGuard itsOrderingGuard) {
        return new Batch(records, bytes, itsOrderingGuard);
    }

    /** Whether there is nothing to store. */
    public boolean isEmpty() {
        return records.isEmpty();
    }
}
