package io.fleetwire.gateway.net;

import io.fleetwire.gateway.address.AddressList;
import io.fleetwire.gateway.session.CloseReason;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Behind the decoder of the PROXY protocol (versions 1 and 2) on a connection of a trusted proxy: learns for whom it speaks, and then the doorkeeper
 * judges. A proxy must say so before anything else; its own health checks ({@code LOCAL}, {@code UNKNOWN}) speak for itself.
 */
final class ProxyHeader extends SimpleChannelInboundHandler<HAProxyMessage> {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyHeader.class);

    private final AcceptFilter acceptFilter;
    private final ChannelHandlerContext listener;
    private final AcceptContext acceptContext;

    ProxyHeader(AcceptFilter acceptFilter, ChannelHandlerContext listener, AcceptContext acceptContext) {
        this.acceptFilter = acceptFilter;
        this.listener = listener;
        this.acceptContext = acceptContext;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // closing is all that is left to do
    protected void channelRead0(ChannelHandlerContext ctx, HAProxyMessage header) {
        InetAddress spokenFor = spokenFor(header);
        if (spokenFor != null) {
            Remote.isBehindProxy(ctx.channel(), spokenFor);
        }
        InetAddress from = Remote.address(ctx.channel());
        if (from == null) {
            ctx.close(); // gone before we looked
        } else if (acceptFilter.admit(listener, from)) {
            ctx.pipeline().remove(this);
        }
    }

    private static @Nullable InetAddress spokenFor(HAProxyMessage header) {
        return header.command() == HAProxyCommand.PROXY && header.sourceAddress() != null
                ? AddressList.literal(header.sourceAddress())
                : null;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // closing is all that is left to do
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.info(
                "proxy {} sent no PROXY header: {}",
                Remote.name(ctx.channel()),
                Objects.requireNonNullElse(cause.getMessage(), "?"));
        acceptContext.metrics().closed(CloseReason.PROXY_HEADER.label());
        ctx.close();
    }
}
