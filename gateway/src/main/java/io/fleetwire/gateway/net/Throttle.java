package io.fleetwire.gateway.net;

import io.fleetwire.gateway.net.ReadSwitch.Hold;
import io.fleetwire.gateway.session.CloseReason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Makes a connection that sends too fast wait: it is not read until it is within its rate again, and TCP tells the device. What one read had already
 * brought in counts as debt. Takes itself out of the pipeline of an exempt address.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the timer ends with its event loop
abstract class Throttle extends ChannelInboundHandlerAdapter {

    /**
     * A debt of so many bursts closes the connection. One read of a tracker that empties its buffer (16 KiB of GT06 locations are 455) stays below; what
     * goes beyond are frames too small to hold a position.
     */
    private static final int CLOSES_AT_BURSTS = 10;

    private final Rate rate;
    private final Hold hold;
    private final ReadSwitch reading;
    private final Rate.Budget budget;
    final AcceptContext acceptContext;

    private Throttle(AcceptContext acceptContext, Rate rate, Hold hold, ReadSwitch reading) {
        this.acceptContext = acceptContext;
        this.rate = rate;
        this.hold = hold;
        this.reading = reading;
        budget = new Rate.Budget(rate, acceptContext.nanoTime().getAsLong());
    }

    /** Counts frames; stands behind the framer. */
    static Throttle ofFrames(AcceptContext acceptContext, ReadSwitch reading) {
        return new Frames(acceptContext, reading);
    }

    /** Counts bytes as they come, of the connection and of its whole network; stands first. */
    static Throttle ofBytes(AcceptContext acceptContext, ReadSwitch reading) {
        return new Bytes(acceptContext, reading);
    }

    /** Counts what came; returns how long nothing more should be read, in nanoseconds. */
    abstract long spend(InetAddress from, ByteBuf piece);

    final long spend(double amount) {
        return budget.spend(rate, amount, acceptContext.nanoTime().getAsLong());
    }

    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object message) {
        InetAddress from = Remote.address(ctx.channel());
        if (!(message instanceof ByteBuf piece)
                || from == null
                || acceptContext.limits().isExempt(from)) {
            ctx.fireChannelRead(message);
            ctx.pipeline().remove(this);
            return;
        }
        long waitNanos = spend(from, piece);
        if (waitNanos > 0 && !reading.isHeld(hold)) {
            acceptContext.metrics().limit("rate_" + hold.name().toLowerCase(Locale.ROOT));
            reading.hold(hold, true);
            ctx.executor().schedule(() -> reading.hold(hold, false), waitNanos, TimeUnit.NANOSECONDS);
        }
        if (budget.debt() > rate.burst() * CLOSES_AT_BURSTS) {
            piece.release();
            ctx.fireUserEventTriggered(CloseReason.TOO_FAST);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private static final class Frames extends Throttle {
        Frames(AcceptContext acceptContext, ReadSwitch reading) {
            super(acceptContext, acceptContext.netLimits().frames(), Hold.FRAMES, reading);
        }

        @Override
        long spend(InetAddress from, ByteBuf piece) {
            return spend(1);
        }
    }

    private static final class Bytes extends Throttle {
        Bytes(AcceptContext acceptContext, ReadSwitch reading) {
            super(acceptContext, acceptContext.netLimits().connectionBytes(), Hold.BYTES, reading);
        }

        @Override
        long spend(InetAddress from, ByteBuf piece) {
            int bytes = piece.readableBytes();
            return Math.max(spend(bytes), acceptContext.limits().received(from, bytes));
        }
    }
}
