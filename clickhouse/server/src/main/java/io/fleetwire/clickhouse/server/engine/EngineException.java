package io.fleetwire.clickhouse.server.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What ClickHouse answered instead of a result, in its own words: {@code Code: 60. DB::Exception: …}. */
public final class EngineException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Pattern CODE = Pattern.compile("Code: (\\d+)\\.");
    /** ClickHouse's STD_EXCEPTION: an error without a code of its own. */
    private static final int STD_EXCEPTION = 1001;

    private final int code;

    /** An error as the engine worded it. */
    public EngineException(String message) {
        super(message);
        Matcher matcher = CODE.matcher(message);
        this.code = matcher.find() ? Integer.parseInt(matcher.group(1)) : STD_EXCEPTION;
    }

    /** An error of the HTTP side, worded as the engine would. */
    public EngineException(int code, String name, String text) {
        super("Code: " + code + ". DB::Exception: " + text + " (" + name + ")");
        this.code = code;
    }

    /** ClickHouse's error code. */
    public int code() {
        return code;
    }

    /** The engine's text; never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
