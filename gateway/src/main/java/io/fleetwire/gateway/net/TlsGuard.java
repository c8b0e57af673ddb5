package io.fleetwire.gateway.net;

import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.session.CloseReason;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Behind TLS: a handshake that fails is the network's daily business, not a defect of the protocol behind it. */
@Sharable
final class TlsGuard extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(TlsGuard.class);

    private final GatewayMetrics metrics;

    TlsGuard(GatewayMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // closing is all that is left to do
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
            ctx.fireUserEventTriggered(event);
        } else if (handshake.isSuccess()) {
            ctx.pipeline().remove(this);
        } else if (handshake.cause() instanceof ClosedChannelException) {
            ctx.close(); // the other end went away
        } else {
            LOG.info(
                    "{}: no TLS handshake: {}",
                    Remote.name(ctx.channel()),
                    handshake.cause().getMessage());
            metrics.closed(CloseReason.TLS_HANDSHAKE.label());
            ctx.close();
        }
    }

    /** The handshake's failure, which the event has told of. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // closing is all that is left to do
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
