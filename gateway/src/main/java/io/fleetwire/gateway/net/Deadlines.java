package io.fleetwire.gateway.net;

import io.fleetwire.gateway.session.CloseReason;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches what an idle time-out doesn't see: a device that never says who it is, and one that sends its frame a byte at a time. Stands before the
 * framer; {@link #frameCompleted} is called from behind it. Bytes that no frame came of count from their first one on; while reading is stopped, the
 * rest of a frame cannot come, and time does not count.
 */
final class Deadlines extends ChannelInboundHandlerAdapter {

    private final Timeouts limits;
    private @Nullable Future<?> login;

    /** At most one is pending: it looks when the frame began, so that frames cost no timer each. */
    private @Nullable Future<?> frame;

    /** When the first byte came that no frame has come of yet; meaningful while {@link #inFrame}. */
    private long frameSinceNanos;

    private boolean inFrame;

    Deadlines(Timeouts limits) {
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        login = ctx.executor()
                .schedule(
                        () -> strike(ctx, CloseReason.LOGIN_TIMEOUT),
                        limits.login().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        login = cancel(login);
        frame = cancel(frame);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        if (!inFrame) {
            inFrame = true;
            frameSinceNanos = System.nanoTime();
            if (frame == null) {
                checkFrameAfter(ctx, limits.frame().toNanos());
            }
        }
        ctx.fireChannelRead(bytes);
    }

    /** The framer has put a frame together. */
    void frameCompleted() {
        inFrame = false;
    }

    /** The device has said who it is. */
    void loggedIn() {
        login = cancel(login);
    }

    private void checkFrameAfter(ChannelHandlerContext ctx, long delayNanos) {
        frame = ctx.executor().schedule(() -> checkFrame(ctx), delayNanos, TimeUnit.NANOSECONDS);
    }

    private void checkFrame(ChannelHandlerContext ctx) {
        frame = null;
        if (!inFrame) {
            return;
        }
        if (!ctx.channel().config().isAutoRead()) {
            frameSinceNanos = System.nanoTime();
        }
        long leftNanos = limits.frame().toNanos() - (System.nanoTime() - frameSinceNanos);
        if (leftNanos > 0) {
            checkFrameAfter(ctx, leftNanos);
        } else {
            strike(ctx, CloseReason.FRAME_TIMEOUT);
        }
    }

    private static void strike(ChannelHandlerContext ctx, CloseReason reason) {
        ctx.fireUserEventTriggered(reason);
    }

    private static @Nullable Future<?> cancel(@Nullable Future<?> deadline) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        return null;
    }
}
