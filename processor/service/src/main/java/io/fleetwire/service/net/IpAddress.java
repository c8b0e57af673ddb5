package io.fleetwire.service.net;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address of a client or a proxy. IPv4 in the dress of IPv6 ({@code ::ffff:192.0.2.1}, and NAT64's {@code 64:ff9b::192.0.2.1}) is IPv4.
 */
public final class IpAddress {

    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;
    private static final int UNIT_BYTES = 8;
    private static final byte[] MAPPED = HexFormat.of().parseHex("00000000000000000000ffff");
    private static final byte[] NAT64 = HexFormat.of().parseHex("0064ff9b0000000000000000");

    private final byte[] bytes;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads one, without asking a name server: with or without brackets, a zone ({@code %eth0}) is left out. Empty: it is no address. */
    public static Optional<IpAddress> parse(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 64) {
            return Optional.empty();
        }
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        int zone = bare.indexOf('%');
        byte[] read = NetUtil.createByteArrayFromIpAddressString(zone < 0 ? bare : bare.substring(0, zone));
        return Optional.ofNullable(read).map(IpAddress::of);
    }

    /** Reads one that may have a port, as proxies write them: {@code 192.0.2.1:4711}, {@code [2001:db8::1]:4711}. */
    public static Optional<IpAddress> parseWithPort(String text) {
        Optional<IpAddress> bare = parse(text);
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > 0 && text.substring(colon + 1).matches("\\d{1,5}");
        return bare.isPresent() || !hasPort ? bare : parse(text.substring(0, colon));
    }

    /** @param read 4 or 16 bytes */
    static IpAddress of(byte[] read) {
        boolean isV4Inside = read.length == V6_BYTES
                && (Arrays.equals(read, 0, MAPPED.length, MAPPED, 0, MAPPED.length)
                        || Arrays.equals(read, 0, NAT64.length, NAT64, 0, NAT64.length));
        return new IpAddress(isV4Inside ? Arrays.copyOfRange(read, MAPPED.length, V6_BYTES) : read);
    }

    public boolean isV4() {
        return bytes.length == V4_BYTES;
    }

    /** Whether it is this machine's own. */
    public boolean isLoopback() {
        return isV4() ? bytes[0] == 127 : text().equals("::1");
    }

    /**
     * What every limit counts by: an IPv4 address, or an IPv6 network of 64 bits ({@code 2001:db8:1:2::/64}). One customer has a whole one of those, so
     * its addresses are one client.
     */
    public String unit() {
        if (isV4()) {
            return text();
        }
        byte[] network = Arrays.copyOf(Arrays.copyOf(bytes, UNIT_BYTES), V6_BYTES);
        return NetUtil.bytesToIpAddress(network) + "/64";
    }

    /** As it is written. */
    public String text() {
        return NetUtil.bytesToIpAddress(bytes);
    }

    /** Whether the first bits are those of another address. */
    boolean matches(IpAddress network, int bits) {
        if (bytes.length != network.bytes.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> (i % 8);
            if ((bytes[i / 8] & mask) != (network.bytes[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    int bits() {
        return bytes.length * 8;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return text();
    }
}
