package io.fleetwire.gateway.net;

import io.fleetwire.gateway.net.ReadSwitch.Hold;
import io.fleetwire.gateway.session.CloseReason;
import io.fleetwire.gateway.session.DeviceSession;
import io.fleetwire.gateway.session.Peer;
import io.fleetwire.gateway.session.SessionContext;
import io.fleetwire.protocol.ProtocolAdapter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Last in a connection's pipeline: whole frames in, replies out; the socket as the conversation's {@link Peer}. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, and channelInactive hears of that
final class DeviceConnection extends SimpleChannelInboundHandler<ByteBuf> implements Peer {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceConnection.class);

    /** A device that doesn't take its last bytes within this time loses them. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** Sent through the pipeline when the gateway stops: what was read is still answered, nothing more is read. */
    enum Stop {
        READING
    }

    private final Channel channel;
    private final Deadlines deadlines;
    private final ReadSwitch reading;
    private final PacedFrames frames;
    private final DeviceSession<?> conversation;
    private final SessionContext context;
    private @Nullable Future<?> wake;
    private boolean closing;

    DeviceConnection(
            Channel channel,
            Deadlines deadlines,
            ReadSwitch reading,
            AcceptContext acceptContext,
            ProtocolAdapter<?> adapter,
            SessionContext context) {
        this.channel = channel;
        this.deadlines = deadlines;
        this.reading = reading;
        this.context = context;
        this.frames = new PacedFrames(channel, reading, acceptContext, adapter.id());
        this.conversation = adapter.namesDeviceInEachFrame()
                ? DeviceSession.datagram(adapter, this, context)
                : DeviceSession.connected(adapter, this, context);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf frame) {
        deadlines.frameCompleted();
        conversation.received(frame);
        if (conversation.isLoggedIn()) {
            deadlines.loggedIn();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        wakeAt(null);
        conversation.closed();
        frames.drop();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        reading.hold(Hold.UNSENT, !channel.isWritable());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case IdleStateEvent idle -> close(CloseReason.IDLE);
            case CloseReason reason -> close(reason);
            case Stop stop -> reading.hold(Hold.STOPPING, true);
            default -> ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (cause) {
            case DecoderException malformed -> {
                LOG.info("{}: {}", Remote.name(channel), reason(malformed));
                close(CloseReason.MALFORMED);
            }
            case IOException reset -> ctx.close(); // trackers lose sockets: daily business
            default -> {
                LOG.error("Unexpected error in {}; closing the connection", Remote.name(channel), cause);
                close(CloseReason.DEFECT);
            }
        }
    }

    /** Netty wraps what a framer throws; a framer that threw something else has a defect, which the class name tells. */
    private static String reason(DecoderException malformed) {
        Throwable cause = malformed.getCause();
        return cause == null || cause instanceof DecoderException
                ? String.valueOf(malformed.getMessage())
                : cause.toString();
    }

    @Override
    public @Nullable InetAddress address() {
        return Remote.address(channel);
    }

    @Override
    public boolean isAddressProven() {
        return true;
    }

    @Override
    public boolean isEncrypted() {
        return Remote.isEncrypted(channel);
    }

    @Override
    public @Nullable X509Certificate certificate() {
        return Remote.certificate(channel);
    }

    @Override
    public Executor executor() {
        return channel.eventLoop();
    }

    @Override
    public void send(ByteBuf frame) {
        if (closing) {
            frame.release();
            return;
        }
        if (!frames.send(frame)) {
            close(CloseReason.TOO_FAST);
        }
    }

    @Override
    public void close(CloseReason reason) {
        if (!closing) {
            closing = true;
            context.metrics().closed(reason.label());
            LOG.debug("{} closed: {}", Remote.name(channel), reason.label());
            wakeAt(null);
            conversation.closed();
            frames.drop();
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            channel.eventLoop().schedule(() -> channel.close(), CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void read(boolean on) {
        reading.hold(Hold.UNCONFIRMED, !on);
    }

    @Override
    public void wakeAt(@Nullable Instant when) {
        if (wake != null) {
            wake.cancel(false);
            wake = null;
        }
        if (when != null && !closing) {
            long delayMs = Duration.between(context.clock().instant(), when).toMillis();
            wake = channel.eventLoop().schedule(conversation::wake, Math.max(0, delayMs), TimeUnit.MILLISECONDS);
        }
    }
}
