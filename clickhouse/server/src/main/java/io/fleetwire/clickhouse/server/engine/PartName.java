package io.fleetwire.clickhouse.server.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of a MergeTree part: {@code partition_minBlock_maxBlock_level[_mutation]}. */
record PartName(String partition, long minBlock, long maxBlock) {
    private static final Pattern NAME = Pattern.compile("([^_]+)_(\\d{1,18})_(\\d{1,18})_\\d+(?:_\\d+)?");

    /** The part, or null where the name is not one of an active part (temporary, detached, another folder). */
    static @Nullable PartName parse(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? new PartName(matcher.group(1), Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)))
                : null;
    }

    /** Whether the rows of {@code other} are in this part, itself or merged. */
    boolean covers(PartName other) {
        return partition.equals(other.partition) && minBlock <= other.minBlock && other.maxBlock <= maxBlock;
    }
}
