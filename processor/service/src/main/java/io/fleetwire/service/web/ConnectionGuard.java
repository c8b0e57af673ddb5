package io.fleetwire.service.web;

import io.fleetwire.service.net.IpAddress;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection's clock. A request has to be here whole, head and body, a fixed time after its first byte, however often another byte comes; and an answer
 * has to be read. Between requests a connection waits, and where there are too many that wait, it may have to go. Runs on the connection's event loop.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {

    private final ConnectionLimits limits;
    private @Nullable ChannelHandlerContext context;
    private String unit = "unknown";
    private boolean sharesPlaces = true;

    private boolean checksHeads;
    private boolean isAbandoned;

    /** Requests that are here and not answered yet. */
    private int answering;

    /** Bytes of the next request came while one was answered. */
    private boolean early;

    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable ScheduledFuture<?> stalled;

    ConnectionGuard(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** The guard of the connection that a request came on. */
    static Optional<ConnectionGuard> of(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase connection
                ? Optional.ofNullable(connection.channel().pipeline().get(ConnectionGuard.class))
                : Optional.empty();
    }

    @Override
    public void channelActive(ChannelHandlerContext opened) {
        context = opened;
        Optional<IpAddress> peer = opened.channel().remoteAddress() instanceof InetSocketAddress remote
                ? IpAddress.parse(remote.getAddress().getHostAddress())
                : Optional.empty();
        unit = peer.map(IpAddress::unit).orElse("unknown");
        sharesPlaces = peer.filter(limits::isTrustedProxy).isEmpty();
        if (limits.opened()) {
            await();
            opened.fireChannelActive();
        } else {
            refuse(Refusal.CONNECTIONS, "The service has as many connections as it can hold. Try again later.");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext closed) {
        limits.closed();
        limits.leave(this);
        cancel(deadline);
        cancel(stalled);
        closed.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object bytes) {
        if (!checksHeads) {
            checkHeads(from);
        }
        if (answering > 0) {
            early = true;
        } else {
            begin(from);
        }
        from.fireChannelRead(bytes);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) {
        cancel(stalled);
        stalled = from.channel().isWritable() || isWebSocket(from.channel())
                ? null
                : from.executor()
                        .schedule(
                                () -> close(Refusal.SLOW_READER),
                                limits.readWithin().toMillis(),
                                TimeUnit.MILLISECONDS);
        from.fireChannelWritabilityChanged();
    }

    /** As soon as there is something that reads heads: with TLS only when the handshake is done. */
    private void checkHeads(ChannelHandlerContext from) {
        ChannelHandlerContext http = from.pipeline().context(HttpRequestDecoder.class);
        if (http != null) {
            checksHeads = true;
            from.pipeline().addAfter(http.name(), "unreadable", new UndecodableRequest());
        }
    }

    private void begin(ChannelHandlerContext from) {
        if (deadline == null && !isWebSocket(from.channel())) {
            deadline = from.executor()
                    .schedule(this::overdue, limits.receiveWithin().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void overdue() {
        if (isAbandoned) {
            close(Refusal.DEADLINE);
        } else if (context != null && !isWebSocket(context.channel())) {
            refuse(
                    Refusal.DEADLINE,
                    "The request was not here " + limits.receiveWithin().toSeconds() + " s after its first byte.");
        }
    }

    /** A request is here whole. */
    void received() {
        cancel(deadline);
        deadline = null;
        early = false;
        answering++;
        limits.leave(this);
    }

    /** The request under way has its answer already: what is still to come is nobody's. */
    void abandoned() {
        isAbandoned = true;
    }

    /** A request that was {@link #received()} has its answer. */
    void answered() {
        answering--;
        if (answering == 0 && context != null && context.channel().isActive()) {
            await();
            if (early) {
                begin(context);
            }
        }
    }

    private void await() {
        if (sharesPlaces) {
            limits.await(this);
        }
    }

    String unit() {
        return unit;
    }

    /** Lost its place to another connection; from any thread. */
    void evict() {
        ChannelHandlerContext own = context;
        if (own != null) {
            own.executor().execute(() -> {
                if (answering == 0 && !isWebSocket(own.channel())) {
                    refuse(
                            Refusal.CONNECTION_SHARE,
                            "Too many connections wait from this address, and this one has waited longest.");
                }
            });
        }
    }

    private void refuse(Refusal why, String detail) {
        ChannelHandlerContext own = context;
        if (own == null || !own.channel().isActive()) {
            return;
        }
        limits.count(why);
        // From behind TLS, where there is any, so that it is encrypted.
        ChannelHandlerContext http = own.pipeline().context(HttpRequestDecoder.class);
        if (http != null && deadline != null && answering == 0 && !isAbandoned) {
            var unused = http.writeAndFlush(ByteBufUtil.writeAscii(http.alloc(), why.raw(detail)))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            var unused = own.close();
        }
    }

    /** What Vert.x and Quarkus would refuse without a word and without a count. */
    private final class UndecodableRequest extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext from, Object message) {
            if (message instanceof HttpRequest head && (head.decoderResult().isFailure() || !isUri(head.uri()))) {
                ReferenceCountUtil.release(message);
                refuse(
                        Refusal.UNREADABLE,
                        "The head of the request is no HTTP/1.1, its target is no URI, or it is too long.");
            } else {
                from.fireChannelRead(message);
            }
        }

        private static boolean isUri(String target) {
            try {
                return !new URI(target).toString().isEmpty();
            } catch (URISyntaxException e) {
                return false;
            }
        }
    }

    private void close(Refusal why) {
        ChannelHandlerContext own = context;
        if (own != null) {
            limits.count(why);
            var unused = own.close();
        }
    }

    private static boolean isWebSocket(Channel channel) {
        return channel.pipeline().get(WebSocketFrameDecoder.class) != null;
    }

    private static void cancel(@Nullable ScheduledFuture<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }
}
