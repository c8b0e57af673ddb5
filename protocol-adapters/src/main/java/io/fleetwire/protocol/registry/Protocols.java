package io.fleetwire.protocol.registry;

import io.fleetwire.protocol.PayloadAdapter;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.fleetjson.FleetJsonAdapter;
import io.fleetwire.protocol.gt06.Gt06Adapter;
import io.fleetwire.protocol.obd.ObdAdapter;
import io.fleetwire.protocol.owntracks.OwnTracksAdapter;
import io.fleetwire.protocol.queclink.QueclinkAdapter;
import io.fleetwire.protocol.teltonika.TeltonikaAdapter;
import java.util.List;

/** Every protocol the gateway speaks. To add one: its package, and one line here. */
public final class Protocols {

    private static final List<ProtocolAdapter<?>> DEVICES =
            List.of(new TeltonikaAdapter(), new Gt06Adapter(), new ObdAdapter(), new QueclinkAdapter());

    private static final List<PayloadAdapter> PAYLOADS = List.of(new FleetJsonAdapter(), new OwnTracksAdapter());

    private Protocols() {}

    /** Protocols of devices that dial in over TCP or UDP, in the order in which they are asked to recognise a connection. */
    public static List<ProtocolAdapter<?>> devices() {
        return DEVICES;
    }

    /** Message forms that come over MQTT. */
    public static List<PayloadAdapter> payloads() {
        return PAYLOADS;
    }

    /**
     * @throws IllegalArgumentException where there is no such protocol
     */
    public static ProtocolAdapter<?> device(String id) {
        return DEVICES.stream()
                .filter(adapter -> adapter.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no protocol '" + id + "'; there are "
                        + DEVICES.stream().map(ProtocolAdapter::id).toList()));
    }
}
