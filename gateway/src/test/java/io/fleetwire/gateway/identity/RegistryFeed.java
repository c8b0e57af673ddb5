package io.fleetwire.gateway.identity;

import io.fleetwire.event.ConfigEntry;

/** Feeds a registry without Kafka. */
public record RegistryFeed(DeviceRegistry registry) {

    /** As if {@code fleet.config} had it. */
    public void put(ConfigEntry entry) {
        registry.put(entry);
    }

    /** As if {@code fleet.config} had its key without a value. */
    public void remove(String key) {
        registry.remove(key);
    }
}
