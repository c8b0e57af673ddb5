package io.fleetwire.engine.job.source;

import io.fleetwire.engine.job.sink.Message;
import io.fleetwire.engine.job.sink.Outputs;
import io.fleetwire.event.wire.MalformedEventException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Writes on each envelope whom it is for. Records that name their vehicle, the gateway's, go straight on; those that name only a device take the way
 * round by {@link DeviceResolver}.
 */
public final class VehicleKeying extends ProcessFunction<Envelope, Envelope> {

    /** Records that name no vehicle. */
    public static final OutputTag<Envelope> BY_DEVICE =
            new OutputTag<>("by-device", new Envelope.EnvelopeCodec().flinkType());

    private transient Counter refused;

    // Flink calls open() before anything else.
    @SuppressWarnings("NullAway.Init")
    public VehicleKeying() {}

    @Override
    public void open(OpenContext context) {
        refused = getRuntimeContext().getMetricGroup().counter("deadLetters");
    }

    @Override
    public void processElement(Envelope envelope, Context context, Collector<Envelope> out) {
        try {
            RecordKey recordKey = RecordKey.of(envelope.value());
            if (recordKey.vehicleId() != null) {
                out.collect(envelope.to(recordKey.vehicleId()));
            } else {
                context.output(
                        BY_DEVICE,
                        new Envelope(
                                envelope.kind(), "", recordKey.sender(), envelope.value(), envelope.kafkaTimeMs()));
            }
        } catch (MalformedEventException e) {
            refused.inc();
            context.output(
                    Outputs.MESSAGES, Message.deadLetter(e.reason(), envelope.value(), "", envelope.kafkaTimeMs()));
        }
    }
}
