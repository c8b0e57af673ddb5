package io.fleetwire.gateway.net;

import io.fleetwire.gateway.net.ReadSwitch.Hold;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The only way frames leave for a connected device: no more of them than {@link NetLimits#sentFrames}, whatever a protocol's adapter makes of what the device
 * says. Frames above the rate wait, in their order, and the device is not read until they have left. On the connection's event loop only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel; the timer ends with its event loop
final class PacedFrames {

    private final Channel channel;
    private final ReadSwitch reading;
    private final AcceptContext acceptContext;
    private final String protocol;
    private final Rate.Budget budget;

    /** Null until the rate is exceeded for the first time: nearly no connection ever has one. */
    private @Nullable Queue<ByteBuf> waiting;

    PacedFrames(Channel channel, ReadSwitch reading, AcceptContext acceptContext, String protocol) {
        this.channel = channel;
        this.reading = reading;
        this.acceptContext = acceptContext;
        this.protocol = protocol;
        budget = new Rate.Budget(
                acceptContext.netLimits().sentFrames(), acceptContext.nanoTime().getAsLong());
    }

    /** Sends the frame, now or in its turn, and takes it over; false: so many wait already that it was dropped. */
    boolean send(ByteBuf frame) {
        if (isIdle() && take()) {
            write(frame);
            return true;
        }
        if (waiting == null) {
            waiting = new ArrayDeque<>();
        }
        if (waiting.size() >= NetLimits.MAX_UNSENT_FRAMES) {
            frame.release();
            return false;
        }
        waiting.add(frame);
        if (waiting.size() == 1) {
            acceptContext.metrics().limit("rate_sent_frames");
            reading.hold(Hold.SENT_FRAMES, true);
            later();
        }
        return true;
    }

    /** Drops what waits: nobody is left to be told, and a device that was not answered sends again. */
    void drop() {
        if (waiting != null) {
            waiting.forEach(ByteBuf::release);
            waiting.clear();
        }
    }

    private boolean isIdle() {
        return waiting == null || waiting.isEmpty();
    }

    private boolean take() {
        return budget.take(
                acceptContext.netLimits().sentFrames(), acceptContext.nanoTime().getAsLong());
    }

    private void later() {
        double perSecond = acceptContext.netLimits().sentFrames().perSecond();
        channel.eventLoop()
                .schedule(this::sendWaiting, (long) (TimeUnit.SECONDS.toNanos(1) / perSecond), TimeUnit.NANOSECONDS);
    }

    private void sendWaiting() {
        if (waiting == null) {
            return;
        }
        while (!waiting.isEmpty() && take()) {
            write(waiting.remove());
        }
        if (waiting.isEmpty()) {
            reading.hold(Hold.SENT_FRAMES, false);
        } else {
            later();
        }
    }

    private void write(ByteBuf frame) {
        acceptContext.metrics().frameSent(protocol);
        channel.writeAndFlush(frame);
    }
}
