package io.fleetwire.gateway.net;

import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.session.CloseReason;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.Recognition;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands where the framer will stand until the first bytes say which protocol a connection speaks. */
@SuppressWarnings("FutureReturnValueIgnored") // closing is all that is left to do
final class Recogniser extends ByteToMessageDecoder {

    private static final Logger LOG = LoggerFactory.getLogger(Recogniser.class);

    private final List<ProtocolAdapter<?>> adapters;
    private final BiConsumer<ChannelHandlerContext, ProtocolAdapter<?>> recognised;
    private final GatewayMetrics metrics;

    /**
     * @param recognised puts the protocol's handlers behind this one
     */
    Recogniser(
            List<ProtocolAdapter<?>> adapters,
            BiConsumer<ChannelHandlerContext, ProtocolAdapter<?>> recognised,
            GatewayMetrics metrics) {
        this.adapters = adapters;
        this.recognised = recognised;
        this.metrics = metrics;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        boolean undecided = false;
        for (ProtocolAdapter<?> adapter : adapters) {
            Recognition recognition = adapter.recognise(in);
            if (recognition == Recognition.YES) {
                recognised.accept(ctx, adapter);
                ctx.pipeline().remove(this); // hands the bytes on
                return;
            }
            undecided |= recognition == Recognition.UNDECIDED;
        }
        if (!undecided || in.readableBytes() >= NetLimits.MAX_RECOGNISE_BYTES) {
            in.skipBytes(in.readableBytes());
            close(ctx, CloseReason.UNRECOGNISED);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        switch (event) {
            case IdleStateEvent idle -> close(ctx, CloseReason.IDLE);
            case CloseReason reason -> close(ctx, reason);
            default -> super.userEventTriggered(ctx, event);
        }
    }

    private void close(ChannelHandlerContext ctx, CloseReason reason) {
        LOG.info("{} closed: {}", Remote.name(ctx.channel()), reason.label());
        metrics.closed(reason.label());
        ctx.close();
    }
}
