package io.fleetwire.sim.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.sim.load.Latency;
import io.fleetwire.sim.load.Plan;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command prints.
 *
 * @param offered records, those of the warm-up included, as in the next ones
 * @param stored different acknowledged records that are in ClickHouse
 * @param doubled rows beyond one for each record
 * @param acknowledgedPerSecond records, from the start to the last acknowledgement
 * @param reconnects tries that failed; each was followed by another over a new connection
 * @param ackLatencyMs from the moment a packet was due until its acknowledgement, without the warm-up
 * @param storeLagMs from the last acknowledgement until all acknowledged records were visible in ClickHouse; within 200 ms; absent where they never were
 * @param generatorLateMs how late the generator itself was
 * @param frameToWebSocketMs as the service measured it at the end
 */
@JsonPropertyOrder({"scenario", "plan", "offered", "acknowledged", "stored", "lost", "doubled"})
record Result(
        Plan plan,
        long offered,
        long acknowledged,
        long stored,
        long doubled,
        double acknowledgedPerSecond,
        long reconnects,
        Latency ackLatencyMs,
        @Nullable Long storeLagMs,
        Latency generatorLateMs,
        JsonNode frameToWebSocketMs,
        Machine machine,
        Map<String, String> versions) {

    /**
     * Where it ran.
     *
     * @param loadAverage of the last minute, when the sending was over
     */
    record Machine(int cores, double loadAverage, String os) {
        static Machine current() {
            var os = ManagementFactory.getOperatingSystemMXBean();
            return new Machine(
                    os.getAvailableProcessors(),
                    Math.round(os.getSystemLoadAverage() * 100) / 100.0,
                    os.getName() + " " + os.getVersion() + " " + os.getArch());
        }
    }

    @JsonProperty("scenario")
    String scenario() {
        return "fleet-ingest";
    }

    /** Acknowledged and not stored: a broken promise. */
    @JsonProperty("lost")
    long lost() {
        return acknowledged - stored;
    }

    /** Whether the stack kept its promise: everything acknowledged is stored, once, and everything offered was acknowledged. */
    boolean kept() {
        return lost() == 0 && doubled == 0 && acknowledged == offered;
    }
}
