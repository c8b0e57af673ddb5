package io.fleetwire.service.net;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The names this service answers to. A page of somebody else's can let its own name point at us (DNS rebinding), and the browser then takes it for ours: only
 * the name in the Host header tells.
 */
public final class KnownHosts {

    private static final String LOCALHOST = "localhost";

    private final Set<Authority> configured = new HashSet<>();

    /**
     * @param names public names, with a port ({@code fleet.example.org:8443}) or for any ({@code fleet.example.org})
     * @throws IllegalArgumentException says which name is none
     */
    public KnownHosts(Collection<String> names) {
        for (String name : names) {
            configured.add(Authority.parse(name.strip())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + name + "' is no host name (fleet.example.org, fleet.example.org:8443).")));
        }
    }

    /**
     * Whether a request for this host is for us: a configured name, a loopback name, or the very address the connection reached. No foreign name can point
     * a browser there without being that address.
     *
     * @param reached the address of this machine that the connection came in on
     */
    public boolean knows(Authority host, Optional<IpAddress> reached) {
        if (host.host().equals(LOCALHOST)
                || configured.contains(host)
                || configured.contains(new Authority(host.host(), 0))) {
            return true;
        }
        return host.address()
                .filter(address ->
                        address.isLoopback() || reached.filter(address::equals).isPresent())
                .isPresent();
    }
}
