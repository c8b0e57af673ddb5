package io.fleetwire.engine.job;

import io.fleetwire.engine.job.EngineStatus.State;
import io.fleetwire.engine.job.source.ConfigAtStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink in this process, running the job: the one-machine set-up. It goes on from the newest completed checkpoint, listens on loopback only, and stops
 * with a savepoint.
 *
 * <p>The JVM needs {@code --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED
 * --enable-native-access=ALL-UNNAMED}.
 */
public final class EmbeddedFlink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedFlink.class);

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(2);

    private final JobSettings settings;
    private final MiniCluster cluster;
    private final JobID job;
    private volatile boolean stopped;

    private EmbeddedFlink(JobSettings settings, MiniCluster cluster, JobID job) {
        this.settings = settings;
        this.cluster = cluster;
        this.job = job;
    }

    /**
     * Starts Flink and submits the job. Kafka must be there with its topics; ClickHouse need not.
     *
     * @throws IOException where the newest checkpoint is damaged
     * @throws IllegalStateException where Kafka has no configuration topic
     */
    public static EmbeddedFlink start(JobSettings settings) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Flink finds its parts by it, and a container's need not know them.
        thread.setContextClassLoader(EmbeddedFlink.class.getClassLoader());
        try {
            return startHere(settings);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static EmbeddedFlink startHere(JobSettings settings) throws Exception {
        Optional<Path> newest = Checkpoints.newest(settings.checkpoints());
        if (newest.isPresent()) {
            RestoreCheck.check(
                    newest.get(),
                    RestoreCheck.Contents.of(newest.get()),
                    settings.state(),
                    Runtime.getRuntime().maxMemory());
        }
        Checkpoints.removeOld(settings.checkpoints());
        newest.ifPresentOrElse(
                checkpoint -> LOG.info("going on from {}", checkpoint),
                () -> LOG.info("no checkpoint in {}: reading Kafka from the beginning", settings.checkpoints()));
        ConfigAtStart configAtStart = ConfigAtStart.read(settings.kafkaBootstrapServers());
        FileUtils.deleteDirectory(settings.temporary().toFile());
        Files.createDirectories(settings.temporary());

        Configuration configuration = FlinkSettings.of(settings, newest);
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration);
        env.setParallelism(settings.parallelism());
        FleetJob.build(env, settings, configAtStart);
        JobGraph graph = env.getStreamGraph().getJobGraph();

        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(clusterSettings(settings))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(settings.parallelism())
                .setCommonBindAddress(LOOPBACK)
                .build());
        try {
            cluster.start();
            cluster.submitJob(graph).get();
            return new EmbeddedFlink(settings, cluster, graph.getJobID());
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    private static Configuration clusterSettings(JobSettings settings) {
        Configuration c = new Configuration();
        c.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        c.set(RestOptions.ADDRESS, LOOPBACK);
        c.set(RestOptions.BIND_PORT, "0");
        // The BLOB server's too, which else listens everywhere.
        c.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        c.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        c.set(TaskManagerOptions.HOST, LOOPBACK);
        // Nothing here is managed memory: RocksDB has a share of its own.
        c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1));
        c.set(
                RocksDBOptions.FIX_PER_TM_MEMORY_SIZE,
                new MemorySize(settings.state().memoryBytes()));
        c.set(CoreOptions.TMP_DIRS, settings.temporary().toString());
        c.set(MetricOptions.REPORTERS_LIST, "fleetwire");
        c.setString("metrics.reporter.fleetwire.factory.class", EngineMetrics.Factory.class.getName());
        return c;
    }

    /** How the engine is; answers within two seconds. */
    public EngineStatus status() {
        AccessExecutionGraph graph = stopped ? null : graph();
        return new EngineStatus(
                state(graph),
                EngineMetrics.sum(EngineMetrics.RESTARTS),
                graph == null ? null : lastCheckpointAt(graph.getCheckpointStatsSnapshot()),
                graph == null || graph.getFailureInfo() == null
                        ? ""
                        : graph.getFailureInfo()
                                .getExceptionAsString()
                                .lines()
                                .findFirst()
                                .orElse(""),
                EngineMetrics.sum(EngineMetrics.RECORDS),
                EngineMetrics.sum(EngineMetrics.DEAD_LETTERS),
                EngineMetrics.sum(EngineMetrics.SCORED),
                EngineMetrics.sum(EngineMetrics.UNSCORED),
                EngineMetrics.sum(EngineMetrics.OUTBOX_BYTES),
                EngineMetrics.sum(EngineMetrics.OUTBOX_BATCHES),
                EngineMetrics.sum(EngineMetrics.OUTBOX_REJECTED),
                EngineMetrics.text(EngineMetrics.OUTBOX_PROBLEM));
    }

    /** What the checkpoints of this run cost; null: Flink does not answer, or there are none yet. */
    @Nullable
    CheckpointStatsSnapshot checkpointCosts() {
        AccessExecutionGraph graph = stopped ? null : graph();
        return graph == null ? null : graph.getCheckpointStatsSnapshot();
    }

    private @Nullable AccessExecutionGraph graph() {
        try {
            return cluster.getExecutionGraph(job).get(ANSWER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Flink does not say how the job is", e);
            return null;
        }
    }

    private State state(@Nullable AccessExecutionGraph graph) {
        if (stopped) {
            return State.STOPPED;
        }
        if (graph == null) {
            return cluster.isRunning() ? State.STARTING : State.FAILED;
        }
        return switch (graph.getState()) {
            case RUNNING -> allRun(graph) ? State.RUNNING : State.STARTING;
            case CREATED, INITIALIZING -> State.STARTING;
            case RESTARTING, FAILING -> State.RESTARTING;
            case FAILED, SUSPENDED -> State.FAILED;
            case CANCELLING, CANCELED, FINISHED, RECONCILING -> State.STOPPED;
        };
    }

    private static boolean allRun(AccessExecutionGraph graph) {
        for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
            if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Instant lastCheckpointAt(@Nullable CheckpointStatsSnapshot stats) {
        CompletedCheckpointStats last =
                stats == null ? null : stats.getHistory().getLatestCompletedCheckpoint();
        return last == null ? null : Instant.ofEpochMilli(last.getLatestAckTimestamp());
    }

    /** Stops with a savepoint where the job runs; else what was checkpointed last is what it goes on from. */
    @Override
    public synchronized void close() {
        if (stopped) {
            return;
        }
        Optional<Path> before = newestOrNone();
        String problem = "";
        try {
            if (cluster.getJobStatus(job).get(ANSWER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS) == JobStatus.RUNNING) {
                // Canonical: whichever backend comes next can read it.
                cluster.stopWithSavepoint(
                                job, settings.checkpoints().toUri().toString(), false, SavepointFormatType.CANONICAL)
                        .get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                awaitEnd();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            problem = String.valueOf(e.getCause() == null ? e : e.getCause());
        }
        stopped = true;
        closeCluster();
        sayHowItStopped(before, problem);
    }

    /** The cluster is only closed once the tasks are gone: what still runs would find its threads shut down, at every record. */
    private void awaitEnd() throws InterruptedException, ExecutionException, TimeoutException {
        cluster.requestJobResult(job).get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What counts is what is on disk: a savepoint may be complete although Flink did not live to say so. */
    private void sayHowItStopped(Optional<Path> before, String problem) {
        Optional<Path> newest = newestOrNone();
        boolean savepoint = newest.isPresent()
                && !newest.equals(before)
                && newest.get().getFileName().toString().startsWith("savepoint-");
        if (savepoint) {
            LOG.info("stopped with {}", newest.get());
        } else {
            LOG.warn(
                    "stopped without a savepoint{}; the next start goes on from {}",
                    problem.isEmpty() ? "" : " (" + problem + ")",
                    newest.isPresent() ? newest.get() : "the beginning");
        }
    }

    private Optional<Path> newestOrNone() {
        try {
            return Checkpoints.newest(settings.checkpoints());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void closeCluster() {
        try {
            cluster.closeAsync().get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Flink did not stop cleanly", e);
        }
    }
}
