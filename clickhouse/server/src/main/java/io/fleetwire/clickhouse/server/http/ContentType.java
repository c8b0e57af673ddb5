package io.fleetwire.clickhouse.server.http;

import java.util.Locale;

/** The media type that ClickHouse sends with a format. */
final class ContentType {
    private ContentType() {}

    static String of(String format) {
        String lower = format.toLowerCase(Locale.ROOT);
        if (lower.startsWith("tabseparated") || lower.startsWith("tsv")) {
            return "text/tab-separated-values; charset=UTF-8";
        }
        if (lower.startsWith("csv")) {
            return "text/csv; charset=UTF-8";
        }
        if (lower.startsWith("json")) {
            return lower.contains("eachrow") || lower.equals("jsonlines")
                    ? "application/x-ndjson; charset=UTF-8"
                    : "application/json; charset=UTF-8";
        }
        if (lower.startsWith("pretty") || lower.equals("vertical") || lower.equals("values")) {
            return "text/plain; charset=UTF-8";
        }
        return lower.equals("xml") ? "application/xml; charset=UTF-8" : "application/octet-stream";
    }
}
