package io.fleetwire.gateway.address;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The unit of every limit, and of "the same network": a /24 of IPv4, a /64 of IPv6, which is the least that one customer gets and in which a host picks its
 * addresses itself. An IPv4 address that is written as IPv6 ({@code ::ffff:192.0.2.1}) is the IPv4 address.
 *
 * @param version of the Internet Protocol
 * @param prefix the network's bits
 */
public record Network(int version, long prefix) {

    private static final int IPV4_BITS = 24;

    /** Above the 32 bits of an address: no network has it. */
    private static final long ONE_ADDRESS = 1L << 40;

    private static final int IPV6_BITS = 64;
    private static final int IPV6_BYTES = 16;

    /** What stands before an IPv4 address in its IPv6 form (RFC 4291, 2.5.5.2). */
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF};

    /** One address of IPv4; for IPv6 its network, in which one host has as many addresses as it likes. */
    public static Network ofOne(InetAddress address) {
        return canonical(address) instanceof Inet4Address ipv4
                ? new Network(
                        4,
                        Integer.toUnsignedLong(
                                        ByteBuffer.wrap(ipv4.getAddress()).getInt())
                                | ONE_ADDRESS)
                : of(address);
    }

    /** For people: {@code 192.0.2.0/24}. */
    public String text() {
        if (version == 4) {
            return "%d.%d.%d.0/24".formatted(prefix >>> 16 & 0xFF, prefix >>> 8 & 0xFF, prefix & 0xFF);
        }
        return "%x:%x:%x:%x::/64"
                .formatted(prefix >>> 48, prefix >>> 32 & 0xFFFF, prefix >>> 16 & 0xFFFF, prefix & 0xFFFF);
    }

    /** The network of an address. */
    public static Network of(InetAddress address) {
        InetAddress canonical = canonical(address);
        ByteBuffer bytes = ByteBuffer.wrap(canonical.getAddress());
        return canonical instanceof Inet4Address
                ? new Network(4, bytes.getInt() >>> (Integer.SIZE - IPV4_BITS))
                : new Network(6, bytes.getLong() >>> (Long.SIZE - IPV6_BITS));
    }

    /** The same address in its one form: what is IPv4 written as IPv6 becomes IPv4. */
    static InetAddress canonical(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != IPV6_BYTES || !startsWith(bytes, MAPPED)) {
            return address;
        }
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, MAPPED.length, bytes.length));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
