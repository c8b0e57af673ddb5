package io.fleetwire.gateway.net;

import io.fleetwire.gateway.address.AddressList;
import io.fleetwire.gateway.session.CloseReason;
import io.fleetwire.gateway.session.SessionContext;
import io.fleetwire.gateway.tls.ServerTls;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** The ports devices dial: one per protocol, and one that recognises the protocol. */
@SuppressWarnings("FutureReturnValueIgnored") // closing waits by time, not by future
public final class DeviceServers {

    private static final int BACKLOG = 1_024;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final String listen;
    private final NetLimits limits;
    private final SessionContext context;
    private final AcceptContext acceptContext;
    private final TlsGuard tlsGuard;
    private final Transports transports = Transports.best();
    private final EventLoopGroup accepting = transports.group("accept", 1);
    private final EventLoopGroup talking =
            transports.group("devices", Runtime.getRuntime().availableProcessors());
    private final List<Channel> servers = new ArrayList<>();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /**
     * @param listen the address to listen on
     * @param proxies who may say for whom it speaks
     * @param exempt for whom the limits per connection and network do not count
     */
    public DeviceServers(
            String listen, NetLimits limits, AddressList proxies, AddressList exempt, SessionContext context) {
        this.listen = listen;
        this.limits = limits;
        this.context = context;
        ConnectLimits connects = new ConnectLimits(limits, exempt, System::nanoTime, context.inFlight()::isMemoryShort);
        this.acceptContext = new AcceptContext(limits, connects, proxies, context.metrics(), System::nanoTime);
        this.tlsGuard = new TlsGuard(context.metrics());
        context.metrics()
                .gauge("fleetwire.gateway.connections", "open device connections", connects, ConnectLimits::open);
    }

    /** Opens a protocol's port, for each of its transports; TLS is for TCP only. */
    public void open(ProtocolAdapter<?> adapter, ListenerConfig listener) throws PortUnavailableException {
        if (adapter.transports().contains(Transport.TCP)) {
            tcp(adapter.id(), listener, (channel, reading) -> {
                Deadlines deadlines = new Deadlines(limits.timeouts());
                channel.pipeline().addLast(deadlines);
                speak(channel, deadlines, reading, adapter);
            });
        }
        if (adapter.transports().contains(Transport.UDP) && listener.tls() == null) {
            Bootstrap udp = new Bootstrap()
                    .group(talking)
                    .channel(transports.datagram())
                    .option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(NetLimits.MAX_DATAGRAM_BYTES))
                    .handler(new DatagramHandler(adapter, listener.access(), acceptContext.limits(), context));
            bound(adapter.id() + " (UDP)", listener.port(), udp.bind(listen, listener.port()));
        }
    }

    /** Opens the port that recognises the protocol from the first bytes. */
    public void openRecognising(List<ProtocolAdapter<?>> adapters, ListenerConfig listener)
            throws PortUnavailableException {
        List<ProtocolAdapter<?>> overTcp = adapters.stream()
                .filter(adapter -> adapter.transports().contains(Transport.TCP))
                .toList();
        tcp("any protocol", listener, (channel, reading) -> {
            Deadlines deadlines = new Deadlines(limits.timeouts());
            channel.pipeline().addLast(deadlines);
            channel.pipeline()
                    .addLast(new Recogniser(
                            overTcp,
                            (ChannelHandlerContext ctx, ProtocolAdapter<?> adapter) ->
                                    speak(ctx.channel(), deadlines, reading, adapter),
                            context.metrics()));
        });
    }

    private void tcp(String what, ListenerConfig listener, BiConsumer<Channel, ReadSwitch> protocol)
            throws PortUnavailableException {
        AcceptFilter acceptFilter = new AcceptFilter(listener.access(), acceptContext);
        ServerBootstrap server = new ServerBootstrap()
                .group(accepting, talking)
                .channel(transports.server())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(
                        ChannelOption.RCVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(64, 2_048, NetLimits.MAX_READ_BYTES))
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(NetLimits.MAX_UNSENT_BYTES / 2, NetLimits.MAX_UNSENT_BYTES))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        ReadSwitch reading = new ReadSwitch(channel);
                        channel.pipeline().addLast(acceptFilter, Throttle.ofBytes(acceptContext, reading));
                        if (listener.tls() != null) {
                            secure(channel, listener.tls());
                        }
                        channel.pipeline()
                                .addLast(new IdleStateHandler(
                                        limits.timeouts().idle().toMillis(), 0, 0, TimeUnit.MILLISECONDS));
                        protocol.accept(channel, reading);
                    }
                });
        bound(what, listener.port(), server.bind(listen, listener.port()));
    }

    private void secure(Channel channel, ServerTls tls) {
        SslHandler handler = tls.context().newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(limits.timeouts().handshake().toMillis());
        channel.pipeline().addLast(handler, tlsGuard);
    }

    private void speak(Channel channel, Deadlines deadlines, ReadSwitch reading, ProtocolAdapter<?> adapter) {
        channel.pipeline()
                .addLast(adapter.newFramer())
                .addLast(Throttle.ofFrames(acceptContext, reading))
                .addLast(new DeviceConnection(channel, deadlines, reading, acceptContext, adapter, context));
    }

    private void bound(String what, int port, ChannelFuture bind) throws PortUnavailableException {
        bind.awaitUninterruptibly();
        if (!bind.isSuccess()) {
            throw new PortUnavailableException(what, listen, port, reason(bind.cause()));
        }
        servers.add(bind.channel());
    }

    private static String reason(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }

    /** Accepts nobody and reads nothing any more; what is in flight can still be answered. */
    public void stopReading() {
        servers.forEach(server -> server.close().awaitUninterruptibly(CLOSE_TIMEOUT.toMillis()));
        connections.forEach(channel -> channel.pipeline().fireUserEventTriggered(DeviceConnection.Stop.READING));
    }

    /** Closes what is left. */
    public void stop() {
        stopReading();
        connections.forEach(channel -> channel.pipeline().fireUserEventTriggered(CloseReason.STOPPING));
        connections.newCloseFuture().awaitUninterruptibly(CLOSE_TIMEOUT.toMillis());
        talking.shutdownGracefully(0, CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
        accepting
                .shutdownGracefully(0, CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
    }
}
