package io.fleetwire.gateway.net;

import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.util.Locale;

/** First in every pipeline: lets a new connection in, or resets it, so that a flood leaves nothing behind (no TIME_WAIT either). */
@Sharable
final class Doorkeeper extends ChannelInboundHandlerAdapter {

    private final ConnectLimits limits;
    private final GatewayMetrics metrics;

    Doorkeeper(ConnectLimits limits, GatewayMetrics metrics) {
        this.limits = limits;
        this.metrics = metrics;
        metrics.gauge("fleetwire.gateway.connections", "open device connections", limits, ConnectLimits::open);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // closing is all that is left to do
    public void channelActive(ChannelHandlerContext ctx) {
        if (!(ctx.channel().remoteAddress() instanceof InetSocketAddress remote)) {
            ctx.close(); // gone before we looked
            return;
        }
        ConnectLimits.Verdict verdict = limits.opened(remote.getAddress());
        if (verdict != ConnectLimits.Verdict.ACCEPTED) {
            metrics.limit(verdict.name().toLowerCase(Locale.ROOT));
            ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            ctx.close();
            return;
        }
        ctx.channel().closeFuture().addListener(closed -> limits.closed(remote.getAddress()));
        ctx.fireChannelActive();
    }
}
