package io.fleetwire.engine.job.operator;

import io.fleetwire.engine.anomaly.AnomalyEpisode;
import io.fleetwire.engine.fact.Fact.AlertFact;
import io.fleetwire.engine.fact.Fact.TelemetryFact;
import io.fleetwire.engine.job.sink.Message;
import io.fleetwire.engine.job.store.Row;
import io.fleetwire.engine.job.store.Rows;
import io.fleetwire.engine.job.type.Bytes;
import io.fleetwire.engine.job.type.Codec;
import io.fleetwire.event.Alert;
import io.fleetwire.event.Fix;
import io.fleetwire.event.LivePosition.Anomaly;
import io.fleetwire.event.wire.Json;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.event.wire.WireFormat;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Turns a vehicle's verdicts into alerts. Its main output is the messages; the alerts' rows go beside it. */
public final class AnomalyAlerts extends KeyedProcessFunction<String, ScoredStep, Message> {

    private transient ValueState<AnomalyEpisode> episodes;

    // Flink calls open() before anything else.
    @SuppressWarnings("NullAway.Init")
    public AnomalyAlerts() {}

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<AnomalyEpisode> state =
                new ValueStateDescriptor<>("anomaly-episode", new EpisodeCodec().flinkType());
        state.enableTimeToLive(Forgetting.after(getRuntimeContext()));
        episodes = getRuntimeContext().getState(state);
    }

    @Override
    public void processElement(ScoredStep observed, Context context, Collector<Message> out) throws Exception {
        Anomaly verdict = observed.anomaly();
        TelemetryFact fact = observed.fact();
        // A late record tells of the past: it can neither open nor close what is happening now.
        if (verdict == null || fact == null || fact.late()) {
            return;
        }
        AnomalyEpisode before = episodes.value();
        Fix fix = fact.record().fix();
        AnomalyEpisode.Next next = (before == null ? AnomalyEpisode.QUIET : before)
                .after(
                        fact.record().deviceTimeMs(),
                        verdict,
                        new AnomalyEpisode.Scene(
                                observed.vehicleId(),
                                fact.driverId(),
                                fix == null ? null : fix.lat(),
                                fix == null ? null : fix.lon()));
        episodes.update(next.episode());
        for (Alert alert : next.alerts()) {
            long version = version(alert);
            out.collect(Message.of(Topics.ALERTS, alert.withVersion(version)));
            context.output(Row.OUTPUT, Rows.of(new AlertFact(alert, version, false)));
        }
    }

    /** The closed alert replaces the open one. */
    private static long version(Alert alert) {
        return alert.closedAt() == null
                ? alert.openedAt().toEpochMilli()
                : alert.closedAt().toEpochMilli() + 1;
    }

    /** The bytes of an episode. */
    public static final class EpisodeCodec implements Codec<AnomalyEpisode> {
        private static final WireFormat<AnomalyEpisode.Open> OPEN = Json.of(AnomalyEpisode.Open.class);

        @Override
        public Class<AnomalyEpisode> type() {
            return AnomalyEpisode.class;
        }

        @Override
        public void write(AnomalyEpisode episode, DataOutputView out) throws IOException {
            out.writeInt(episode.verdicts());
            out.writeLong(episode.sinceMs());
            out.writeLong(episode.lastMs());
            Bytes.write(episode.open() == null ? null : OPEN.encode(episode.open()), out);
        }

        @Override
        public AnomalyEpisode read(DataInputView in) throws IOException {
            int verdicts = in.readInt();
            long sinceMs = in.readLong();
            long lastMs = in.readLong();
            byte[] open = Bytes.readNullable(in);
            try {
                return new AnomalyEpisode(verdicts, sinceMs, lastMs, open == null ? null : OPEN.decode(open));
            } catch (MalformedEventException e) {
                throw new IOException(e);
            }
        }
    }
}
