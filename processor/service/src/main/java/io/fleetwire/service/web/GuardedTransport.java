package io.fleetwire.service.web;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;

/**
 * Gives each connection of the HTTP port its {@link ConnectionGuard}, before Vert.x sees a byte: neither Vert.x nor Quarkus offers a place for what counts
 * from the first byte of a request. Vert.x finds it through {@code META-INF/services}, where the setting {@code quarkus.vertx.prefer-native-transport} makes it look.
 */
public final class GuardedTransport extends JDKTransport {

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        // The page's port is the only server of Vert.x in this process.
        bootstrap.handler(new Acceptor());
    }

    @Sharable
    private static final class Acceptor extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext server, Object accepted) {
            ConnectionLimits limits = ConnectionLimits.current();
            if (limits != null && accepted instanceof Channel connection) {
                connection.pipeline().addFirst(new ConnectionGuard(limits));
            }
            server.fireChannelRead(accepted);
        }
    }
}
