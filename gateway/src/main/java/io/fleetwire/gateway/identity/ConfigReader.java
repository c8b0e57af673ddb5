package io.fleetwire.gateway.identity;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.follow.TopicFollower;
import io.fleetwire.gateway.publish.KafkaSettings;
import io.fleetwire.gateway.tap.Taps;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads {@code fleet.config} into the registry of devices and the taps. */
public final class ConfigReader implements TopicFollower.Reader {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigReader.class);

    private final DeviceRegistry registry;
    private final Taps taps;

    private ConfigReader(DeviceRegistry registry, Taps taps) {
        this.registry = registry;
        this.taps = taps;
    }

    /** Begins to read, from the topic's beginning. */
    public static TopicFollower follow(KafkaSettings kafka, DeviceRegistry registry, Taps taps) {
        return new TopicFollower("config", kafka, List.of(Topics.CONFIG), null, new ConfigReader(registry, taps));
    }

    @Override
    public void read(ConsumerRecord<String, byte @Nullable []> read) throws MalformedEventException {
        String key = read.key();
        byte[] value = read.value();
        if (key == null) {
            LOG.warn("{} at offset {}: an entry without a key is ignored", read.topic(), read.offset());
        } else if (value == null) {
            registry.remove(key);
            taps.remove(key);
        } else {
            ConfigEntry entry = Topics.CONFIG.format().decode(value);
            registry.put(entry);
            if (entry instanceof ConfigEntry.Tap tap) {
                taps.put(tap);
            }
        }
    }

    @Override
    public void loaded() {
        LOG.info("device registry loaded: {} devices", registry.size());
    }
}
