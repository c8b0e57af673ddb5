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
 * Positions for screens: at most one per vehicle and second. Of those that follow too soon only the newest is kept, and goes out when its turn
 * comes: what a screen shows at the end is never an old one.
 *
 * <p>A tracker that reports every second takes every turn, so a delay would stay with it for ever; see {@link Slot#sent}. A record without a fix,
 * such as an OBD dongle's, leaves the turn to the vehicle's next position where that is expected within the second, and rides along with it.
 */
public final class LiveConflation extends AbstractStreamOperator<Message>
        implements OneInputStreamOperator<Observed, Message>, BoundedOneInput, ProcessingTimeCallback {

    static final long INTERVAL_MS = 1_000;

    /** A tracker is never quite punctual. */
    static final long TOLERANCE_MS = 50;

    /** How much sooner than a second a delayed vehicle's next turn may come. */
    static final long CATCH_UP_MS = 250;

    /** A vehicle whose fixes follow each other this closely will soon send another. */
    static final long NEXT_FIX_WITHIN_MS = 1_250;

    /** How finely turns are told apart. */
    private static final long TICK_MS = 50;

    /** Vehicles that were sent a moment ago, and what has come since. As many as report within two seconds and a half. */
    private transient Map<String, Slot> slots;

    private transient @Nullable ListState<Message> heldBack;
    private transient @Nullable ScheduledFuture<?> timer;

    private static final class Slot {
        private long turnMs;
        private long lastFixMs;
        private long fixIntervalMs = Long.MAX_VALUE;
        private long arrivedMs;
        private long dueMs;
        private int fixesHeld;
        private @Nullable LivePosition newest;

        /** The last that came, held back or gone out. */
        private @Nullable LivePosition seen;

        /** The last that came from another device of the vehicle. */
        private @Nullable LivePosition otherDevice;

        /** Keeps the newest; what is held back already does not wait longer for what has come now. */
        void hold(LivePosition live, long nowMs, boolean fix) {
            long due = fix || !expectsFix(nowMs) ? turnMs - TOLERANCE_MS : lastFixMs + NEXT_FIX_WITHIN_MS;
            dueMs = newest == null ? due : Math.min(dueMs, due);
            if (seen != null && !seen.deviceId().equals(live.deviceId())) {
                otherDevice = seen;
            }
            seen = live;
            newest = otherDevice == null ? live : live.completedFrom(otherDevice);
            arrivedMs = nowMs;
            if (fix) {
                fixIntervalMs = nowMs - lastFixMs;
                lastFixMs = nowMs;
                fixesHeld++;
            }
        }

        private boolean expectsFix(long nowMs) {
            return fixIntervalMs <= NEXT_FIX_WITHIN_MS && nowMs - lastFixMs < NEXT_FIX_WITHIN_MS;
        }

        /**
         * The newest has gone out. Where it had to wait although it was the only fix, the next turn comes as much sooner, within bounds: otherwise every
         * later position of a vehicle that reports every second would wait as long.
         */
        void sent(long nowMs) {
            long strictMs = nowMs + INTERVAL_MS;
            turnMs = fixesHeld > 1 ? strictMs : Math.max(arrivedMs + INTERVAL_MS, strictMs - CATCH_UP_MS);
            newest = null;
            fixesHeld = 0;
        }

        boolean isOver(long nowMs) {
            return newest == null && turnMs <= nowMs && lastFixMs + 2 * NEXT_FIX_WITHIN_MS <= nowMs;
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
            slot.sent(nowMs);
        }
    }

    private void setTimer(long nowMs) {
        if (timer == null && !slots.isEmpty()) {
            timer = getProcessingTimeService().registerTimer(nowMs + TICK_MS, this);
        }
    }
}
