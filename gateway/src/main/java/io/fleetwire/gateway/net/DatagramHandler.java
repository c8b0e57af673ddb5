package io.fleetwire.gateway.net;

import io.fleetwire.gateway.address.AddressRules;
import io.fleetwire.gateway.session.CloseReason;
import io.fleetwire.gateway.session.DeviceSession;
import io.fleetwire.gateway.session.Peer;
import io.fleetwire.gateway.session.SessionContext;
import io.fleetwire.protocol.ProtocolAdapter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Datagrams: each is a whole frame and a conversation of its own. */
final class DatagramHandler extends SimpleChannelInboundHandler<DatagramPacket> {

    private static final Logger LOG = LoggerFactory.getLogger(DatagramHandler.class);

    private final ProtocolAdapter<?> adapter;
    private final SessionContext context;
    private final AddressRules access;
    private final ConnectLimits limits;
    private final SenderRates rates;

    DatagramHandler(ProtocolAdapter<?> adapter, AddressRules access, ConnectLimits limits, SessionContext context) {
        this.adapter = adapter;
        this.access = access;
        this.limits = limits;
        this.rates = limits.senderRates();
        this.context = context;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        String refusal = refusal(packet);
        if (refusal != null) {
            // Nothing holds a sender back but silence: unanswered, it sends again.
            context.metrics().limit(refusal);
            return;
        }
        DeviceSession.datagram(
                        adapter, new Sender(ctx.channel(), packet.sender(), rates, context, adapter.id()), context)
                .received(packet.content());
    }

    private @Nullable String refusal(DatagramPacket packet) {
        InetAddress from = packet.sender().getAddress();
        if (!access.permits(from)) {
            return "address_list";
        }
        if (!limits.isExempt(from) && limits.received(from, packet.content().readableBytes()) > 0) {
            return "rate_datagrams";
        }
        if (!rates.hasRoom(packet.sender())) {
            return "rate_sent_frames"; // its answers could not leave: unheard, it sends again
        }
        return context.inFlight().isFull() ? "in_flight_datagram" : null;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.error("a datagram of {} was dropped", adapter.id(), cause);
    }

    /** Who sent the datagram. There is no connection to close, to stop reading from, or to be woken for. */
    private record Sender(
            Channel channel, InetSocketAddress from, SenderRates rates, SessionContext context, String protocol)
            implements Peer {

        @Override
        public @Nullable InetAddress address() {
            return from.getAddress();
        }

        @Override
        public boolean isAddressProven() {
            return false;
        }

        @Override
        public boolean isEncrypted() {
            return false;
        }

        @Override
        public @Nullable X509Certificate certificate() {
            return null;
        }

        @Override
        public Executor executor() {
            return channel.eventLoop();
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // a reply that is lost is a datagram that comes again
        public void send(ByteBuf frame) {
            if (!rates.take(from)) {
                frame.release();
                return;
            }
            context.metrics().frameSent(protocol);
            channel.writeAndFlush(new DatagramPacket(frame, from));
        }

        @Override
        public void close(CloseReason reason) {}

        @Override
        public void read(boolean on) {}

        @Override
        public void wakeAt(@Nullable Instant when) {}
    }
}
