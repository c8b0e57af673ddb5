package io.fleetwire.protocol.osmand;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param target path and query
 * @param body as UTF-8
 * @param keepAlive the connection stays open behind the answer
 * @param problem what to answer where it cannot be used; null: it can
 */
record HttpCall(
        String target,
        String body,
        boolean keepAlive,
        @Nullable HttpResponseStatus problem) {

    private static final HttpCall NO_HTTP = new HttpCall("", "", false, HttpResponseStatus.BAD_REQUEST);

    /** Reads a whole request; indices stay. */
    static HttpCall read(ByteBuf frame) {
        if (frame.readableBytes() > OsmAndFramer.MAX_REQUEST) {
            return new HttpCall("", "", false, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
        }
        EmbeddedChannel decoder = new EmbeddedChannel(new HttpRequestDecoder(OsmAndFramer.limits()));
        try {
            decoder.writeInbound(frame.retainedDuplicate());
            return read(decoder);
        } finally {
            decoder.finishAndReleaseAll();
        }
    }

    private static HttpCall read(EmbeddedChannel decoder) {
        HttpRequest request = null;
        StringBuilder body = new StringBuilder();
        boolean whole = false;
        for (Object part = decoder.readInbound(); part != null && !whole; part = decoder.readInbound()) {
            boolean usable = !(part instanceof io.netty.handler.codec.http.HttpObject object)
                    || object.decoderResult().isSuccess();
            if (usable && part instanceof HttpRequest head) {
                request = head;
            } else if (usable && part instanceof HttpContent content) {
                body.append(content.content().toString(StandardCharsets.UTF_8));
                whole = content instanceof LastHttpContent;
            }
            ReferenceCountUtil.release(part);
            if (!usable) {
                return NO_HTTP;
            }
        }
        return request == null || !whole ? NO_HTTP : of(request, body.toString());
    }

    private static HttpCall of(HttpRequest request, String body) {
        boolean known =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.POST);
        return new HttpCall(
                request.uri(),
                body,
                HttpUtil.isKeepAlive(request),
                known ? null : HttpResponseStatus.METHOD_NOT_ALLOWED);
    }

    /** An answer's bytes. */
    static ByteBuf answer(HttpResponseStatus status, String words, boolean keepAlive) {
        ByteBuf content = Unpooled.copiedBuffer(words, StandardCharsets.UTF_8);
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes())
                .set(HttpHeaderNames.CONNECTION, keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
        if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, POST");
        }
        EmbeddedChannel encoder = new EmbeddedChannel(new HttpResponseEncoder());
        ByteBuf bytes = Unpooled.buffer();
        try {
            encoder.writeOutbound(response);
            for (ByteBuf piece = encoder.readOutbound(); piece != null; piece = encoder.readOutbound()) {
                bytes.writeBytes(piece);
                piece.release();
            }
            return bytes;
        } finally {
            encoder.finishAndReleaseAll();
        }
    }
}
