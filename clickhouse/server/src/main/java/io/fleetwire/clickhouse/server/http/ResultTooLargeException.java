package io.fleetwire.clickhouse.server.http;

import io.fleetwire.clickhouse.server.engine.EngineException;
import java.io.IOException;

/** A result is larger than its reader may fetch. */
final class ResultTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
    /** ClickHouse's TOO_MANY_ROWS_OR_BYTES. */
    private static final int TOO_MANY_ROWS_OR_BYTES = 396;

    ResultTooLargeException(long limit) {
        super("Limit for result exceeded: a result may have " + limit + " bytes");
    }

    /** In ClickHouse's words. */
    EngineException error() {
        return new EngineException(TOO_MANY_ROWS_OR_BYTES, "TOO_MANY_ROWS_OR_BYTES", String.valueOf(getMessage()));
    }
}
