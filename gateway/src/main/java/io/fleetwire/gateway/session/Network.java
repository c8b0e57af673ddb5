package io.fleetwire.gateway.session;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Where an address belongs for limits and for "the same network": /24 of IPv4, /56 of IPv6, which is what one customer gets.
 *
 * @param version of the Internet Protocol
 * @param prefix the network's bits
 */
public record Network(int version, long prefix) {

    private static final int IPV4_BITS = 24;
    private static final int IPV6_BITS = 56;

    /** The network of an address. */
    public static Network of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address
                ? new Network(4, bytes.getInt() >>> (Integer.SIZE - IPV4_BITS))
                : new Network(6, bytes.getLong() >>> (Long.SIZE - IPV6_BITS));
    }
}
