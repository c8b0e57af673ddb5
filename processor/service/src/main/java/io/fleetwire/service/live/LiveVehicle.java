package io.fleetwire.service.live;

import io.fleetwire.event.LivePosition;

/**
 * A vehicle's newest position.
 *
 * @param json the position as it goes out
 */
public record LiveVehicle(LivePosition position, String json) {}
