package io.fleetwire.service.status;

import io.fleetwire.engine.job.FleetJob;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.service.kafka.KafkaConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at Kafka from outside: is it up, how much arrives, how many letters are dead. Used by one thread. */
final class KafkaProbe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaProbe.class);
    private static final int TIMEOUT_MS = 3_000;

    /**
     * What one look saw.
     *
     * @param recordsPerSecond since the look before; null at the first
     * @param ends where {@code fleet.telemetry.raw} ends
     * @param committed what the engine's checkpoints have passed of it
     */
    record Seen(
            boolean up,
            @Nullable Double recordsPerSecond,
            @Nullable Long deadLetters,
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, Long> committed) {
        static final Seen DOWN = new Seen(false, null, null, Map.of(), Map.of());
    }

    private record Count(long records, long atNs) {}

    private final KafkaConfig config;
    private @Nullable Admin admin;
    private @Nullable Count before;

    KafkaProbe(KafkaConfig config) {
        this.config = config;
    }

    Seen look() {
        try {
            Set<String> names = names();
            Map<String, TopicDescription> topics = describe(names);
            // Before the ends, which it must not be ahead of. Where nobody has ever committed, asking would not end.
            Map<TopicPartition, Long> committed =
                    names.contains(Topic.GROUP_METADATA_TOPIC_NAME) ? committed() : Map.of();
            Map<TopicPartition, Long> ends = offsets(topics.get(Topics.TELEMETRY_RAW.name()), OffsetSpec.latest());
            Count now = new Count(sum(ends), System.nanoTime());
            TopicDescription dead = topics.get(Topics.DEAD_LETTERS.name());
            long deadLetters = sum(offsets(dead, OffsetSpec.latest())) - sum(offsets(dead, OffsetSpec.earliest()));
            Seen seen = new Seen(true, rate(before, now), deadLetters, ends, committed);
            before = now;
            return seen;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Seen.DOWN;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.debug("Kafka does not answer: {}", e.toString());
            return Seen.DOWN;
        }
    }

    private static @Nullable Double rate(@Nullable Count before, Count now) {
        if (before == null || now.records() < before.records()) {
            return null;
        }
        double seconds = (now.atNs() - before.atNs()) / 1e9;
        return Math.round((now.records() - before.records()) / seconds * 10) / 10.0;
    }

    private Set<String> names() throws InterruptedException, ExecutionException, TimeoutException {
        return admin().listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }

    private Map<String, TopicDescription> describe(Set<String> names)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<String> wanted = List.of(Topics.TELEMETRY_RAW.name(), Topics.DEAD_LETTERS.name()).stream()
                .filter(names::contains)
                .toList();
        return admin().describeTopics(wanted).allTopicNames().get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }

    private Map<TopicPartition, Long> offsets(@Nullable TopicDescription topic, OffsetSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (topic == null) {
            return Map.of();
        }
        Map<TopicPartition, OffsetSpec> partitions = topic.partitions().stream()
                .collect(Collectors.toMap(info -> new TopicPartition(topic.name(), info.partition()), info -> spec));
        return admin().listOffsets(partitions).all().get(TIMEOUT_MS, TimeUnit.MILLISECONDS).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, found -> found.getValue().offset()));
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Empty where that is not known: nothing depends on it but what the ledger dares to call missing. */
    private Map<TopicPartition, Long> committed() throws InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        try {
            admin().listConsumerGroupOffsets(FleetJob.GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get(TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .forEach((partition, passed) -> {
                        if (passed != null && partition.topic().equals(Topics.TELEMETRY_RAW.name())) {
                            committed.put(partition, passed.offset());
                        }
                    });
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Kafka does not say how far the engine is: {}", e.toString());
        }
        return committed;
    }

    /** Made when first needed: where Kafka's name does not resolve yet, it cannot be made at all. */
    private Admin admin() {
        Admin made = admin;
        if (made == null) {
            made = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                    config.bootstrapServers(),
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    TIMEOUT_MS,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    TIMEOUT_MS,
                    AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                    1_000));
            admin = made;
        }
        return made;
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close();
        }
    }
}
