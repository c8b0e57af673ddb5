package io.fleetwire.clickhouse.server.http;

import com.sun.net.httpserver.Headers;
import io.fleetwire.clickhouse.server.engine.EngineException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** The one user there is: {@code default}, with a password where one is set. */
record Credentials(String user, String password) {
    private static final String USER = "default";
    /** ClickHouse's AUTHENTICATION_FAILED. */
    private static final int AUTHENTICATION_FAILED = 516;

    /** What the client says it is: ClickHouse's headers, Basic authentication, or URL parameters, in this order. */
    static Credentials of(QueryRequest request) {
        Headers headers = request.headers();
        String user = headers.getFirst("X-ClickHouse-User");
        if (user != null) {
            return new Credentials(
                    user,
                    Optional.ofNullable(headers.getFirst("X-ClickHouse-Key")).orElse(""));
        }
        String basic = headers.getFirst("Authorization");
        if (basic != null && basic.startsWith("Basic ")) {
            return basic(basic.substring("Basic ".length()).strip());
        }
        return new Credentials(
                request.url().getOrDefault("user", USER), request.url().getOrDefault("password", ""));
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

    /** Refuses anyone but the user {@code default} with the right password. */
    void check(String expectedPassword) throws EngineException {
        boolean right = MessageDigest.isEqual(
                password.getBytes(StandardCharsets.UTF_8), expectedPassword.getBytes(StandardCharsets.UTF_8));
        if (!user.equals(USER) || (!expectedPassword.isEmpty() && !right)) {
            throw new EngineException(
                    AUTHENTICATION_FAILED,
                    "AUTHENTICATION_FAILED",
                    "Authentication failed: password is incorrect, or there is no user with such name.");
        }
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "Credentials[" + user + "]";
    }
}
