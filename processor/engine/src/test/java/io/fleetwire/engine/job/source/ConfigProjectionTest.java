package io.fleetwire.engine.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.wire.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What counts after a start from a checkpoint is the topic, whatever the checkpoint remembers. */
class ConfigProjectionTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.CONFIG.name(), 0);

    private final InMemory state = new InMemory();

    private static ConfigRecord record(String device, String vehicle, long offset) {
        ConfigEntry.Device entry = new ConfigEntry.Device(
                device, vehicle, null, ConfigEntry.Device.Status.ACTIVE, null, Map.of(), Instant.EPOCH);
        return new ConfigRecord(entry.key(), Topics.CONFIG.format().encode(entry), 0, offset);
    }

    private static ConfigAtStart atStart(String build, long next, ConfigRecord... entries) {
        return new ConfigAtStart(build, List.of(entries), Map.of(PARTITION, next));
    }

    private Map<String, String> inForce(ConfigProjection book) throws Exception {
        Map<String, String> vehicles = new HashMap<>();
        book.forEach(state, (key, entry) -> {
            if (entry instanceof ConfigEntry.Device device) {
                vehicles.put(device.deviceId(), device.vehicleId());
            } else {
                vehicles.remove(key.substring(key.indexOf('/') + 1));
            }
        });
        return vehicles;
    }

    private void put(ConfigProjection book, ConfigRecord record) throws Exception {
        book.put(record, state, (key, entry) -> {});
    }

    @Test
    void whatCameSinceTheStartCountsAlsoAfterAFailoverOfTheSameBuild() throws Exception {
        ConfigAtStart start = atStart("one", 5, record("device-a", "VAN-1", 4));
        put(new ConfigProjection(start), record("device-a", "VAN-2", 5));

        assertThat(inForce(new ConfigProjection(start))).containsEntry("device-a", "VAN-2");
    }

    @Test
    void aRestoredEntryNeverBeatsANewerOneOnTheTopic() throws Exception {
        put(new ConfigProjection(atStart("one", 5)), record("device-a", "VAN-1", 5));

        assertThat(inForce(new ConfigProjection(atStart("two", 9, record("device-a", "VAN-2", 8)))))
                .containsExactly(Map.entry("device-a", "VAN-2"));
    }

    @Test
    void whatWasDeletedDuringAStopStaysDeletedWhereItsTombstoneIsGone() throws Exception {
        put(new ConfigProjection(atStart("one", 5)), record("device-a", "VAN-1", 5));

        ConfigProjection restarted = new ConfigProjection(atStart("two", 9));

        assertThat(inForce(restarted)).isEmpty();
        put(restarted, record("device-b", "VAN-3", 9));
        assertThat(inForce(restarted)).containsExactly(Map.entry("device-b", "VAN-3"));
        assertThat(state.immutableEntries()).hasSize(1);
    }

    @Test
    void recordsBetweenTheCheckpointAndTheBuildAreNoNews() throws Exception {
        ConfigProjection restarted = new ConfigProjection(atStart("two", 9, record("device-a", "VAN-2", 8)));

        put(restarted, record("device-a", "VAN-1", 6));

        assertThat(inForce(restarted)).containsEntry("device-a", "VAN-2");
    }

    @Test
    void aTopicThatWasMadeAnewCountsHoweverFarTheOldOneWas() throws Exception {
        put(new ConfigProjection(atStart("one", 900)), record("device-a", "VAN-1", 900));

        ConfigProjection restarted = new ConfigProjection(atStart("two", 2, record("device-a", "VAN-2", 1)));
        put(restarted, record("device-a", "VAN-3", 2));

        assertThat(inForce(restarted)).containsEntry("device-a", "VAN-3");
    }

    /** A map is all that broadcast state is to its operator. */
    private static final class InMemory implements BroadcastState<String, byte[]> {
        private final Map<String, byte[]> entries = new HashMap<>();

        @Override
        public byte @Nullable [] get(String key) {
            return entries.get(key);
        }

        @Override
        public boolean contains(String key) {
            return entries.containsKey(key);
        }

        @Override
        public void put(String key, byte[] value) {
            entries.put(key, value);
        }

        @Override
        public void putAll(Map<String, byte[]> map) {
            entries.putAll(map);
        }

        @Override
        public void remove(String key) {
            entries.remove(key);
        }

        @Override
        public void clear() {
            entries.clear();
        }

        @Override
        public Iterator<Map.Entry<String, byte[]>> iterator() {
            return entries.entrySet().iterator();
        }

        @Override
        public Iterable<Map.Entry<String, byte[]>> entries() {
            return entries.entrySet();
        }

        @Override
        public Iterable<Map.Entry<String, byte[]>> immutableEntries() {
            return entries.entrySet();
        }
    }
}
