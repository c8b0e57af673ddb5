package io.fleetwire.gateway.identity;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Who says who it is: what is known of it besides that.
 *
 * @param protocol what it speaks
 * @param address where it calls from, a proxy seen through; null: unknown
 * @param addressProven the address has answered us, as a TCP connection needs; a datagram may bear any sender's address
 * @param encrypted over TLS
 * @param certificate what it proved in the handshake; null: nothing
 */
public record Caller(
        String protocol,
        @Nullable InetAddress address,
        boolean addressProven,
        boolean encrypted,
        @Nullable X509Certificate certificate) {

    /** Its address for people: {@code ?} where it isn't known. */
    public String remote() {
        return address == null ? "?" : address.getHostAddress();
    }
}
