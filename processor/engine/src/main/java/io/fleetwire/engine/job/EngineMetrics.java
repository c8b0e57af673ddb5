package io.fleetwire.engine.job;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** The few of Flink's and the job's metrics that a stack wants to see, of the job that runs in this process. */
public final class EngineMetrics implements MetricReporter {

    static final String RECORDS = "vehicleEvents";
    static final String DEAD_LETTERS = "deadLetters";
    static final String SCORED = "scored";
    static final String UNSCORED = "unscored";
    static final String OUTBOX_BYTES = "outboxBytes";
    static final String OUTBOX_BATCHES = "outboxBatches";
    static final String OUTBOX_REJECTED = "outboxRejected";
    static final String OUTBOX_PROBLEM = "outboxProblem";
    static final String RESTARTS = "numRestarts";

    private static final Set<String> WANTED = Set.of(
            RECORDS,
            DEAD_LETTERS,
            SCORED,
            UNSCORED,
            OUTBOX_BYTES,
            OUTBOX_BATCHES,
            OUTBOX_REJECTED,
            OUTBOX_PROBLEM,
            RESTARTS);

    /** By metric and its name; as many as there are instances of the few operators. Flink makes the reporter itself, hence static. */
    private static final Map<Metric, String> METRICS = new ConcurrentHashMap<>();

    /** For Flink. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(java.util.Properties properties) {
            return new EngineMetrics();
        }
    }

    /** The sum over all instances; 0 before the job runs. */
    static long sum(String name) {
        long sum = 0;
        for (Map.Entry<Metric, String> entry : METRICS.entrySet()) {
            if (entry.getValue().equals(name)) {
                sum += switch (entry.getKey()) {
                    case Counter counter -> counter.getCount();
                    case Gauge<?> gauge when gauge.getValue() instanceof Number number -> number.longValue();
                    default -> 0;
                };
            }
        }
        return sum;
    }

    /** The first text that is not empty; empty where all are. */
    static String text(String name) {
        for (Map.Entry<Metric, String> entry : METRICS.entrySet()) {
            if (entry.getValue().equals(name)
                    && entry.getKey() instanceof Gauge<?> gauge
                    && gauge.getValue() instanceof String text
                    && !text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (WANTED.contains(name)) {
            METRICS.put(metric, name);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        METRICS.remove(metric);
    }

    @Override
    public void open(MetricConfig config) {
        METRICS.clear();
    }

    @Override
    public void close() {
        METRICS.clear();
    }
}
