package io.fleetwire.service.net;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Addresses and networks ({@code 192.0.2.1}, {@code 10.0.0.0/8}, {@code 2001:db8::/32}). */
public final class AddressList {

    private record Network(IpAddress address, int bits) {}

    private final List<Network> networks;

    private AddressList(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /** @throws IllegalArgumentException names the entry that is neither an address nor a network */
    public static AddressList of(Collection<String> entries) {
        List<Network> networks = new ArrayList<>();
        for (String entry : entries) {
            networks.add(network(entry.strip()));
        }
        return new AddressList(networks);
    }

    private static Network network(String entry) {
        int slash = entry.indexOf('/');
        IpAddress address =
                IpAddress.parse(slash < 0 ? entry : entry.substring(0, slash)).orElseThrow(() -> wrong(entry));
        String length = slash < 0 ? String.valueOf(address.bits()) : entry.substring(slash + 1);
        if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > address.bits()) {
            throw wrong(entry);
        }
        return new Network(address, Integer.parseInt(length));
    }

    private static IllegalArgumentException wrong(String entry) {
        return new IllegalArgumentException(
                "'" + entry + "' is neither an address (192.0.2.1) nor a network (10.0.0.0/8, 2001:db8::/32).");
    }

    public boolean contains(IpAddress address) {
        return networks.stream().anyMatch(network -> address.matches(network.address(), network.bits()));
    }
}
