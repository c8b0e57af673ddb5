package io.fleetwire.gateway.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.function.BooleanSupplier;

/** What each path answers. */
final class HealthAnswers {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final String JSON = "application/json";

    private final SortedMap<String, BooleanSupplier> checks;
    private final PrometheusMeterRegistry metrics;

    HealthAnswers(SortedMap<String, BooleanSupplier> checks, PrometheusMeterRegistry metrics) {
        this.checks = checks;
        this.metrics = metrics;
    }

    record Answer(int status, String type, String body) {}

    static Answer refused(int status, String why) {
        return new Answer(status, "text/plain; charset=utf-8", why + "\n");
    }

    /** @param uri a path, its query is ignored */
    Answer of(String uri) {
        int query = uri.indexOf('?');
        return switch (query < 0 ? uri : uri.substring(0, query)) {
            case "/health/live" -> new Answer(OK, JSON, "{\"status\":\"UP\"}");
            case "/health/ready" -> ready();
            case "/metrics" -> new Answer(OK, "text/plain; version=0.0.4", metrics.scrape());
            default -> refused(NOT_FOUND, "there are /health/live, /health/ready and /metrics");
        };
    }

    private Answer ready() {
        boolean all = true;
        StringJoiner json = new StringJoiner(",", "{", "}");
        for (Map.Entry<String, BooleanSupplier> check : checks.entrySet()) {
            boolean up = check.getValue().getAsBoolean();
            all &= up;
            json.add("\"" + check.getKey() + "\":\"" + status(up) + "\"");
        }
        return new Answer(all ? OK : UNAVAILABLE, JSON, "{\"status\":\"" + status(all) + "\",\"checks\":" + json + "}");
    }

    private static String status(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
