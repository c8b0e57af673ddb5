package io.fleetwire.engine.job.operator;

import io.fleetwire.engine.job.type.Bytes;
import io.fleetwire.engine.job.type.Codec;
import io.fleetwire.engine.vehicle.VehicleState;
import io.fleetwire.engine.vehicle.VehicleStateCodec;
import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What Flink keeps for a vehicle.
 *
 * @param timerAtMs when the one timer of this vehicle rings, by the processor's clock; {@link #NO_TIMER}: none is set
 */
record OperatorState(VehicleState state, long timerAtMs) {

    static final long NO_TIMER = Long.MAX_VALUE;

    /** The state's description: a vehicle that was not heard of for as long as the job's settings say is forgotten. */
    static ValueStateDescriptor<OperatorState> state(RuntimeContext context) {
        ValueStateDescriptor<OperatorState> state =
                new ValueStateDescriptor<>("vehicle", new OperatorStateCodec().flinkType());
        state.enableTimeToLive(Forgetting.after(context));
        return state;
    }

    /** The bytes of what is kept: the state's own Protobuf, and the timer. */
    public static final class OperatorStateCodec implements Codec<OperatorState> {
        @Override
        public Class<OperatorState> type() {
            return OperatorState.class;
        }

        @Override
        public void write(OperatorState kept, DataOutputView out) throws IOException {
            out.writeLong(kept.timerAtMs);
            Bytes.write(VehicleStateCodec.encode(kept.state), out);
        }

        @Override
        public OperatorState read(DataInputView in) throws IOException {
            long timerAtMs = in.readLong();
            try {
                return new OperatorState(VehicleStateCodec.decode(Bytes.read(in)), timerAtMs);
            } catch (IllegalArgumentException e) {
                throw new IOException(e);
            }
        }
    }
}
