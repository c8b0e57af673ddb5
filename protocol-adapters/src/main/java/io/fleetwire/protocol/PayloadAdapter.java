package io.fleetwire.protocol;

import io.fleetwire.event.VehicleEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message form carried by MQTT: the transport has done framing and identity, so a payload is one whole frame of a known device. */
public interface PayloadAdapter {

    /** The protocol's id in events and tables, such as {@code owntracks}. */
    String id();

    /** Whose message a topic carries; null where the topic is none of this adapter's. */
    @Nullable
    Route route(String topic);

    /**
     * What the payload means.
     *
     * @throws Malformed naming what is wrong; nothing of the payload counts then
     */
    List<VehicleEvent> receive(Route route, byte[] payload, Instant receivedAt) throws Malformed;

    /**
     * Where a topic leads.
     *
     * @param deviceId the device whose topic it is: only this device may publish there
     * @param channel the part of the topic that says what kind of message it is
     * @param retained the broker may keep the newest message of this topic
     */
    record Route(String deviceId, String channel, boolean retained) {}
}
