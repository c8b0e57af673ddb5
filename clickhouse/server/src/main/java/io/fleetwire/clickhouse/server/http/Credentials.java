package io.fleetwire.clickhouse.server.http;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** What a client says who it is. */
record Credentials(String user, String password) {

    /** ClickHouse's headers, Basic authentication, or URL parameters, in this order. */
    static Credentials of(QueryRequest request) {
        Headers headers = request.headers();
        String user = headers.getFirst("X-ClickHouse-User");
        String key = headers.getFirst("X-ClickHouse-Key");
        if (user != null || key != null) {
            return new Credentials(user == null ? Account.PEOPLE.user() : user, key == null ? "" : key);
        }
        String basic = headers.getFirst("Authorization");
        if (basic != null && basic.regionMatches(true, 0, "Basic ", 0, "Basic ".length())) {
            return basic(basic.substring("Basic ".length()).strip());
        }
        return new Credentials(
                request.url().getOrDefault("user", Account.PEOPLE.user()),
                request.url().getOrDefault("password", ""));
    }

    private static Credentials basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? new Credentials(pair, "")
                    : new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return new Credentials("", "");
        }
    }

    /** The account, where the password is right. Takes as long for a wrong one. */
    Optional<Account> account(ServerAccess access) {
        boolean right = MessageDigest.isEqual(sha256(password), sha256(access.password()));
        return access.open() || right ? Account.of(user) : Optional.empty();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "Credentials[" + user + "]";
    }
}
