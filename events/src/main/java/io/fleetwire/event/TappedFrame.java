package io.fleetwire.event;

import java.time.Instant;

/**
 * A frame a device sent or was sent while somebody listened in, on the topic {@code fleet.taps}. Nothing depends on it: frames beyond the tap's pace are
 * missing and counted.
 *
 * @param protocol whose frame it is
 * @param at by the gateway's clock
 * @param hex its bytes, of which those that are a secret are {@code 2a}
 * @param masked something was a secret
 * @param missed frames of this tap that were left out since the last one
 */
public record TappedFrame(
        String deviceId, String protocol, Direction direction, Instant at, String hex, boolean masked, long missed) {

    /** Who sent it. */
    public enum Direction {
        FROM_DEVICE,
        TO_DEVICE
    }

    public TappedFrame {
        Ids.require("deviceId", deviceId);
    }
}
