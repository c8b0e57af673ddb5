package io.fleetwire.gateway.address;

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

    /** Above the 32 bits of an address: no network has it. */
    private static final long ONE_ADDRESS = 1L << 40;

    private static final int IPV6_BITS = 56;

    /** One address of IPv4; for IPv6 the network of one customer, who has as many addresses as they like. */
    public static Network ofOne(InetAddress address) {
        return address instanceof Inet4Address
                ? new Network(4, ByteBuffer.wrap(address.getAddress()).getInt() | ONE_ADDRESS)
                : of(address);
    }

    /** For people: {@code 192.0.2.0/24}. */
    public String text() {
        if (version == 4) {
            return "%d.%d.%d.0/24".formatted(prefix >>> 16 & 0xFF, prefix >>> 8 & 0xFF, prefix & 0xFF);
        }
        long bits = prefix << (Long.SIZE - IPV6_BITS);
        return "%x:%x:%x:%x::/56".formatted(bits >>> 48, bits >>> 32 & 0xFFFF, bits >>> 16 & 0xFFFF, bits & 0xFFFF);
    }

    /** The network of an address. */
    public static Network of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address
                ? new Network(4, bytes.getInt() >>> (Integer.SIZE - IPV4_BITS))
                : new Network(6, bytes.getLong() >>> (Long.SIZE - IPV6_BITS));
    }
}
