package io.fleetwire.clickhouse.server.http;

import com.sun.net.httpserver.HttpExchange;
import io.fleetwire.clickhouse.server.engine.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Lets a request pass to the queries when its password is right. */
final class Doorman {
    /** ClickHouse's AUTHENTICATION_FAILED. */
    static final int AUTHENTICATION_FAILED = 516;

    private static final Duration FAILURE_DELAY = Duration.ofMillis(300);

    private final ServerAccess access;
    private final QueryHandler queries;
    private final FailedLogins failures = new FailedLogins(FAILURE_DELAY);

    Doorman(ServerAccess access, QueryHandler queries) {
        this.access = access;
        this.queries = queries;
    }

    void handle(HttpExchange exchange) throws IOException {
        QueryRequest request;
        try {
            request = QueryRequest.of(exchange);
        } catch (IllegalArgumentException e) {
            HeldResponse.send(exchange, HttpStatus.BAD_REQUEST, new byte[0]); // a URL that is not encoded as one
            return;
        }
        Credentials credentials = Credentials.of(request);
        Optional<Account> account = credentials.account(access);
        if (account.isPresent()) {
            queries.handle(exchange, request, account.get());
        } else if (credentials.password().isEmpty() || failures.delay()) {
            queries.refuse(exchange, failed());
        } else {
            exchange.close();
        }
    }

    private static EngineException failed() {
        return new EngineException(
                AUTHENTICATION_FAILED,
                "AUTHENTICATION_FAILED",
                "Authentication failed: password is incorrect, or there is no user with such name.");
    }
}
