package io.fleetwire.gateway.mqtt;

import io.fleetwire.event.Ids;
import io.fleetwire.gateway.identity.DeviceRegistry;
import io.fleetwire.gateway.identity.KnownDevice;
import io.fleetwire.protocol.PayloadAdapter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a device may publish and subscribe to: its own topics, and nothing with a wildcard. */
final class TopicRules {

    /** A device registered for {@code mqtt} may use any of the message forms. */
    private static final String ANY_FORM = "mqtt";

    private final List<PayloadAdapter> adapters;
    private final DeviceRegistry registry;

    TopicRules(List<PayloadAdapter> adapters, DeviceRegistry registry) {
        this.adapters = adapters;
        this.registry = registry;
    }

    /**
     * Where a publish leads.
     *
     * @param device whose it is, as registered now
     */
    record Destination(PayloadAdapter adapter, PayloadAdapter.Route route, KnownDevice device) {}

    /** Where the device's publish to this topic leads; null: it may not publish there. */
    @Nullable
    Destination destination(@Nullable String deviceId, String topic) {
        KnownDevice device = deviceId == null ? null : registry.find(deviceId);
        if (device == null || !device.isActive()) {
            return null;
        }
        for (PayloadAdapter adapter : adapters) {
            PayloadAdapter.Route route = adapter.route(topic);
            if (route != null) {
                boolean own = route.deviceId().equals(deviceId);
                boolean spoken = device.speaks(adapter.id()) || device.speaks(ANY_FORM);
                return own && spoken ? new Destination(adapter, route, device) : null;
            }
        }
        return null;
    }

    /** Whether the device may subscribe: to its commands, in either form. */
    boolean maySubscribe(@Nullable String deviceId, String filter) {
        if (deviceId == null) {
            return false;
        }
        String[] levels = filter.split("/", -1);
        boolean ownTracks = levels.length == 4
                && levels[0].equals("owntracks")
                && levels[1].equals(deviceId)
                && Ids.isId(levels[2])
                && levels[3].equals("cmd");
        return ownTracks || requestsOf(deviceId, filter) != null;
    }

    /** The message form whose requests to this device the filter is; null: of none. */
    @Nullable
    PayloadAdapter requestsOf(String deviceId, String filter) {
        for (PayloadAdapter adapter : adapters) {
            PayloadAdapter.CommandTopics topics = adapter.commandTopics(deviceId);
            if (topics != null && topics.requests().equals(filter)) {
                return adapter;
            }
        }
        return null;
    }
}
