package io.fleetwire.clickhouse.server.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.fleetwire.clickhouse.server.engine.EngineException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The parts of an HTTP request that steer a query: URL parameters and headers. */
record QueryRequest(boolean readOnly, Map<String, String> url, Headers headers, String queryId) {
    /** URL parameters that mean something to HTTP; any other is a setting of the query. */
    private static final Set<String> HTTP_ONLY = Set.of(
            "query",
            "query_id",
            "database",
            "default_format",
            "session_id",
            "session_timeout",
            "session_check",
            "close_session",
            "compress",
            "decompress",
            "enable_http_compression",
            "user",
            "password",
            "quota_key",
            "role",
            "stacktrace",
            "buffer_size",
            "wait_end_of_query",
            "client_protocol_version",
            "log_comment", // RunningQueries has its own
            "readonly");

    private static final String PARAMETER_PREFIX = "param_";
    /** ClickHouse's default and greatest session_timeout. */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration MAX_SESSION_TIMEOUT = Duration.ofHours(1);
    /** ClickHouse's CANNOT_PARSE_NUMBER. */
    private static final int CANNOT_PARSE_NUMBER = 72;

    static QueryRequest of(HttpExchange exchange) {
        Map<String, String> url = new LinkedHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            if (pair.isEmpty()) {
                continue; // "?" alone, "&&"
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            url.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        boolean readOnly = !exchange.getRequestMethod().equals("POST")
                || !url.getOrDefault("readonly", "0").equals("0");
        String queryId = url.getOrDefault("query_id", UUID.randomUUID().toString());
        return new QueryRequest(readOnly, url, exchange.getRequestHeaders(), queryId);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The {@code query} parameter; the request's body follows it. */
    String query() {
        return url.getOrDefault("query", "");
    }

    Optional<String> database() {
        return header("X-ClickHouse-Database", "database").filter(name -> !name.equals("default"));
    }

    Optional<String> defaultFormat() {
        return header("X-ClickHouse-Format", "default_format");
    }

    Optional<String> sessionId() {
        return Optional.ofNullable(url.get("session_id")).filter(id -> !id.isEmpty());
    }

    Duration sessionTimeout() throws EngineException {
        String seconds = url.get("session_timeout");
        if (seconds == null) {
            return SESSION_TIMEOUT;
        }
        if (!seconds.matches("\\d{1,9}")) {
            throw new EngineException(
                    CANNOT_PARSE_NUMBER, "CANNOT_PARSE_NUMBER", "session_timeout is a number of seconds");
        }
        Duration wanted = Duration.ofSeconds(Long.parseLong(seconds));
        return wanted.compareTo(MAX_SESSION_TIMEOUT) > 0 ? MAX_SESSION_TIMEOUT : wanted;
    }

    boolean flag(String name) {
        String value = url.getOrDefault(name, "0").toLowerCase(Locale.ROOT);
        return value.equals("1") || value.equals("true");
    }

    /** Values of {@code {name:Type}} placeholders. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        url.forEach((name, value) -> {
            if (name.startsWith(PARAMETER_PREFIX)) {
                parameters.put(name.substring(PARAMETER_PREFIX.length()), value);
            }
        });
        return parameters;
    }

    /** Everything else in the URL. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        url.forEach((name, value) -> {
            if (!HTTP_ONLY.contains(name) && !name.startsWith(PARAMETER_PREFIX)) {
                settings.put(name, value);
            }
        });
        return settings;
    }

    private Optional<String> header(String header, String parameter) {
        String value = url.get(parameter);
        return Optional.ofNullable(value != null ? value : headers.getFirst(header))
                .filter(text -> !text.isEmpty());
    }
}
