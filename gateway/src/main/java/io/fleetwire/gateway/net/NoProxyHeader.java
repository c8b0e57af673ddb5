package io.fleetwire.gateway.net;

import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.session.CloseReason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.ProtocolDetectionState;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the first bytes of a connection that is no trusted proxy's: one that claims to speak for somebody else is closed. */
final class NoProxyHeader extends ByteToMessageDecoder {

    private static final Logger LOG = LoggerFactory.getLogger(NoProxyHeader.class);

    private static final String VERSION_1 = "PROXY ";

    /** The first bytes of version 2 are a line end, which no tracker begins with. */
    private static final int VERSION_2 = 0x0D;

    private final GatewayMetrics metrics;

    NoProxyHeader(GatewayMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // closing is all that is left to do
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (!mayBeginHeader(in)) {
            ctx.pipeline().remove(this); // hands the bytes on
        } else if (isHeader(in)) {
            in.skipBytes(in.readableBytes());
            LOG.info("{} is no trusted proxy, but sent a PROXY header", Remote.name(ctx.channel()));
            metrics.closed(CloseReason.PROXY_UNTRUSTED.label());
            ctx.close();
        }
    }

    private static boolean mayBeginHeader(ByteBuf in) {
        if (in.getByte(in.readerIndex()) == VERSION_2) {
            return HAProxyMessageDecoder.detectProtocol(in).state() != ProtocolDetectionState.INVALID;
        }
        for (int i = 0; i < Math.min(in.readableBytes(), VERSION_1.length()); i++) {
            if (in.getByte(in.readerIndex() + i) != VERSION_1.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHeader(ByteBuf in) {
        boolean version1 = in.getByte(in.readerIndex()) != VERSION_2 && in.readableBytes() >= VERSION_1.length();
        return version1 || HAProxyMessageDecoder.detectProtocol(in).state() == ProtocolDetectionState.DETECTED;
    }
}
