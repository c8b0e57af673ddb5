package io.fleetwire.engine.job;

import io.fleetwire.engine.job.source.ConfigAtStart;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Submits the job to a Flink cluster ({@code flink run}). Settings come from the environment; {@code -s PATH} of {@code flink run} wins. */
public final class FleetJobMain {

    private FleetJobMain() {}

    public static void main(String[] args) throws Exception {
        JobSettings settings = JobSettings.from(System.getenv());
        Configuration configuration = FlinkSettings.of(settings, Checkpoints.newest(settings.checkpoints()));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        if (System.getenv("FLEETWIRE_PARALLELISM") != null) {
            env.setParallelism(settings.parallelism());
        }
        FleetJob.build(env, settings, ConfigAtStart.read(settings.kafkaBootstrapServers()));
        env.execute(FleetJob.NAME);
    }
}
