package io.fleetwire.clickhouse.server.http;

import java.util.Set;

/** ClickHouse's mapping of its error codes to HTTP status codes, as far as a client can tell the difference. */
final class HttpStatus {
    static final int OK = 200;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int BAD_REQUEST = 400;
    private static final int TIMEOUT = 408;
    private static final int TOO_LARGE = 413;
    private static final int SERVER_ERROR = 500;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int UNAVAILABLE = 503;

    /** CANNOT_PARSE_*, TYPE_MISMATCH, SYNTAX_ERROR, INCORRECT_DATA, CANNOT_CONVERT_TYPE and their kin. */
    private static final Set<Integer> MALFORMED = Set.of(
            6, 25, 26, 27, 32, 33, 36, 38, 41, 42, 43, 53, 62, 70, 72, 117, 130, 131, 167, 168, 190, 395, 456, 457,
            483);
    /** UNKNOWN_FUNCTION, _IDENTIFIER, _TYPE, _STORAGE, _TABLE, _FORMAT, _DATABASE, _SETTING, … */
    private static final Set<Integer> UNKNOWN = Set.of(16, 46, 47, 50, 56, 60, 63, 73, 79, 80, 81, 113, 115, 372);

    private HttpStatus() {}

    static int of(int errorCode) {
        if (MALFORMED.contains(errorCode)) {
            return BAD_REQUEST;
        }
        if (UNKNOWN.contains(errorCode)) {
            return NOT_FOUND;
        }
        return switch (errorCode) {
            case 516 -> UNAUTHORIZED;
            case 164, 192, 193, 452, 497 -> FORBIDDEN; // read-only, unknown user, wrong password, locked, denied
            case 159 -> TIMEOUT; // TIMEOUT_EXCEEDED
            case 381 -> TOO_LARGE;
            case 48 -> NOT_IMPLEMENTED;
            case 202 -> UNAVAILABLE; // TOO_MANY_SIMULTANEOUS_QUERIES
            default -> SERVER_ERROR;
        };
    }
}
