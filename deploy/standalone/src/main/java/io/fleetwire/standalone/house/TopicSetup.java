package io.fleetwire.standalone.house;

import io.fleetwire.event.wire.Topic;
import io.fleetwire.event.wire.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
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

/** Creates the topics that are missing; leaves alone what is there, but for a topic that has to keep its newest values and would not. */
public final class TopicSetup {

    /** Enough for four engine cores; more partitions can be added, never taken away. */
    private static final int PARTITIONS = 4;

    private static final String POLICY = "cleanup.policy";
    private static final String RETENTION = "retention.ms";
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
            compact(
                    admin,
                    Topics.all().stream()
                            .filter(topic -> existing.contains(topic.name()))
                            .toList());
        }
    }

    /** An earlier version let {@code fleet.live} forget vehicles after an hour. */
    private static void compact(Admin admin, List<Topic<?>> existing) throws InterruptedException, ExecutionException {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (Topic<?> topic : existing) {
            Map<String, String> wanted = definition(topic).configs();
            if (wanted != null && wanted.getOrDefault(POLICY, "delete").contains("compact")) {
                changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), settings(wanted));
            }
        }
        Map<ConfigResource, Config> now =
                admin.describeConfigs(changes.keySet()).all().get();
        changes.keySet().removeIf(topic -> isCompacted(Objects.requireNonNull(now.get(topic))));
        admin.incrementalAlterConfigs(changes).all().get();
    }

    private static boolean isCompacted(Config config) {
        return config.get(POLICY).value().contains("compact");
    }

    private static Collection<AlterConfigOp> settings(Map<String, String> wanted) {
        return Stream.concat(
                        wanted.entrySet().stream()
                                .map(entry -> new AlterConfigOp(
                                        new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET)),
                        wanted.containsKey(RETENTION)
                                ? Stream.empty()
                                : Stream.of(new AlterConfigOp(
                                        new ConfigEntry(RETENTION, null), AlterConfigOp.OpType.DELETE)))
                .toList();
    }

    private static void create(Admin admin, List<NewTopic> missing) throws InterruptedException, ExecutionException {
        try {
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            // Another house on the same cluster was faster.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static NewTopic definition(Topic<?> topic) {
        NewTopic definition = new NewTopic(topic.name(), PARTITIONS, (short) -1);
        return switch (topic.retention()) {
            case HISTORY -> definition;
            case YEAR -> definition.configs(Map.of(RETENTION, String.valueOf(YEAR.toMillis())));
            case BRIEF ->
                definition.configs(Map.of(RETENTION, String.valueOf(BRIEF.toMillis()), "segment.ms", "600000"));
            case COMPACTED -> definition.configs(Map.of(POLICY, "compact"));
            case LATEST ->
                definition.configs(Map.of(
                        POLICY,
                        "compact",
                        "segment.bytes",
                        String.valueOf(LATEST_SEGMENT_BYTES),
                        "segment.ms",
                        String.valueOf(COMPACTED_WITHIN.toMillis()),
                        "max.compaction.lag.ms",
                        String.valueOf(COMPACTED_WITHIN.toMillis()),
                        "min.cleanable.dirty.ratio",
                        "0.1"));
            case NEWEST_OF_A_WEEK ->
                definition.configs(Map.of(
                        POLICY, "compact,delete", RETENTION, String.valueOf(WEEK.toMillis()), "segment.ms", "3600000"));
        };
    }
}
