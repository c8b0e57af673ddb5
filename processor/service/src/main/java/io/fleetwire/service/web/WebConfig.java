package io.fleetwire.service.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Who may call from a browser, how often, and over what. */
@ConfigMapping(prefix = "fleetwire.web")
public interface WebConfig {

    /** Origins of other pages that may call, such as {@code https://wall.example.org}; without any only the own page may. */
    Optional<Set<String>> allowedOrigins();

    /** Longest time a browser keeps files whose names change with their content. */
    @WithDefault("31536000")
    long assetMaxAgeS();

    /** Public names of this service, with a port or for any: {@code fleet.example.org}. Loopback names and the address that was reached need none. */
    Optional<Set<String>> hosts();

    /** Proxies that are believed about their clients where {@link #behindTlsProxy} is set: addresses and networks. */
    @WithDefault("127.0.0.1,::1")
    Set<String> trustedProxies();

    /** From the first byte of a request to the last of its body. */
    @WithDefault("20S")
    Duration receiveWithin();

    /** How long a client may leave its answer unread. */
    @WithDefault("30S")
    Duration readWithin();

    /** Calls a second of one token, one session, or one address without either. */
    @WithDefault("10")
    double callsPerSecond();

    /** Calls at once, before the rate counts. */
    @WithDefault("50")
    int callsBurst();

    /** A proxy in front of us speaks TLS with browsers: then we may listen beyond loopback without. */
    @WithDefault("false")
    boolean behindTlsProxy();
}
