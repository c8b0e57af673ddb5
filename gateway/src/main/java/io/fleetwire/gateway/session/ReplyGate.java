package io.fleetwire.gateway.session;

import io.fleetwire.protocol.Reply;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The promise, in one place: <b>a {@link Reply.WhenStored} leaves only after Kafka confirmed every event and dead letter of its outcome, and of every
 * outcome before it on this connection.</b>
 *
 * <p>So what an outcome owes waits in a queue, in the order of the frames, and only the head can leave. Where a record is not confirmed, nothing from
 * there on leaves: the connection closes, and the device, which was told nothing, sends again. A {@link Reply.Now} promises nothing and passes the
 * queue, unless it stands behind a {@code WhenStored} of its own outcome: the order within an outcome holds.
 */
final class ReplyGate {

    /** Records one connection may have unconfirmed; an outcome without any counts as one. */
    static final int MAX_RECORDS = 4_096;

    /** Bytes one connection may have unconfirmed. */
    static final long MAX_BYTES = 256 * 1024;

    private enum State {
        WAITING,
        STORED,
        FAILED
    }

    /** What one outcome owes. */
    private static final class Owed {
        private final int records;
        private final long bytes;
        private final List<ByteBuf> frames = new ArrayList<>(1);
        private final boolean thenClose;
        private final Runnable answered;
        private State state = State.WAITING;

        Owed(int records, long bytes, boolean thenClose, Runnable answered) {
            this.records = Math.max(1, records);
            this.bytes = bytes;
            this.thenClose = thenClose;
            this.answered = answered;
        }
    }

    private final Peer peer;
    private final Runnable released;
    private final Queue<Owed> queue = new ArrayDeque<>();
    private int records;
    private long bytes;
    private boolean shut;

    /**
     * @param released called after something has left the queue
     */
    ReplyGate(Peer peer, Runnable released) {
        this.peer = peer;
        this.released = released;
    }

    /**
     * Takes over what an outcome owes.
     *
     * @param stored completes when Kafka confirmed all of the outcome, on any thread
     * @param close close the connection after the replies
     * @param answered called when all of it is stored and the replies have left
     */
    void owe(
            CompletableFuture<Void> stored,
            int recordCount,
            long byteCount,
            List<Reply> replies,
            boolean close,
            Runnable answered) {
        Owed owed = new Owed(recordCount, byteCount, close, answered);
        for (Reply reply : replies) {
            switch (reply) {
                case Reply.Now now when owed.frames.isEmpty() -> peer.send(now.frame());
                case Reply.Now now -> owed.frames.add(now.frame());
                case Reply.WhenStored promise -> owed.frames.add(promise.frame());
            }
        }
        queue.add(owed);
        records += owed.records;
        bytes += owed.bytes;
        if (stored.isDone() && !stored.isCompletedExceptionally()) {
            owed.state = State.STORED;
            release();
        } else {
            CompletionStage<Void> answer = stored;
            answer.whenComplete((ok, failure) -> peer.executor().execute(() -> {
                owed.state = failure == null ? State.STORED : State.FAILED;
                release();
            }));
        }
    }

    private void release() {
        Owed head = queue.peek();
        if (shut || head == null || head.state == State.WAITING) {
            return;
        }
        do {
            if (head.state == State.FAILED) {
                shut();
                peer.close(CloseReason.NOT_STORED);
                return;
            }
            queue.remove();
            records -= head.records;
            bytes -= head.bytes;
            head.frames.forEach(peer::send);
            head.answered.run();
            if (head.thenClose) {
                shut();
                peer.close(CloseReason.PROTOCOL);
                return;
            }
            head = queue.peek();
        } while (head != null && head.state != State.WAITING);
        released.run();
    }

    /** Whether everything the device sent has been stored and answered. */
    boolean isClear() {
        return queue.isEmpty() && !shut;
    }

    /** Whether so much is unconfirmed that reading must stop. */
    boolean isFull() {
        return records >= MAX_RECORDS || bytes >= MAX_BYTES;
    }

    /** Whether there is room again: half of the limits, so that reading doesn't flutter. */
    boolean hasRoom() {
        return records <= MAX_RECORDS / 2 && bytes <= MAX_BYTES / 2;
    }

    /** Nothing leaves any more. */
    void shut() {
        shut = true;
        queue.forEach(owed -> owed.frames.forEach(ByteBuf::release));
        queue.clear();
    }
}
