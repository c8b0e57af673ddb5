package io.fleetwire.engine.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.anomaly.AnomalyEpisode;
import io.fleetwire.engine.config.EngineSettings;
import io.fleetwire.engine.config.FleetConfig;
import io.fleetwire.engine.fact.Fact.TelemetryFact;
import io.fleetwire.engine.fact.Features;
import io.fleetwire.engine.job.sink.Message;
import io.fleetwire.engine.job.source.ConfigRecord;
import io.fleetwire.engine.job.source.Envelope;
import io.fleetwire.engine.job.store.Row;
import io.fleetwire.engine.job.type.Codec;
import io.fleetwire.engine.vehicle.Shifts;
import io.fleetwire.engine.vehicle.Step;
import io.fleetwire.engine.vehicle.VehicleMachine;
import io.fleetwire.engine.vehicle.VehicleStateCodec;
import io.fleetwire.event.Fix;
import io.fleetwire.event.LivePosition.Anomaly;
import io.fleetwire.event.Telemetry;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class CodecsTest {

    private static <T> T through(Codec<T> codec, T value) throws IOException {
        TypeSerializer<T> serializer = codec.flinkType().createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        // As after a restart: the serializer itself comes from what the checkpoint remembers.
        DataOutputSerializer snapshot = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(snapshot, serializer.snapshotConfiguration());
        TypeSerializerSnapshot<T> restored = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(snapshot.getCopyOfBuffer()), CodecsTest.class.getClassLoader());
        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(restored)
                        .isCompatibleAsIs())
                .isTrue();
        return restored.restoreSerializer().deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    private static <T> void survives(Codec<T> codec, T value) throws IOException {
        DataOutputSerializer before = new DataOutputSerializer(64);
        codec.write(value, before);
        DataOutputSerializer after = new DataOutputSerializer(64);
        codec.write(through(codec, value), after);
        assertThat(after.getCopyOfBuffer()).isNotEmpty().isEqualTo(before.getCopyOfBuffer());
    }

    @Test
    void everyTypeThatCrossesFlinkSurvives() throws IOException {
        byte[] bytes = {1, 2, 3};
        survives(new Envelope.EnvelopeCodec(), new Envelope(Envelope.Kind.TRIP, "V-1", "d", bytes, 42));
        survives(new ConfigRecord.ConfigCodec(), new ConfigRecord("device/x", new byte[0], 3, 41));
        survives(new Message.MessageCodec(), new Message("t", bytes, new byte[0]));
        survives(new Row.RowCodec(), new Row(3, bytes));
        survives(new ShiftMoves.ShiftsCodec(), new Shifts(List.of(new Shifts.Start("V-1", 42))));
        survives(new AnomalyAlerts.EpisodeCodec(), AnomalyEpisode.QUIET);
        survives(
                new AnomalyAlerts.EpisodeCodec(),
                new AnomalyEpisode(7, 1, 3, new AnomalyEpisode.Open(1, 2.5, 1, List.of("rpm"), null, 52.5, null)));
    }

    @Test
    void anObservationSurvives() throws IOException {
        Telemetry record = Telemetry.builder("d", "test", 1_000)
                .vehicleId("V-1")
                .fix(Fix.moving(1, 2, 3, 4))
                .build();
        float[] values = new float[Features.NAMES.size()];
        values[1] = Float.NaN;
        TelemetryFact fact = new TelemetryFact(record, 7, "", true, null, "T-1", new Features(values));
        survives(
                new ScoredStep.ScoredStepCodec(),
                new ScoredStep("V-1", fact, null, new Anomaly(1, 2, false, List.of("rpm")), "ae-1"));
        survives(new ScoredStep.ScoredStepCodec(), ScoredStep.unscored("V-1", null, null));
        ScoredStep read = through(new ScoredStep.ScoredStepCodec(), ScoredStep.unscored("V-1", fact, null));
        assertThat(read.fact()).isNotNull();
        assertThat(java.util.Objects.requireNonNull(read.fact()).record()).isEqualTo(record);
        assertThat(read.window()).isEqualTo(values);
    }

    @Test
    void aVehicleIsKeptWithItsTimer() throws IOException {
        VehicleMachine machine = new VehicleMachine(EngineSettings.defaults());
        Telemetry record = Telemetry.builder("d", "test", 1_700_000_000_000L)
                .vehicleId("V-1")
                .fix(Fix.moving(1, 2, 30, 4))
                .build();
        Step step = machine.step(machine.initial("V-1"), record, FleetConfig.EMPTY);
        OperatorState read = through(new OperatorState.OperatorStateCodec(), new OperatorState(step.state(), 99));
        assertThat(read.timerAtMs()).isEqualTo(99);
        assertThat(VehicleStateCodec.encode(read.state())).isEqualTo(VehicleStateCodec.encode(step.state()));
    }
}
