package io.fleetwire.engine.job;

import io.fleetwire.engine.job.store.ClickHouseTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the job's neighbours are, and how it runs.
 *
 * @param checkpoints folder of checkpoints and savepoints
 * @param outbox folder of committed batches that wait for ClickHouse; on a cluster a disk that outlives its machine
 * @param outboxLimitBytes at the limit the job waits for ClickHouse
 * @param temporary folder for what is worthless after a restart
 * @param parallelism instances of every operator
 * @param bufferTimeout how long a record may wait for others before it crosses the network
 * @param modelWait how long a record may wait for others before the model is asked
 * @param modelFile null: the bundled model
 * @param state where what is known of the vehicles is kept
 */
public record JobSettings(
        String kafkaBootstrapServers,
        ClickHouseTarget clickHouse,
        Path checkpoints,
        Path outbox,
        long outboxLimitBytes,
        Path temporary,
        int parallelism,
        Duration checkpointInterval,
        Duration bufferTimeout,
        Duration modelWait,
        @Nullable String modelFile,
        StateSettings state) {

    /** The cache of vehicles may take this part of the heap. */
    private static final long HEAP_SHARE_OF_CACHE = 4;

    /** A vehicle with a full window, as objects: 288 observations of about 290 bytes. */
    private static final long BYTES_OF_A_VEHICLE = 84_000;

    /**
     * From the environment (docs/engine.md lists the variables).
     *
     * @throws IllegalArgumentException naming the variable that is wrong
     */
    public static JobSettings from(Map<String, String> environment) {
        Environment env = new Environment(environment);
        Path data = Path.of(env.text("FLEETWIRE_DATA", "data")).toAbsolutePath();
        return new JobSettings(
                env.text("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092"),
                new ClickHouseTarget(
                        env.text("CLICKHOUSE_URL", "http://127.0.0.1:8123"),
                        env.text("CLICKHOUSE_USER", "default"),
                        env.text("CLICKHOUSE_PASSWORD", ""),
                        env.text("CLICKHOUSE_DATABASE", "fleet")),
                Path.of(env.text(
                        "FLEETWIRE_CHECKPOINTS", data.resolve("checkpoints").toString())),
                Path.of(env.text("FLEETWIRE_OUTBOX", data.resolve("outbox").toString())),
                env.number("FLEETWIRE_OUTBOX_LIMIT_MIB", 2_048, 16, 1 << 20) << 20,
                data.resolve("tmp").resolve("flink"),
                (int) env.number("FLEETWIRE_PARALLELISM", Runtime.getRuntime().availableProcessors(), 1, 1_024),
                Duration.ofMillis(env.number("FLEETWIRE_CHECKPOINT_INTERVAL_MS", 1_000, 50, 3_600_000)),
                Duration.ofMillis(env.number("FLEETWIRE_BUFFER_TIMEOUT_MS", 10, 0, 10_000)),
                Duration.ofMillis(env.number("FLEETWIRE_MODEL_PATIENCE_MS", 20, 1, 10_000)),
                environment.get("FLEETWIRE_MODEL"),
                new StateSettings(
                        env.oneOf("FLEETWIRE_STATE", StateSettings.Backend.ROCKSDB, StateSettings.Backend.class),
                        env.number("FLEETWIRE_STATE_MEMORY_MIB", 96, 32, 1 << 20) << 20,
                        Duration.ofDays(env.number("FLEETWIRE_FORGET_VEHICLES_AFTER_DAYS", 90, 1, 3_650))));
    }

    /** Vehicles whose state each instance keeps on the heap, ready to use, where Flink keeps only its bytes. */
    int cachedVehiclesPerInstance() {
        return switch (state.backend()) {
            case HEAP -> 0;
            case ROCKSDB ->
                (int) Math.max(
                        64, Runtime.getRuntime().maxMemory() / HEAP_SHARE_OF_CACHE / BYTES_OF_A_VEHICLE / parallelism);
        };
    }

    private record Environment(Map<String, String> values) {

        String text(String name, String fallback) {
            String value = values.get(name);
            return value == null || value.isBlank() ? fallback : value.strip();
        }

        <E extends Enum<E>> E oneOf(String name, E fallback, Class<E> type) {
            String text = text(name, fallback.name());
            for (E value : type.getEnumConstants()) {
                if (value.name().equalsIgnoreCase(text)) {
                    return value;
                }
            }
            throw new IllegalArgumentException(name + " must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(value -> value.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))
                    + ", not \"" + text + '"');
        }

        long number(String name, long fallback, long min, long max) {
            String text = text(name, String.valueOf(fallback));
            try {
                long value = Long.parseLong(text);
                if (value >= min && value <= max) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Said below, with the limits.
            }
            throw new IllegalArgumentException(
                    name + " must be a whole number from " + min + " to " + max + ", not \"" + text + '"');
        }
    }
}
