package io.fleetwire.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One request, GET or HEAD, then the connection closes. Pages in a browser get nothing: names and origins are checked. */
@SuppressWarnings("FutureReturnValueIgnored") // A write that fails closes the connection.
final class HealthHandler extends SimpleChannelInboundHandler<HttpObject> {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HealthAnswers answers;
    private boolean answered;

    HealthHandler(HealthAnswers answers) {
        this.answers = answers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (answered || !(message instanceof HttpRequest request)) {
            return; // a body, which nobody needs
        }
        answered = true;
        int port = ((InetSocketAddress) context.channel().localAddress()).getPort();
        HealthAnswers.Answer answer = answer(request, port);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean head = request.method().equals(HttpMethod.HEAD);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.type())
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, "close");
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private HealthAnswers.Answer answer(HttpRequest request, int port) {
        if (request.decoderResult().isFailure()) {
            return HealthAnswers.refused(HttpResponseStatus.BAD_REQUEST.code(), "this is no HTTP request");
        }
        if (!fromThisMachine(request, port)) {
            return HealthAnswers.refused(
                    HttpResponseStatus.FORBIDDEN.code(),
                    "Host must be localhost, 127.0.0.1 or [::1] with the port, once");
        }
        if (request.headers().contains(HttpHeaderNames.ORIGIN)) {
            return HealthAnswers.refused(HttpResponseStatus.FORBIDDEN.code(), "web pages may not ask");
        }
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            return HealthAnswers.refused(HttpResponseStatus.METHOD_NOT_ALLOWED.code(), "only GET and HEAD");
        }
        return answers.of(request.uri());
    }

    /** A name that somebody else's DNS leads here (rebinding) is none of loopback's. */
    private static boolean fromThisMachine(HttpRequest request, int port) {
        List<String> host = request.headers().getAll(HttpHeaderNames.HOST);
        if (host.size() != 1) {
            return false;
        }
        String name = host.getFirst().toLowerCase(Locale.ROOT);
        return LOOPBACK.stream().anyMatch(known -> name.equals(known + ":" + port));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close(); // the other end has gone
    }
}
