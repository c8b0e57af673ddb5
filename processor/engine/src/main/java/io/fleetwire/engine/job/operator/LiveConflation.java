package io.fleetwire.engine.job.operator;

import io.fleetwire.engine.job.sink.Message;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.wire.Topics;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Positions for screens: at most one per vehicle and second. The first goes out at once, of those that follow within the second only the newest, when
 * the second is over: what a screen shows at the end is never an old one.
 */
public final class LiveConflation extends AbstractStreamOperator<Message>
        implements OneInputStreamOperator<Observed, Message>, BoundedOneInput, ProcessingTimeCallback {

    static final long INTERVAL_MS = 1_000;

    /** How finely ends of seconds are told apart. */
    private static final long TICK_MS = 50;

    /** Vehicles that were sent within the last second, and what has come since. As many as report within a second. */
    private transient Map<String, Slot> slots;

    /** The same in the order in which their seconds end. */
    private transient ArrayDeque<Slot> ends;

    private transient @Nullable ListState<Message> heldBack;
    private transient @Nullable ScheduledFuture<?> timer;

    private static final class Slot {
        private final String vehicleId;
        private final long endMs;
        private @Nullable LivePosition newest;

        Slot(String vehicleId, long endMs) {
            this.vehicleId = vehicleId;
            this.endMs = endMs;
        }
    }

    // Flink calls open() before anything else.
    @SuppressWarnings("NullAway.Init")
    public LiveConflation() {}

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        heldBack = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("held-back", new Message.MessageCodec().flinkType()));
    }

    @Override
    public void open() throws Exception {
        super.open();
        slots = new HashMap<>();
        ends = new ArrayDeque<>();
        if (heldBack != null) {
            for (Message message : heldBack.get()) {
                output.collect(new StreamRecord<>(message));
            }
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (heldBack != null) {
            heldBack.clear();
            for (Slot slot : ends) {
                if (slot.newest != null) {
                    heldBack.add(Message.of(Topics.LIVE, slot.newest));
                }
            }
        }
    }

    @Override
    public void processElement(StreamRecord<Observed> element) {
        LivePosition live = element.getValue().live();
        if (live == null) {
            return;
        }
        Slot slot = slots.get(live.vehicleId());
        if (slot == null) {
            send(live);
        } else {
            slot.newest = live;
        }
    }

    @Override
    public void onProcessingTime(long timestamp) {
        timer = null;
        long now = getProcessingTimeService().getCurrentProcessingTime();
        while (!ends.isEmpty() && ends.getFirst().endMs <= now) {
            Slot slot = ends.removeFirst();
            slots.remove(slot.vehicleId);
            if (slot.newest != null) {
                send(slot.newest);
            }
        }
        setTimer();
    }

    @Override
    public void endInput() {
        for (Slot slot : ends) {
            if (slot.newest != null) {
                output.collect(new StreamRecord<>(Message.of(Topics.LIVE, slot.newest)));
            }
        }
        ends.clear();
        slots.clear();
    }

    private void send(LivePosition live) {
        output.collect(new StreamRecord<>(Message.of(Topics.LIVE, live)));
        Slot slot = new Slot(live.vehicleId(), getProcessingTimeService().getCurrentProcessingTime() + INTERVAL_MS);
        slots.put(slot.vehicleId, slot);
        ends.addLast(slot);
        setTimer();
    }

    private void setTimer() {
        if (timer == null && !ends.isEmpty()) {
            long now = getProcessingTimeService().getCurrentProcessingTime();
            timer = getProcessingTimeService().registerTimer(Math.max(ends.getFirst().endMs, now + TICK_MS), this);
        }
    }
}
