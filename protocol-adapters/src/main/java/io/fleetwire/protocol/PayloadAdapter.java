package io.fleetwire.protocol;

import io.fleetwire.event.Command;
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

    /** What its devices can be asked; empty: nothing. */
    default List<CommandForm> commands() {
        return List.of();
    }

    /** Where a device hears commands and answers them; null: it doesn't. */
    default @Nullable CommandTopics commandTopics(String deviceId) {
        return null;
    }

    /**
     * The payload that asks a device to do something.
     *
     * @throws Malformed where there is no such command, or naming the parameter that doesn't fit: nothing is sent then
     */
    default byte[] command(Command command) throws Malformed {
        throw new Malformed("devices that speak " + id() + " take no commands");
    }

    /**
     * What a device says to a command, where the topic is the one for it; the reference is the command's id.
     *
     * @throws Malformed naming what is wrong
     */
    default @Nullable CommandAnswer answer(Route route, byte[] payload) throws Malformed {
        return null;
    }

    /**
     * Where commands go.
     *
     * @param requests the device subscribes to it
     * @param responses the device publishes there
     */
    record CommandTopics(String requests, String responses) {}

    /**
     * Where a topic leads.
     *
     * @param deviceId the device whose topic it is: only this device may publish there
     * @param channel the part of the topic that says what kind of message it is
     * @param retained the broker may keep the newest message of this topic
     */
    record Route(String deviceId, String channel, boolean retained) {}
}
