package io.fleetwire.service.net;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which page made a browser call (RFC 6454): scheme, host and port, compared as a whole.
 *
 * @param scheme {@code http} or {@code https}
 * @param port never left out
 */
public record Origin(String scheme, String host, int port) {

    /** Reads an Origin header; empty: it is none, as {@code null} is. */
    public static Optional<Origin> parse(@Nullable String text) {
        int slashes = text == null ? -1 : text.indexOf("://");
        if (text == null || slashes < 0) {
            return Optional.empty();
        }
        String scheme = text.substring(0, slashes).toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("https")
                ? Authority.parse(text.substring(slashes + 3)).map(authority -> of(scheme, authority))
                : Optional.empty();
    }

    /** The own page's, where a request names this host and came over TLS or not. */
    public static Origin own(Authority host, boolean tls) {
        return of(tls ? "https" : "http", host);
    }

    private static Origin of(String scheme, Authority authority) {
        return new Origin(scheme, authority.host(), authority.portOf(scheme));
    }
}
