package io.fleetwire.standalone.house;

import io.fleetwire.event.wire.Topic;
import io.fleetwire.event.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are missing; leaves alone what is there. */
public final class TopicSetup {

    /** Enough for four engine cores; more partitions can be added, never taken away. */
    private static final int PARTITIONS = 4;

    /** Of one partition; Kafka deletes whole segments, so a partition has up to a quarter more. */
    private static final long BOUNDED_PARTITION_BYTES = 128L << 20;

    private static final Duration BRIEF = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration YEAR = Duration.ofDays(366);

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
        }
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
            case BOUNDED_HISTORY ->
                definition.configs(Map.of(
                        "retention.bytes",
                        String.valueOf(BOUNDED_PARTITION_BYTES),
                        "segment.bytes",
                        String.valueOf(BOUNDED_PARTITION_BYTES / 4)));
            case YEAR -> definition.configs(Map.of("retention.ms", String.valueOf(YEAR.toMillis())));
            case BRIEF ->
                definition.configs(Map.of("retention.ms", String.valueOf(BRIEF.toMillis()), "segment.ms", "600000"));
            case COMPACTED -> definition.configs(Map.of("cleanup.policy", "compact"));
            case NEWEST_OF_A_WEEK ->
                definition.configs(Map.of(
                        "cleanup.policy",
                        "compact,delete",
                        "retention.ms",
                        String.valueOf(WEEK.toMillis()),
                        "segment.ms",
                        "3600000"));
        };
    }
}
