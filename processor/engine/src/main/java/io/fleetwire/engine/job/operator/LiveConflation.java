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
 * <p>A tracker that reports every second takes every turn, so a delay would stay with it for ever; see {@link LiveTurn#take}. A record without a fix,
 * such as an OBD dongle's, leaves the turn to the vehicle's next position where that is expected within the second, and rides along with it.
 */
public final class LiveConflation extends AbstractStreamOperator<Message>
        implements OneInputStreamOperator<ScoredStep, Message>, BoundedOneInput, ProcessingTimeCallback {

    /** How finely turns are told apart. */
    private static final long TICK_MS = 50;

    /** Vehicles that were sent a moment ago, and what has come since. As many as report within half a minute. */
    private transient Map<String, LiveTurn> turns;

    private transient @Nullable ListState<Message> heldBack;
    private transient @Nullable ScheduledFuture<?> timer;

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
        turns = new HashMap<>();
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
            for (LiveTurn turn : turns.values()) {
                LivePosition held = turn.held();
                if (held != null) {
                    heldBack.add(Message.of(Topics.LIVE, held));
                }
            }
        }
    }

    @Override
    public void processElement(StreamRecord<ScoredStep> element) {
        ScoredStep observed = element.getValue();
        LivePosition live = observed.live();
        if (live == null) {
            return;
        }
        long now = getProcessingTimeService().getCurrentProcessingTime();
        boolean fix = observed.fact() != null && observed.fact().record().fix() != null;
        LiveTurn turn = turns.computeIfAbsent(live.vehicleId(), id -> new LiveTurn());
        turn.hold(live, now, fix);
        send(turn, now);
        setTimer(now);
    }

    @Override
    public void onProcessingTime(long timestamp) {
        timer = null;
        long now = getProcessingTimeService().getCurrentProcessingTime();
        for (Iterator<LiveTurn> iterator = turns.values().iterator(); iterator.hasNext(); ) {
            LiveTurn turn = iterator.next();
            send(turn, now);
            if (turn.isOver(now)) {
                iterator.remove();
            }
        }
        setTimer(now);
    }

    @Override
    public void endInput() {
        for (LiveTurn turn : turns.values()) {
            LivePosition held = turn.held();
            if (held != null) {
                output.collect(new StreamRecord<>(Message.of(Topics.LIVE, held)));
            }
        }
        turns.clear();
    }

    private void send(LiveTurn turn, long nowMs) {
        if (turn.isDue(nowMs)) {
            output.collect(new StreamRecord<>(Message.of(Topics.LIVE, turn.take(nowMs))));
        }
    }

    private void setTimer(long nowMs) {
        if (timer == null && !turns.isEmpty()) {
            timer = getProcessingTimeService().registerTimer(nowMs + TICK_MS, this);
        }
    }
}
