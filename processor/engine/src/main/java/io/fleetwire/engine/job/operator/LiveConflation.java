package io.fleetwire.engine.job.operator;

import io.fleetwire.engine.job.sink.Message;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.wire.Topics;
import java.util.HashMap;
import java.util.Iterator;
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
 * Positions for screens: at most one per vehicle and second on average. Of those that follow too soon only the newest is kept, and goes out when its
 * turn comes: what a screen shows at the end is never an old one.
 *
 * <p>A tracker that reports every second is never quite punctual, so a position may come {@value #TOLERANCE_MS} ms before its turn (the generic cell
 * rate algorithm, ITU-T I.371): waiting for the turn instead would add to every position the longest delay seen so far. A record without a fix, such
 * as an OBD dongle's, leaves the turn to the next position of the vehicle and rides along with it.
 */
public final class LiveConflation extends AbstractStreamOperator<Message>
        implements OneInputStreamOperator<Observed, Message>, BoundedOneInput, ProcessingTimeCallback {

    static final long INTERVAL_MS = 1_000;
    static final long TOLERANCE_MS = 250;

    /** A vehicle whose last fix is younger than this will soon send another. */
    static final long NEXT_FIX_WITHIN_MS = 1_500;

    /** How finely turns are told apart. */
    private static final long TICK_MS = 50;

    /** Vehicles that were sent a moment ago, and what has come since. As many as report within {@link #NEXT_FIX_WITHIN_MS}. */
    private transient Map<String, Slot> slots;

    private transient @Nullable ListState<Message> heldBack;
    private transient @Nullable ScheduledFuture<?> timer;

    private static final class Slot {
        /** When the next one is due by the rate alone. */
        private long turnMs = Long.MIN_VALUE;

        private long lastFixMs = Long.MIN_VALUE;
        private long dueMs;
        private @Nullable LivePosition newest;

        /** What is held back already does not wait longer for what has come now. */
        void hold(LivePosition live, long nowMs, boolean fix) {
            long due = dueMs(nowMs, fix);
            dueMs = newest == null ? due : Math.min(dueMs, due);
            newest = live;
        }

        private long dueMs(long nowMs, boolean fix) {
            long byRate = turnMs == Long.MIN_VALUE ? nowMs : turnMs - TOLERANCE_MS;
            boolean waitsForFix = !fix && lastFixMs != Long.MIN_VALUE;
            return waitsForFix ? Math.max(byRate, lastFixMs + NEXT_FIX_WITHIN_MS) : byRate;
        }

        boolean isOver(long nowMs) {
            return newest == null && turnMs <= nowMs && lastFixMs + NEXT_FIX_WITHIN_MS <= nowMs;
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
            for (Slot slot : slots.values()) {
                if (slot.newest != null) {
                    heldBack.add(Message.of(Topics.LIVE, slot.newest));
                }
            }
        }
    }

    @Override
    public void processElement(StreamRecord<Observed> element) {
        Observed observed = element.getValue();
        LivePosition live = observed.live();
        if (live == null) {
            return;
        }
        long now = getProcessingTimeService().getCurrentProcessingTime();
        boolean fix = observed.fact() != null && observed.fact().record().fix() != null;
        Slot slot = slots.computeIfAbsent(live.vehicleId(), id -> new Slot());
        slot.hold(live, now, fix);
        if (fix) {
            slot.lastFixMs = now;
        }
        if (slot.dueMs <= now) {
            send(slot, now);
        }
        setTimer(now);
    }

    @Override
    public void onProcessingTime(long timestamp) {
        timer = null;
        long now = getProcessingTimeService().getCurrentProcessingTime();
        for (Iterator<Slot> iterator = slots.values().iterator(); iterator.hasNext(); ) {
            Slot slot = iterator.next();
            if (slot.newest != null && slot.dueMs <= now) {
                send(slot, now);
            }
            if (slot.isOver(now)) {
                iterator.remove();
            }
        }
        setTimer(now);
    }

    @Override
    public void endInput() {
        for (Slot slot : slots.values()) {
            if (slot.newest != null) {
                output.collect(new StreamRecord<>(Message.of(Topics.LIVE, slot.newest)));
            }
        }
        slots.clear();
    }

    private void send(Slot slot, long nowMs) {
        if (slot.newest != null) {
            output.collect(new StreamRecord<>(Message.of(Topics.LIVE, slot.newest)));
            slot.newest = null;
            slot.turnMs = Math.max(nowMs, slot.turnMs) + INTERVAL_MS;
        }
    }

    private void setTimer(long nowMs) {
        if (timer == null && !slots.isEmpty()) {
            timer = getProcessingTimeService().registerTimer(nowMs + TICK_MS, this);
        }
    }
}
