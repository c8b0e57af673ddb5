package io.fleetwire.service.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fleetwire.service.live.Percentiles;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the pipeline does.
 *
 * @param vehicles how many are moving, idle or stopped: heard of lately
 * @param openAlerts how many episodes last
 * @param recordsPerSecond what arrives on {@code fleet.telemetry.raw}; absent while nobody knows
 * @param deadLetters what is on {@code fleet.deadletter}
 * @param outboxBytes what waits for ClickHouse; absent where the engine runs elsewhere
 * @param unknownDevices devices that were refused, the latest first
 */
public record PipelineStatus(
        Up kafka,
        Up clickhouse,
        Engine engine,
        int vehicles,
        int openAlerts,
        Percentiles latencyMs,
        @Nullable Double recordsPerSecond,
        @Nullable Long deadLetters,
        @Nullable Long outboxBytes,
        ConnectCard connectCard,
        @JsonProperty("knocks") List<UnknownDeviceItem> unknownDevices) {

    /** Whether it answers; {@code problem} where a person has to do something. */
    public record Up(boolean up, @Nullable String problem) {}

    /** The Flink job. */
    public record Engine(
            String state,
            long restarts,
            @Nullable Instant lastCheckpointAt,
            @Nullable String failure) {}

    /** Where trackers connect. */
    public record ConnectCard(String host, Map<String, Integer> ports) {}

    /** A device that was refused. */
    public record UnknownDeviceItem(String deviceId, String protocol, Instant at, String remote, long times) {}
}
