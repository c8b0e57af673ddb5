package io.fleetwire.standalone.stack;

import io.fleetwire.event.wire.Topic;
import io.fleetwire.event.wire.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/** Creates the topics that are missing and gives existing ones the settings that the stack cannot do without. Other settings are left alone. */
public final class TopicSetup {

    /** Enough for four engine cores; more partitions can be added, never taken away. */
    private static final int PARTITIONS = 4;

    private static final String POLICY = "cleanup.policy";
    private static final String RETENTION = "retention.ms";
    private static final String TIMESTAMP = "message.timestamp.type";

    /** What the stack relies on: a topic that differs in one of these gets its settings again. */
    private static final List<String> REQUIRED = List.of(POLICY, TIMESTAMP);

    /** Of one partition; Kafka deletes whole segments, so a partition has up to a quarter more. */
    private static final long BOUNDED_PARTITION_BYTES = 128L << 20;

    private static final Duration BRIEF = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration YEAR = Duration.ofDays(366);

    /** Small enough that a topic of 10,000 vehicles is read back in seconds: what is in the newest segment is not compacted yet. */
    private static final int LATEST_SEGMENT_BYTES = 16 << 20;

    private static final Duration COMPACTED_WITHIN = Duration.ofMinutes(10);

    private TopicSetup() {}

    /** Creates what is missing on these brokers. */
    public static void createMissing(String bootstrapServers) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                60_000))) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = Topics.all().stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .map(TopicSetup::definition)
                    .toList();
            create(admin, missing);
            require(
                    admin,
                    Topics.all().stream()
                            .filter(topic -> existing.contains(topic.name()))
                            .toList());
        }
    }

    /** Topics of an earlier version: {@code fleet.live} forgot vehicles after an hour, and a record's time was its producer's word. */
    private static void require(Admin admin, List<Topic<?>> existing) throws InterruptedException, ExecutionException {
        Map<ConfigResource, Map<String, String>> wanted = new HashMap<>();
        existing.forEach(topic -> wanted.put(
                new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                definition(topic).configs()));
        Map<ConfigResource, Config> now =
                admin.describeConfigs(wanted.keySet()).all().get();
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        wanted.forEach((topic, configs) -> {
            if (REQUIRED.stream()
                    .anyMatch(key -> lacks(Objects.requireNonNull(now.get(topic)), key, configs.get(key)))) {
                changes.put(topic, settings(configs));
            }
        });
        admin.incrementalAlterConfigs(changes).all().get();
    }

    private static boolean lacks(Config now, String key, @Nullable String wanted) {
        return wanted != null && !wanted.equals(now.get(key).value());
    }

    private static Collection<AlterConfigOp> settings(Map<String, String> wanted) {
        Stream<AlterConfigOp> set = wanted.entrySet().stream()
                .map(entry ->
                        new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET));
        boolean keepsForEver = "compact".equals(wanted.get(POLICY));
        return keepsForEver
                ? Stream.concat(
                                set,
                                Stream.of(new AlterConfigOp(
                                        new ConfigEntry(RETENTION, null), AlterConfigOp.OpType.DELETE)))
                        .toList()
                : set.toList();
    }

    private static void create(Admin admin, List<NewTopic> missing) throws InterruptedException, ExecutionException {
        try {
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            // Another stack on the same cluster was faster.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    static NewTopic definition(Topic<?> topic) {
        Map<String, String> configs = new LinkedHashMap<>(retention(topic.retention()));
        // When a record came is the broker's to say, not its producer's: the engine takes it for the receive time of
        // what others produce.
        configs.put(TIMESTAMP, "LogAppendTime");
        return new NewTopic(topic.name(), PARTITIONS, (short) -1).configs(configs);
    }

    private static Map<String, String> retention(Topic.Retention retention) {
        return switch (retention) {
            case HISTORY -> Map.of();
            case BOUNDED_HISTORY ->
                Map.of(
                        "retention.bytes",
                        String.valueOf(BOUNDED_PARTITION_BYTES),
                        "segment.bytes",
                        String.valueOf(BOUNDED_PARTITION_BYTES / 4));
            case YEAR -> Map.of(RETENTION, String.valueOf(YEAR.toMillis()));
            case BRIEF -> Map.of(RETENTION, String.valueOf(BRIEF.toMillis()), "segment.ms", "600000");
            case COMPACTED -> Map.of(POLICY, "compact");
            case LATEST ->
                Map.of(
                        POLICY,
                        "compact",
                        "segment.bytes",
                        String.valueOf(LATEST_SEGMENT_BYTES),
                        "segment.ms",
                        String.valueOf(COMPACTED_WITHIN.toMillis()),
                        "max.compaction.lag.ms",
                        String.valueOf(COMPACTED_WITHIN.toMillis()),
                        "min.cleanable.dirty.ratio",
                        "0.1");
            case NEWEST_OF_A_WEEK ->
                Map.of(POLICY, "compact,delete", RETENTION, String.valueOf(WEEK.toMillis()), "segment.ms", "3600000");
        };
    }
}
