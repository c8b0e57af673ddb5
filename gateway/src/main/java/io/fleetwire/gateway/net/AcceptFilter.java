package io.fleetwire.gateway.net;

import io.fleetwire.gateway.address.AddressRules;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * First in every pipeline of a port: lets a new connection in, or resets it, so that a flood leaves nothing behind (no TIME_WAIT either). What a trusted
 * proxy brings is judged by the address that the proxy names.
 */
@Sharable
final class AcceptFilter extends ChannelInboundHandlerAdapter {

    private final AddressRules access;
    private final AcceptContext acceptContext;

    AcceptFilter(AddressRules access, AcceptContext acceptContext) {
        this.access = access;
        this.acceptContext = acceptContext;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // closing is all that is left to do
    public void channelActive(ChannelHandlerContext ctx) {
        if (!(ctx.channel().remoteAddress() instanceof InetSocketAddress remote)) {
            ctx.close(); // gone before we looked
            return;
        }
        if (acceptContext.proxies().contains(remote.getAddress())) {
            ctx.pipeline().addAfter(ctx.name(), null, new ProxyHeader(this, ctx, acceptContext));
            ctx.pipeline().addAfter(ctx.name(), null, new HAProxyMessageDecoder(NetLimits.MAX_PROXY_TLV_BYTES, true));
            ctx.fireChannelActive();
        } else {
            ctx.pipeline().addAfter(ctx.name(), null, new NoProxyHeader(acceptContext.metrics()));
            if (admit(ctx, remote.getAddress())) {
                ctx.fireChannelActive();
            }
        }
    }

    /** Lets the connection of this address in; false: it was reset. */
    boolean admit(ChannelHandlerContext ctx, InetAddress from) {
        String refusal = refusal(from);
        if (refusal == null) {
            ctx.channel()
                    .closeFuture()
                    .addListener(closed -> acceptContext.limits().closed(from));
            return true;
        }
        acceptContext.metrics().limit(refusal);
        reset(ctx);
        return false;
    }

    private @Nullable String refusal(InetAddress from) {
        if (!access.permits(from)) {
            return "address_list";
        }
        ConnectLimits.Verdict verdict = acceptContext.limits().opened(from);
        return verdict == ConnectLimits.Verdict.ACCEPTED ? null : verdict.label();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // closing is all that is left to do
    private static void reset(ChannelHandlerContext ctx) {
        ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        ctx.close();
    }
}
