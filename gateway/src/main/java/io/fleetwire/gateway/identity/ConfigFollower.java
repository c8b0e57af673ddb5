package io.fleetwire.gateway.identity;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.publish.KafkaSettings;
import io.fleetwire.gateway.tap.Taps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads {@code fleet.config} from its beginning and follows it. */
public final class ConfigFollower {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final DeviceRegistry registry;
    private final Taps taps;
    private final Consumer<String, byte[]> consumer;
    private final CompletableFuture<Void> loaded = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean stopped;

    public ConfigFollower(KafkaSettings kafka, DeviceRegistry registry, Taps taps) {
        this.registry = registry;
        this.taps = taps;
        Map<String, Object> settings = kafka.client();
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "fleetwire-gateway-config");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        thread = Thread.ofPlatform().name("config-follower").daemon().start(this::run);
    }

    /** Completes when everything that was in the topic at start-up is in the registry. */
    public CompletableFuture<Void> loaded() {
        return loaded;
    }

    private void run() {
        while (!stopped) {
            try {
                follow();
            } catch (WakeupException e) {
                // stopping: the loop's condition ends it
            } catch (KafkaException e) {
                LOG.warn("reading {} again: {}", Topics.CONFIG.name(), e.getMessage());
            }
        }
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }

    private void follow() {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.CONFIG.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!stopped) {
            if (!loaded.isDone()
                    && partitions.stream().allMatch(p -> consumer.position(p) >= ends.getOrDefault(p, 0L))) {
                LOG.info("device registry loaded: {} devices", registry.size());
                loaded.complete(null);
            }
            consumer.poll(POLL).forEach(this::apply);
        }
    }

    private void apply(ConsumerRecord<String, byte @Nullable []> change) {
        String key = change.key();
        byte[] value = change.value();
        if (key == null) {
            LOG.warn("{} at offset {}: an entry without a key is ignored", change.topic(), change.offset());
        } else if (value == null) {
            registry.remove(key);
            taps.remove(key);
        } else {
            try {
                ConfigEntry entry = Topics.CONFIG.format().decode(value);
                registry.put(entry);
                if (entry instanceof ConfigEntry.Tap tap) {
                    taps.put(tap);
                }
            } catch (MalformedEventException e) {
                LOG.warn("{} at offset {} is ignored: {}", change.topic(), change.offset(), e.reason());
            }
        }
    }

    /** Stops following. */
    public void stop() throws InterruptedException {
        stopped = true;
        consumer.wakeup();
        thread.join();
    }
}
