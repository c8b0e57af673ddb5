package io.fleetwire.gateway.net;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Who is at the other end of a connection: what a proxy in front of us said, else the socket. */
final class Remote {

    /** Set only where a trusted proxy said so: an attribute costs each connection memory. */
    private static final AttributeKey<InetAddress> BEHIND_PROXY = AttributeKey.valueOf(Remote.class, "behindProxy");

    private Remote() {}

    static void isBehindProxy(Channel channel, InetAddress address) {
        channel.attr(BEHIND_PROXY).set(address);
    }

    /** Its address; null where the connection was gone before we looked. */
    static @Nullable InetAddress address(Channel channel) {
        if (channel.hasAttr(BEHIND_PROXY)) {
            return channel.attr(BEHIND_PROXY).get();
        }
        return channel.remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
    }

    /** For the log. */
    static String name(Channel channel) {
        InetAddress address = address(channel);
        return address == null ? "?" : address.getHostAddress();
    }

    /** Whether it talks TLS. */
    static boolean isEncrypted(Channel channel) {
        return channel.pipeline().get(SslHandler.class) != null;
    }

    /** What it proved to be, once the handshake is done; null: it showed no certificate. */
    static @Nullable X509Certificate certificate(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return null;
        }
        try {
            return (X509Certificate) tls.engine().getSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }
}
