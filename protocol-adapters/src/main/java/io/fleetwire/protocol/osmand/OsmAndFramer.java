package io.fleetwire.protocol.osmand;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into whole HTTP requests with Netty's decoder; a frame is a request's bytes as they came. Bytes that are no request, or too many for one,
 * are a frame as well, the last one: the adapter answers it, as HTTP has an answer for each.
 */
final class OsmAndFramer extends HttpRequestDecoder {

    /** Longest first line: a query of many parameters. */
    static final int MAX_LINE = 8_192;

    /** All header lines together: an app sends 300 bytes, a proxy adds its own. */
    static final int MAX_HEADERS = 16_384;

    /** A whole request: a JSON report has 1 KiB, a list of stored ones more. */
    static final int MAX_REQUEST = 65_536;

    private @Nullable ByteBuf request;
    private boolean ended;

    OsmAndFramer() {
        super(limits());
    }

    static HttpDecoderConfig limits() {
        return new HttpDecoderConfig().setMaxInitialLineLength(MAX_LINE).setMaxHeaderSize(MAX_HEADERS);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (ended) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int from = in.readerIndex();
        List<Object> parts = new ArrayList<>(2);
        super.decode(ctx, in, parts);
        boolean whole = false;
        for (Object part : parts) {
            whole |= part instanceof LastHttpContent;
            ended |= part instanceof HttpObject object && object.decoderResult().isFailure();
            ReferenceCountUtil.release(part);
        }
        if (ended) {
            in.readerIndex(in.writerIndex());
        }
        keep(ctx, in, from);
        ended |= request != null && request.readableBytes() > MAX_REQUEST;
        if ((whole || ended) && request != null) {
            out.add(request);
            request = null;
        }
    }

    private void keep(ChannelHandlerContext ctx, ByteBuf in, int from) {
        int length = in.readerIndex() - from;
        if (length > 0) {
            if (request == null) {
                request = ctx.alloc().buffer(length);
            }
            request.writeBytes(in, from, length);
        }
    }

    /** What the end of a connection cuts off is no request. */
    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        in.skipBytes(in.readableBytes());
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        if (request != null) {
            request.release();
            request = null;
        }
        super.handlerRemoved0(ctx);
    }
}
