package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.packets.general.UserProperty;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which messages the broker may keep after their client has gone: retained ones and wills. The broker has no bound of bytes, so this is it: a device has two
 * retained topics (its status, and one of OwnTracks), each message is small, and all together have a share of the heap; beyond, the one that was written
 * longest ago is deleted.
 */
final class RetainedMessages {

    /** Largest message that is kept, in bytes, everything it carries included: a status has 60, an OwnTracks location 400. */
    static final int MAX_BYTES = 1_024;

    static final int MAX_TOPICS_OF_DEVICE = 2;

    /** What a message occupies beside its bytes, in the broker's topic tree and here. */
    private static final int OVERHEAD_BYTES = 512;

    private static final int PART_OF_HEAP = 32;

    private record Kept(String deviceId, int bytes) {}

    private final GatewayMetrics metrics;
    private final long maxBytes;
    private final Consumer<String> delete;

    /** By topic, in the order in which they were written. */
    private final Map<String, Kept> byTopic = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<String, Set<String>> topicsOf = new HashMap<>();
    private long bytes;

    /**
     * @param heapBytes of this process
     * @param delete makes the broker forget the message of a topic
     */
    RetainedMessages(GatewayMetrics metrics, long heapBytes, Consumer<String> delete) {
        this.metrics = metrics;
        this.maxBytes = heapBytes / PART_OF_HEAP;
        this.delete = delete;
        metrics.gauge("fleetwire.gateway.mqtt.retained.bytes", "kept by the broker", this, RetainedMessages::bytes);
    }

    /** Whether a will is small enough to be kept for as long as its client is connected. */
    boolean isSmall(PublishPacket publish) {
        return struck(size(publish) <= MAX_BYTES, "mqtt_will_bytes");
    }

    /** Whether the broker may keep this message of the device; if so, it is counted. */
    synchronized boolean mayKeep(String deviceId, PublishPacket publish) {
        String topic = publish.getTopic();
        if (publish.getPayload().map(payload -> !payload.hasRemaining()).orElse(true)) {
            forget(topic); // how MQTT clears a retained message
            return true;
        }
        int size = size(publish);
        if (!struck(size <= MAX_BYTES, "mqtt_retained_bytes")) {
            return false;
        }
        Set<String> topics = topicsOf.getOrDefault(deviceId, Set.of());
        if (!struck(topics.contains(topic) || topics.size() < MAX_TOPICS_OF_DEVICE, "mqtt_retained_topics")) {
            return false;
        }
        forget(topic);
        byTopic.put(topic, new Kept(deviceId, size + OVERHEAD_BYTES));
        topicsOf.computeIfAbsent(deviceId, none -> new HashSet<>()).add(topic);
        bytes += size + OVERHEAD_BYTES;
        deleteBeyond();
        return true;
    }

    private void deleteBeyond() {
        while (bytes > maxBytes && byTopic.size() > 1) {
            Iterator<String> oldest = byTopic.keySet().iterator();
            String topic = oldest.next();
            forget(topic);
            metrics.limit("mqtt_retained_in_all");
            delete.accept(topic);
        }
    }

    private void forget(String topic) {
        Kept kept = byTopic.remove(topic);
        if (kept == null) {
            return;
        }
        bytes -= kept.bytes();
        Set<String> topics = topicsOf.get(kept.deviceId());
        if (topics != null && topics.remove(topic) && topics.isEmpty()) {
            topicsOf.remove(kept.deviceId());
        }
    }

    synchronized long bytes() {
        return bytes;
    }

    private boolean struck(boolean fits, String limit) {
        if (!fits) {
            metrics.limit(limit);
        }
        return fits;
    }

    /** All that a message carries, in bytes. */
    private static int size(PublishPacket publish) {
        int size = length(publish.getTopic())
                + publish.getPayload().map(payload -> payload.remaining()).orElse(0)
                + publish.getCorrelationData().map(data -> data.remaining()).orElse(0)
                + publish.getResponseTopic().map(RetainedMessages::length).orElse(0)
                + publish.getContentType().map(RetainedMessages::length).orElse(0);
        for (UserProperty property : publish.getUserProperties().asList()) {
            size += length(property.getName()) + length(property.getValue());
        }
        return size;
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
