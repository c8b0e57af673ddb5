package io.fleetwire.service.net;

import java.util.List;
import java.util.Optional;

/**
 * Who really called, behind proxies. Each proxy appends the address it was called from to {@code X-Forwarded-For}, so what stands on the right was written by
 * our own proxies and what stands on the left by anybody. From the right, the first address that is no trusted proxy is the client.
 */
public final class ForwardedClient {

    private final AddressList trusted;

    /** @param trusted proxies that are believed */
    public ForwardedClient(AddressList trusted) {
        this.trusted = trusted;
    }

    /** Whether what a connection from there says about its clients is believed. */
    public boolean trusts(IpAddress peer) {
        return trusted.contains(peer);
    }

    /**
     * @param peer where the connection comes from
     * @param forwardedFor the values of all {@code X-Forwarded-For} headers, in their order
     * @return the client; where the chain ends in something that is no address, the last proxy that is known
     */
    public IpAddress client(IpAddress peer, List<String> forwardedFor) {
        String[] hops = String.join(",", forwardedFor).split(",", -1);
        IpAddress client = peer;
        for (int i = hops.length - 1; i >= 0 && trusts(client); i--) {
            Optional<IpAddress> hop = IpAddress.parseWithPort(hops[i].strip());
            if (hop.isEmpty()) {
                break;
            }
            client = hop.get();
        }
        return client;
    }
}
