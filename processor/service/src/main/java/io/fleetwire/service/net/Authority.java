package io.fleetwire.service.net;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host and a port, of a Host header or an origin.
 *
 * @param host in lower case; an IPv6 address in its brackets
 * @param port 0: none was named, the scheme's own
 */
public record Authority(String host, int port) {

    private static final Pattern FORM = Pattern.compile(
            "([A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?|\\[[0-9A-Fa-f:.]{2,45}])(?::(\\d{1,5}))?");

    /** Reads one; empty: it is none. */
    public static Optional<Authority> parse(@Nullable String text) {
        Matcher form = FORM.matcher(text == null ? "" : text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int port = form.group(2) == null ? 0 : Integer.parseInt(form.group(2));
        return port > 65_535 ? Optional.empty() : Optional.of(new Authority(host(form.group(1)), port));
    }

    private static String host(String written) {
        return written.toLowerCase(Locale.ROOT);
    }

    /** The port, also where it was left out. */
    int portOf(String scheme) {
        return port != 0 ? port : scheme.equals("https") ? 443 : 80;
    }

    /** The address, where the host is one. */
    Optional<IpAddress> address() {
        return IpAddress.parse(host);
    }
}
