package io.fleetwire.service.fleet;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.service.kafka.LogUnavailableException;
import org.jspecify.annotations.Nullable;

/** Writes what the fleet consists of; returns once it is stored and the view has it. */
@FunctionalInterface
public interface FleetLog {

    /**
     * @param entry null: delete the key
     * @throws LogUnavailableException where it could not be confirmed
     */
    void write(String key, @Nullable ConfigEntry entry);
}
