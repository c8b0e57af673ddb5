package io.fleetwire.engine.job.source;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import java.io.Serializable;
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
 * The configuration of one operator: what was on {@code fleet.config} when the job was built, and over it what came since, in broadcast state. Only
 * entries that can be read get in, so whoever reads it out needs no second check.
 *
 * <p>State that was restored from a checkpoint of an earlier build counts for nothing: the topic, read to its end when the job was built, has what is in
 * force, and what is not on it was deleted, even where Kafka has compacted the deletion away.
 */
public final class ConfigProjection implements Serializable {

    /** What came since the start, by the build of the job and the key. */
    public static final MapStateDescriptor<String, byte[]> SINCE_START =
            new MapStateDescriptor<>("config", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private static final Logger LOG = LoggerFactory.getLogger(ConfigProjection.class);

    private final ConfigAtStart atStart;
    private transient boolean pruned;

    public ConfigProjection(ConfigAtStart atStart) {
        this.atStart = atStart;
    }

    /** Every entry in force, each key once or twice, the later one counting; a null entry deletes. */
    public void forEach(ReadOnlyBroadcastState<String, byte[]> since, BiConsumer<String, @Nullable ConfigEntry> reader)
            throws Exception {
        for (ConfigRecord record : atStart.entries()) {
            accept(record.key(), record.value(), reader);
        }
        for (Map.Entry<String, byte[]> entry : since.immutableEntries()) {
            if (entry.getKey().startsWith(prefix())) {
                accept(entry.getKey().substring(prefix().length()), entry.getValue(), reader);
            }
        }
    }

    /** Takes a new record in; one that was read when the job was built is not new. */
    public void put(
            ConfigRecord record, BroadcastState<String, byte[]> since, BiConsumer<String, @Nullable ConfigEntry> reader)
            throws Exception {
        if (!pruned) {
            prune(since);
            pruned = true;
        }
        if (!atStart.covers(record) && accept(record.key(), record.value(), reader)) {
            since.put(prefix() + record.key(), record.value());
        }
    }

    /** Forgets what earlier builds of the job left in the restored state. */
    private void prune(BroadcastState<String, byte[]> since) throws Exception {
        for (var entries = since.iterator(); entries.hasNext(); ) {
            if (!entries.next().getKey().startsWith(prefix())) {
                entries.remove();
            }
        }
    }

    private String prefix() {
        return atStart.build() + "/";
    }

    private static boolean accept(String key, byte[] value, BiConsumer<String, @Nullable ConfigEntry> reader) {
        try {
            reader.accept(key, value.length == 0 ? null : Topics.CONFIG.format().decode(value));
            return true;
        } catch (MalformedEventException e) {
            LOG.warn("{} has an entry that is skipped: {}", Topics.CONFIG.name(), e.reason());
            return false;
        }
    }
}
