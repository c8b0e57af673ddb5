package io.fleetwire.gateway.session;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The other end of a conversation, as the conversation sees it. Called on its {@link #executor} only, which runs one thing at a time. */
public interface Peer {

    /** Where it is; null where the transport doesn't say. */
    @Nullable
    InetAddress address();

    /** Whether the address has answered us, as a connection needs; a datagram may bear any sender's address. */
    boolean isAddressProven();

    /** Whether nobody on the way can read or change what it sends. */
    boolean isEncrypted();

    /** What it proved to be; null: it showed no certificate. */
    @Nullable
    X509Certificate certificate();

    /** The thread the conversation lives on. */
    Executor executor();

    /** Sends the bytes, after those sent before; takes them over. */
    void send(ByteBuf frame);

    /** Closes, after the bytes sent before. */
    void close(CloseReason reason);

    /** Stops or goes on reading what it sends. */
    void read(boolean on);

    /** Wakes the conversation then, instead of when it was asked to before; null: never. */
    void wakeAt(@Nullable Instant when);
}
