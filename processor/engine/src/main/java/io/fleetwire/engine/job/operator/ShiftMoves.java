package io.fleetwire.engine.job.operator;

import io.fleetwire.engine.job.source.Envelope;
import io.fleetwire.engine.job.type.Bytes;
import io.fleetwire.engine.job.type.Codec;
import io.fleetwire.engine.vehicle.Shifts;
import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.TripEvent;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Ends a driver's shift in the vehicle that the driver has left for another one, whose own events never say so. By driver. */
public final class ShiftMoves extends KeyedProcessFunction<String, Envelope, Envelope> {

    /** What the end of a shift says that no app reported. */
    static final String NOTE = "Ended by the engine: the driver began in another vehicle";

    private transient ValueState<Shifts> shifts;

    // Flink calls open() before anything else.
    @SuppressWarnings("NullAway.Init")
    public ShiftMoves() {}

    /** Picks the reports with which a driver begins to drive; the envelope then carries the driver's id as its sender. */
    public static final class Starts implements FlatMapFunction<Envelope, Envelope> {
        @Override
        public void flatMap(Envelope envelope, Collector<Envelope> out) {
            if (envelope.kind() == Envelope.Kind.TELEMETRY) {
                return;
            }
            try {
                String driver = driver(EventDecoder.decode(envelope));
                if (!driver.isEmpty()) {
                    out.collect(new Envelope(
                            envelope.kind(), envelope.vehicleId(), driver, envelope.value(), envelope.kafkaTimeMs()));
                }
            } catch (MalformedEventException e) {
                // The vehicle's operator refuses it, with the reason.
                return;
            }
        }

        private static String driver(VehicleEvent event) {
            if (event instanceof DriverEvent shift && shift.event() == DriverEvent.Kind.SHIFT_START) {
                return shift.driverId();
            }
            boolean begins = event instanceof TripEvent trip && trip.event() == TripEvent.Kind.TRIP_START;
            String driver = begins ? ((TripEvent) event).driverId() : null;
            return driver == null ? "" : driver;
        }
    }

    @Override
    public void open(OpenContext context) {
        shifts = getRuntimeContext().getState(new ValueStateDescriptor<>("shifts", new ShiftsCodec().flinkType()));
    }

    @Override
    public void processElement(Envelope envelope, Context context, Collector<Envelope> out) throws Exception {
        long atMs = EventDecoder.decode(envelope).at().toEpochMilli();
        Shifts before = shifts.value();
        Shifts.Next next =
                (before == null ? Shifts.NONE : before).started(new Shifts.Start(envelope.vehicleId(), atMs));
        shifts.update(next.shifts());
        for (Shifts.End end : next.ends()) {
            DriverEvent event = new DriverEvent(
                    context.getCurrentKey(),
                    null,
                    end.vehicleId(),
                    DriverEvent.Kind.SHIFT_END,
                    Instant.ofEpochMilli(end.atMs()),
                    null,
                    null,
                    NOTE);
            byte[] value = Topics.DRIVER_EVENTS.format().encode(event);
            out.collect(new Envelope(Envelope.Kind.DRIVER, end.vehicleId(), "", value, envelope.kafkaTimeMs()));
        }
    }

    /** The bytes of a driver's shifts. */
    public static final class ShiftsCodec implements Codec<Shifts> {
        @Override
        public Class<Shifts> type() {
            return Shifts.class;
        }

        @Override
        public void write(Shifts shifts, DataOutputView out) throws IOException {
            out.writeInt(shifts.starts().size());
            for (Shifts.Start start : shifts.starts()) {
                Bytes.writeText(start.vehicleId(), out);
                out.writeLong(start.atMs());
            }
        }

        @Override
        public Shifts read(DataInputView in) throws IOException {
            int size = in.readInt();
            if (size < 0 || size > Shifts.MOST) {
                throw new IOException(size + " shifts of one driver");
            }
            List<Shifts.Start> starts = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                starts.add(new Shifts.Start(Bytes.readText(in), in.readLong()));
            }
            return new Shifts(starts);
        }
    }
}
