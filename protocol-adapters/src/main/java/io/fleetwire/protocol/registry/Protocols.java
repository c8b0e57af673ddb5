package io.fleetwire.protocol.registry;

import io.fleetwire.protocol.CommandForm;
import io.fleetwire.protocol.PayloadAdapter;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.fleetjson.FleetJsonAdapter;
import io.fleetwire.protocol.gt06.Gt06Adapter;
import io.fleetwire.protocol.jt808.Jt808Adapter;
import io.fleetwire.protocol.obd.ObdAdapter;
import io.fleetwire.protocol.obddongle.ObdDongleAdapter;
import io.fleetwire.protocol.osmand.OsmAndAdapter;
import io.fleetwire.protocol.owntracks.OwnTracksAdapter;
import io.fleetwire.protocol.queclink.QueclinkAdapter;
import io.fleetwire.protocol.teltonika.AvlDictionary;
import io.fleetwire.protocol.teltonika.TeltonikaAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every protocol the gateway speaks. To add one: its package, and one line here. */
public final class Protocols {

    private static final List<ProtocolAdapter<?>> DEVICES = List.of(
            new TeltonikaAdapter(),
            new Gt06Adapter(),
            new Jt808Adapter(),
            new QueclinkAdapter(),
            new ObdDongleAdapter(),
            new OsmAndAdapter(),
            new ObdAdapter());

    private static final List<PayloadAdapter> PAYLOADS = List.of(new FleetJsonAdapter(), new OwnTracksAdapter());

    /** What a device is registered for that may use any message form over MQTT. */
    private static final String ANY_PAYLOAD = "mqtt";

    private Protocols() {}

    /** Protocols of devices that dial in over TCP or UDP, in the order in which they are asked to recognise a connection. */
    public static List<ProtocolAdapter<?>> devices() {
        return DEVICES;
    }

    /**
     * The same, with a fleet's own meanings of Teltonika's IO elements.
     *
     * @param file where the lines come from, for the reader of an error
     * @param avlIds the file, line by line, as {@link AvlDictionary#with} takes it
     * @throws IllegalArgumentException naming the file, the line and what is wrong with it
     */
    public static List<ProtocolAdapter<?>> devices(String file, List<String> avlIds) {
        TeltonikaAdapter teltonika =
                new TeltonikaAdapter(AvlDictionary.builtIn().with(file, avlIds));
        List<ProtocolAdapter<?>> devices = new ArrayList<>(DEVICES);
        devices.replaceAll(adapter -> adapter.id().equals(teltonika.id()) ? teltonika : adapter);
        return List.copyOf(devices);
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

    /**
     * What devices of a protocol can be asked; empty: nothing, or there is no such protocol.
     *
     * @param id as in the device registry, where {@code mqtt} is any message form
     */
    public static List<CommandForm> commands(String id) {
        if (id.equals(ANY_PAYLOAD)) {
            return PAYLOADS.stream()
                    .flatMap(adapter -> adapter.commands().stream())
                    .toList();
        }
        return Stream.concat(
                        DEVICES.stream()
                                .filter(adapter -> adapter.id().equals(id))
                                .map(ProtocolAdapter::commands),
                        PAYLOADS.stream()
                                .filter(adapter -> adapter.id().equals(id))
                                .map(PayloadAdapter::commands))
                .findFirst()
                .orElse(List.of());
    }
}
