package io.fleetwire.engine.job.operator;

import io.fleetwire.engine.fact.Fact.TelemetryFact;
import io.fleetwire.engine.fact.Features;
import io.fleetwire.engine.job.type.Bytes;
import io.fleetwire.engine.job.type.Codec;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.LivePosition.Anomaly;
import io.fleetwire.event.wire.Json;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.event.wire.WireFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What a step showed of a vehicle, before and after the model looked at it.
 *
 * @param fact the record; null where no record caused the step
 * @param live what screens show now; null: nothing newer than before
 * @param anomaly the model's verdict; null: it gave none
 * @param model the version that gave the verdict; empty: none did
 */
public record ScoredStep(
        String vehicleId,
        @Nullable TelemetryFact fact,
        @Nullable LivePosition live,
        @Nullable Anomaly anomaly,
        String model) {

    static ScoredStep unscored(String vehicleId, @Nullable TelemetryFact fact, @Nullable LivePosition live) {
        return new ScoredStep(vehicleId, fact, live, null, "");
    }

    /** What the model can look at; null: nothing. */
    float @Nullable [] window() {
        return fact == null || fact.features() == null ? null : fact.features().values();
    }

    ScoredStep scored(@Nullable Anomaly verdict, String version) {
        return verdict == null
                ? this
                : new ScoredStep(vehicleId, fact, live == null ? null : live.with(verdict), verdict, version);
    }

    /** The bytes of an observation: operators are chained, so this matters only where somebody unchains them. */
    public static final class ScoredStepCodec implements Codec<ScoredStep> {
        private static final WireFormat<Anomaly> ANOMALY = Json.of(Anomaly.class);

        @Override
        public Class<ScoredStep> type() {
            return ScoredStep.class;
        }

        @Override
        public void write(ScoredStep o, DataOutputView out) throws IOException {
            Bytes.writeText(o.vehicleId, out);
            out.writeBoolean(o.fact != null);
            if (o.fact != null) {
                write(o.fact, out);
            }
            Bytes.write(o.live == null ? null : Topics.LIVE.format().encode(o.live), out);
            Bytes.write(o.anomaly == null ? null : ANOMALY.encode(o.anomaly), out);
            Bytes.writeText(o.model, out);
        }

        private static void write(TelemetryFact fact, DataOutputView out) throws IOException {
            Bytes.write(Topics.TELEMETRY_RAW.format().encode(fact.record()), out);
            out.writeLong(fact.recordId());
            Bytes.writeText(fact.rejected(), out);
            out.writeBoolean(fact.late());
            Bytes.writeText(fact.driverId(), out);
            Bytes.writeText(fact.tripId(), out);
            out.writeBoolean(fact.features() != null);
            if (fact.features() != null) {
                for (float value : fact.features().values()) {
                    out.writeFloat(value);
                }
            }
        }

        @Override
        public ScoredStep read(DataInputView in) throws IOException {
            try {
                String vehicleId = Bytes.readText(in);
                TelemetryFact fact = in.readBoolean() ? readFact(in) : null;
                byte[] live = Bytes.readNullable(in);
                byte[] anomaly = Bytes.readNullable(in);
                return new ScoredStep(
                        vehicleId,
                        fact,
                        live == null ? null : Topics.LIVE.format().decode(live),
                        anomaly == null ? null : ANOMALY.decode(anomaly),
                        Bytes.readText(in));
            } catch (MalformedEventException e) {
                throw new IOException(e);
            }
        }

        private static TelemetryFact readFact(DataInputView in) throws IOException, MalformedEventException {
            return new TelemetryFact(
                    Topics.TELEMETRY_RAW.format().decode(Bytes.read(in)),
                    in.readLong(),
                    Bytes.readText(in),
                    in.readBoolean(),
                    Bytes.readNullableText(in),
                    Bytes.readNullableText(in),
                    in.readBoolean() ? readFeatures(in) : null);
        }

        private static Features readFeatures(DataInputView in) throws IOException {
            float[] values = new float[Features.NAMES.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readFloat();
            }
            return new Features(values);
        }
    }
}
