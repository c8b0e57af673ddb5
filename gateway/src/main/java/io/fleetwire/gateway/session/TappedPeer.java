package io.fleetwire.gateway.session;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A peer, and who overhears what is sent to it.
 *
 * @param overhears sees the bytes before they leave; they stay whose they are
 */
record TappedPeer(Peer peer, Consumer<ByteBuf> overhears) implements Peer {

    @Override
    public @Nullable InetAddress address() {
        return peer.address();
    }

    @Override
    public boolean isAddressProven() {
        return peer.isAddressProven();
    }

    @Override
    public boolean isEncrypted() {
        return peer.isEncrypted();
    }

    @Override
    public @Nullable X509Certificate certificate() {
        return peer.certificate();
    }

    @Override
    public Executor executor() {
        return peer.executor();
    }

    @Override
    public void send(ByteBuf frame) {
        overhears.accept(frame);
        peer.send(frame);
    }

    @Override
    public void close(CloseReason reason) {
        peer.close(reason);
    }

    @Override
    public void read(boolean on) {
        peer.read(on);
    }

    @Override
    public void wakeAt(@Nullable Instant when) {
        peer.wakeAt(when);
    }
}
