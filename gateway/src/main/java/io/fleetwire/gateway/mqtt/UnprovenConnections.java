package io.fleetwire.gateway.mqtt;

import com.hivemq.bootstrap.netty.ChannelHandlerNames;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what connections cost that nobody has logged in on yet, in number and in bytes: the broker closes those that have not sent a whole CONNECT in time, but
 * holds what they have sent until then. Stands before the broker's acceptor and gives each new connection its handlers.
 */
@Sharable
final class UnprovenConnections extends ChannelInboundHandlerAdapter {

    /** Most connections without a login at a time. */
    static final int MAX_CONNECTIONS = 2_000;

    /** Bytes of one connection before it has logged in; not read beyond. A token of 8 KiB, a chain of certificates and a will fit. */
    static final int MAX_BYTES = 32 << 10;

    /** Bytes of all of them; beyond, those that send more are closed. */
    static final long MAX_BYTES_IN_ALL = 16L << 20;

    private final GatewayMetrics metrics;
    private final ReadBudgets budgets;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    UnprovenConnections(GatewayMetrics metrics, ReadBudgets budgets) {
        this.metrics = metrics;
        this.budgets = budgets;
        metrics.gauge(
                "fleetwire.gateway.mqtt.unproven",
                "MQTT connections without a login yet",
                connections,
                AtomicInteger::get);
    }

    /** A listening socket has a new connection. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        if (accepted instanceof Channel connection) {
            connection.pipeline().addFirst(new Connection());
        }
        ctx.fireChannelRead(accepted);
    }

    /** First in a connection's pipeline, until it is welcomed. */
    final class Connection extends ChannelInboundHandlerAdapter {
        private long received;
        private boolean counted;

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // closing is all that is left to do
        public void channelActive(ChannelHandlerContext ctx) {
            if (connections.incrementAndGet() > MAX_CONNECTIONS) {
                connections.decrementAndGet();
                metrics.limit("mqtt_unproven");
                ctx.close();
                return;
            }
            counted = true;
            ctx.pipeline()
                    .addBefore(ChannelHandlerNames.MQTT_MESSAGE_BARRIER, null, budgets.newBudget(() -> welcomed(ctx)));
            ctx.fireChannelActive();
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // closing is all that is left to do
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            int size = message instanceof ByteBuf piece ? piece.readableBytes() : 0;
            received += size;
            if (bytes.addAndGet(size) > MAX_BYTES_IN_ALL) {
                metrics.limit("mqtt_unproven_bytes");
                ReferenceCountUtil.release(message);
                ctx.close();
                return;
            }
            if (received > MAX_BYTES) {
                ctx.channel().config().setAutoRead(false); // the broker reads on once it has sent CONNACK
            }
            ctx.fireChannelRead(message);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            settle();
            ctx.fireChannelInactive();
        }

        private void welcomed(ChannelHandlerContext ctx) {
            settle();
            if (!ctx.isRemoved()) {
                ctx.pipeline().remove(this);
            }
        }

        private void settle() {
            if (counted) {
                counted = false;
                connections.decrementAndGet();
            }
            bytes.addAndGet(-received);
            received = 0;
        }
    }
}
