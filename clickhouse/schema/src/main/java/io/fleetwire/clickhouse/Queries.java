package io.fleetwire.clickhouse;

import java.util.Arrays;
import java.util.Locale;

/**
 * The queries behind the REST interface, one SQL file each, with ClickHouse's named parameters ({@code {vehicle:String}}),
 * to be given as query parameters, never put into the text. Times are {@code DateTime64} texts or epoch seconds with
 * milliseconds.
 */
public enum Queries {
    /** Parameters: vehicle, from, to, limit. */
    VEHICLE_TELEMETRY,
    /** Parameters: vehicle, driver ('' for any), from, to, limit. */
    TRIPS,
    /** Parameters: vehicle, rule, severity, state ('' for any), from, to, limit. */
    ALERTS,
    /** Parameters: driver ('' for all), from, to. */
    DRIVER_EXPOSURE,
    /** Parameters: driver ('' for all), from, to. */
    DRIVER_EVENTS,
    /** Parameters: from, to (both days whole), limit. */
    LEDGER;

    private final String sql = SqlFiles.read("queries/" + fileName());

    /** The query's text. */
    public String sql() {
        return sql;
    }

    /** The query with a file name's stem: {@code vehicle_telemetry}. */
    public static Queries named(String name) {
        return Arrays.stream(values())
                .filter(query -> query.fileName().equals(name + ".sql"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no query " + name));
    }

    private String fileName() {
        return name().toLowerCase(Locale.ROOT) + ".sql";
    }
}
