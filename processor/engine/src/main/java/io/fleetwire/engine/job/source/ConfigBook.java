package io.fleetwire.engine.job.source;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in an operator's broadcast state: what was there at the start, and over it what came since. Only entries that can be read get in,
 * so whoever reads it out needs no second check.
 */
public final class ConfigBook {

    /** What came since the start, by key. */
    public static final MapStateDescriptor<String, byte[]> SINCE_START =
            new MapStateDescriptor<>("config", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private static final Logger LOG = LoggerFactory.getLogger(ConfigBook.class);

    private ConfigBook() {}

    /** Every entry in force, each key once or twice, the later one counting; a null entry deletes. */
    public static void forEach(
            List<ConfigRecord> atStart,
            ReadOnlyBroadcastState<String, byte[]> since,
            BiConsumer<String, @Nullable ConfigEntry> reader)
            throws Exception {
        for (ConfigRecord record : atStart) {
            accept(record, reader);
        }
        for (Map.Entry<String, byte[]> entry : since.immutableEntries()) {
            accept(new ConfigRecord(entry.getKey(), entry.getValue()), reader);
        }
    }

    /** Takes a new record in. */
    public static void put(
            ConfigRecord record, BroadcastState<String, byte[]> since, BiConsumer<String, @Nullable ConfigEntry> reader)
            throws Exception {
        if (accept(record, reader)) {
            since.put(record.key(), record.value());
        }
    }

    private static boolean accept(ConfigRecord record, BiConsumer<String, @Nullable ConfigEntry> reader) {
        try {
            reader.accept(
                    record.key(),
                    record.value().length == 0 ? null : Topics.CONFIG.format().decode(record.value()));
            return true;
        } catch (MalformedEventException e) {
            LOG.warn("{} has an entry that is skipped: {}", Topics.CONFIG.name(), e.reason());
            return false;
        }
    }
}
