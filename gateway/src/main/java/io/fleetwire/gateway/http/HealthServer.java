package io.fleetwire.gateway.http;

import io.fleetwire.gateway.net.PortUnavailableException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * {@code /health/live}, {@code /health/ready} and {@code /metrics} (Prometheus text), on loopback only. Nobody can keep
 * probes out: a connection has one request and {@value #REQUEST_SECONDS} s, and the oldest gives way to a new one.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails to close was closed already.
public final class HealthServer {

    /** From the connection to the end of the answer, however slowly bytes come. */
    static final int REQUEST_SECONDS = 5;

    /** Open at once; beyond, the oldest is closed: a probe is done in milliseconds. */
    static final int MAX_CONNECTIONS = 64;

    private static final int MAX_LINE_BYTES = 1_024;
    private static final int MAX_HEADER_BYTES = 8_192;

    private final EventLoopGroup loop = new NioEventLoopGroup(1, new DefaultThreadFactory("health", true));
    private final Channel server;
    private final Deque<Channel> open = new ArrayDeque<>();

    /**
     * @param checks what must hold before devices are welcome, by name
     */
    public HealthServer(int port, Map<String, BooleanSupplier> checks, PrometheusMeterRegistry metrics)
            throws PortUnavailableException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        HealthAnswers answers = new HealthAnswers(new TreeMap<>(checks), metrics);
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        admit(channel);
                        channel.pipeline()
                                .addLast(new HttpServerCodec(MAX_LINE_BYTES, MAX_HEADER_BYTES, MAX_HEADER_BYTES))
                                .addLast(new HealthHandler(answers));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new PortUnavailableException(
                    "health",
                    address.getAddress().getHostAddress(),
                    port,
                    String.valueOf(bound.cause().getMessage()));
        }
        server = bound.channel();
    }

    /** Runs on the only thread of the loop, as everything here does. */
    private void admit(Channel channel) {
        if (open.size() >= MAX_CONNECTIONS) {
            open.removeFirst().close();
        }
        open.addLast(channel);
        channel.closeFuture().addListener(closed -> open.remove(channel));
        channel.eventLoop().schedule((Runnable) channel::close, REQUEST_SECONDS, TimeUnit.SECONDS);
    }

    /** The port, also where 0 was asked for. */
    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Answers nobody any more. */
    public void stop() {
        server.close();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
