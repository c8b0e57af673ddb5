package io.fleetwire.gateway.address;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Addresses and networks (CIDR) of both versions of the Internet Protocol. Netty's rule does the matching: before 4.1.135 it got the masks of IPv6 wrong
 * (CVE-2026-44249), which is why the test looks at their edges.
 */
public final class AddressList {

    /** Nobody. */
    public static final AddressList NONE = new AddressList("", List.of());

    /** This machine. */
    public static final AddressList LOOPBACK = parse("127.0.0.0/8, ::1");

    /** Most entries: each connection is checked against all of them. */
    private static final int MAX_ENTRIES = 1_000;

    private final String text;
    private final List<IpSubnetFilterRule> rules;

    private AddressList(String text, List<IpSubnetFilterRule> rules) {
        this.text = text;
        this.rules = rules;
    }

    /**
     * From text such as {@code 192.0.2.0/24, 2001:db8::/32, 203.0.113.7}; empty: nobody.
     *
     * @throws IllegalArgumentException naming the part that is neither address nor network; names of hosts are not looked up
     */
    public static AddressList parse(String text) {
        List<IpSubnetFilterRule> rules = new ArrayList<>();
        for (String part : text.split("[,\\s]+", -1)) {
            if (!part.isEmpty()) {
                rules.add(rule(part));
            }
        }
        if (rules.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException("a list of addresses has at most " + MAX_ENTRIES + " entries");
        }
        return new AddressList(text.strip(), List.copyOf(rules));
    }

    private static IpSubnetFilterRule rule(String part) {
        int slash = part.indexOf('/');
        InetAddress address = slash < 0 ? literal(part) : literal(part.substring(0, slash));
        if (address == null) {
            throw noNetwork(part);
        }
        int bits = address.getAddress().length * Byte.SIZE;
        int prefix = slash < 0 ? bits : prefix(part, slash);
        if (prefix > bits) {
            throw noNetwork(part);
        }
        return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
    }

    private static int prefix(String part, int slash) {
        String digits = part.substring(slash + 1);
        if (!digits.matches("[0-9]{1,3}")) {
            throw noNetwork(part);
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException noNetwork(String part) {
        return new IllegalArgumentException("'" + part + "' is neither an address nor a network such as 192.0.2.0/24");
    }

    /** An address written in digits; null: it is something else, a name for instance. */
    public static @Nullable InetAddress literal(String text) {
        // A scope belongs to one machine, and asking for an interface of that name would be looking something up.
        InetAddress address = text.indexOf('%') >= 0 ? null : NetUtil.createInetAddressFromIpAddressString(text);
        return address == null ? null : Network.canonical(address);
    }

    /** Whether the address is in one of the networks. */
    public boolean contains(InetAddress address) {
        if (rules.isEmpty()) {
            return false;
        }
        InetSocketAddress socket = new InetSocketAddress(Network.canonical(address), 0);
        for (IpSubnetFilterRule rule : rules) {
            if (rule.matches(socket)) {
                return true;
            }
        }
        return false;
    }

    /** Whether nobody is on it. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    @Override
    public String toString() {
        return text;
    }
}
