package io.fleetwire.engine.job;

import io.fleetwire.engine.job.operator.AnomalyAlerts;
import io.fleetwire.engine.job.operator.AnomalyOperator;
import io.fleetwire.engine.job.operator.Forgetting;
import io.fleetwire.engine.job.operator.LiveConflation;
import io.fleetwire.engine.job.operator.ScoredStep;
import io.fleetwire.engine.job.operator.ShiftMoves;
import io.fleetwire.engine.job.operator.VehicleOperator;
import io.fleetwire.engine.job.operator.VehicleTask;
import io.fleetwire.engine.job.sink.Message;
import io.fleetwire.engine.job.sink.MessageSink;
import io.fleetwire.engine.job.sink.Outputs;
import io.fleetwire.engine.job.source.ConfigAtStart;
import io.fleetwire.engine.job.source.ConfigProjection;
import io.fleetwire.engine.job.source.ConfigRecord;
import io.fleetwire.engine.job.source.DeviceResolver;
import io.fleetwire.engine.job.source.Envelope;
import io.fleetwire.engine.job.source.EnvelopeReader;
import io.fleetwire.engine.job.source.VehicleKeying;
import io.fleetwire.engine.job.store.ClickHouseSink;
import io.fleetwire.engine.job.store.Row;
import io.fleetwire.engine.job.store.Rows;
import io.fleetwire.event.wire.Topics;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.flink.util.ParameterTool;

/**
 * The graph: Kafka → address → shuffle by vehicle → vehicle → model → ClickHouse and Kafka. Each vehicle has its own clock, so there are no
 * watermarks.
 */
public final class FleetJob {

    /** What the job is called in Flink. */
    public static final String NAME = "fleetwire";

    /** Kafka's consumer group, for whoever wants to know the lag: where the job goes on is in its checkpoints. */
    public static final String GROUP = "fleetwire-engine";

    private static final TypeInformation<Envelope> ENVELOPE = new Envelope.EnvelopeCodec().flinkType();
    private static final TypeInformation<ScoredStep> OBSERVED = new ScoredStep.ScoredStepCodec().flinkType();
    private static final TypeInformation<Message> MESSAGE = new Message.MessageCodec().flinkType();
    private static final TypeInformation<Row> ROW = new Row.RowCodec().flinkType();

    private FleetJob() {}

    /** Lays the graph into the environment. */
    public static void build(StreamExecutionEnvironment env, JobSettings settings, ConfigAtStart configAtStart) {
        env.getConfig()
                .setGlobalJobParameters(ParameterTool.fromMap(
                        Forgetting.parameter(settings.state().forgetAfter())));
        DataStream<ConfigRecord> configRecords = env.fromSource(
                        configSource(settings, configAtStart), WatermarkStrategy.noWatermarks(), "config")
                .uid("config")
                .setParallelism(1);
        BroadcastStream<ConfigRecord> config = configRecords.broadcast(ConfigProjection.SINCE_START);

        SingleOutputStreamOperator<Envelope> addressed = env.fromSource(
                        eventSource(settings), WatermarkStrategy.noWatermarks(), "events")
                .uid("events")
                .process(new VehicleKeying(), ENVELOPE)
                .uid("addressing")
                .name("addressing");

        DataStream<Envelope> resolved = addressed
                .getSideOutput(VehicleKeying.BY_DEVICE)
                .connect(config)
                .process(new DeviceResolver(configAtStart), ENVELOPE)
                .uid("device-resolver")
                .name("device-resolver");

        DataStream<Envelope> ended = addressed
                .union(resolved)
                .flatMap(new ShiftMoves.Starts(), ENVELOPE)
                .uid("shift-starts")
                .name("shift-starts")
                .keyBy(Envelope::deviceId, Types.STRING)
                .process(new ShiftMoves(), ENVELOPE)
                .uid("shift-moves")
                .name("shift-moves");

        SingleOutputStreamOperator<ScoredStep> observed = addressed
                .union(resolved, ended)
                .keyBy(Envelope::vehicleId, Types.STRING)
                .connect(configRecords.broadcast())
                .transform(
                        "vehicle",
                        OBSERVED,
                        new VehicleTask(new VehicleOperator(configAtStart), settings.cachedVehiclesPerInstance()))
                .uid("vehicle");

        SingleOutputStreamOperator<ScoredStep> scored = observed.transform(
                        "anomaly", OBSERVED, new AnomalyOperator(settings.modelFile(), settings.modelWait()))
                .uid("anomaly");

        // Still keyed as before: the model keeps every observation on its instance.
        SingleOutputStreamOperator<Message> anomalyAlerts = DataStreamUtils.reinterpretAsKeyedStream(
                        scored, ScoredStep::vehicleId, Types.STRING)
                .process(new AnomalyAlerts(), MESSAGE)
                .uid("anomaly-watch")
                .name("anomaly-watch");

        DataStream<Message> live =
                scored.transform("live", MESSAGE, new LiveConflation()).uid("live");

        DataStream<Row> records =
                scored.flatMap(new TelemetryRows(), ROW).uid("telemetry-rows").name("telemetry-rows");

        addressed
                .getSideOutput(Outputs.MESSAGES)
                .union(observed.getSideOutput(Outputs.MESSAGES), anomalyAlerts, live)
                .sinkTo(MessageSink.of(settings.kafkaBootstrapServers()))
                .uid("messages")
                .name("messages");

        records.union(observed.getSideOutput(Row.OUTPUT), anomalyAlerts.getSideOutput(Row.OUTPUT))
                .sinkTo(new ClickHouseSink(settings.clickHouse(), settings.outbox(), settings.outboxLimitBytes()))
                .uid("clickhouse")
                .name("clickhouse");
    }

    private static KafkaSource<Envelope> eventSource(JobSettings settings) {
        return KafkaSource.<Envelope>builder()
                .setBootstrapServers(settings.kafkaBootstrapServers())
                .setGroupId(GROUP)
                .setTopics(EnvelopeReader.topics())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new EnvelopeReader())
                .build();
    }

    private static KafkaSource<ConfigRecord> configSource(JobSettings settings, ConfigAtStart configAtStart) {
        return KafkaSource.<ConfigRecord>builder()
                .setBootstrapServers(settings.kafkaBootstrapServers())
                .setGroupId(GROUP + "-config")
                .setTopics(Topics.CONFIG.name())
                .setStartingOffsets(OffsetsInitializer.offsets(configAtStart.next()))
                .setDeserializer(new ConfigRecord.Reader())
                .build();
    }

    /** Every record has a row, with or without a verdict. */
    private static final class TelemetryRows implements FlatMapFunction<ScoredStep, Row> {
        @Override
        public void flatMap(ScoredStep observed, Collector<Row> out) {
            if (observed.fact() != null) {
                out.collect(Rows.ofRecord(observed.fact(), observed.anomaly(), observed.model()));
            }
        }
    }
}
