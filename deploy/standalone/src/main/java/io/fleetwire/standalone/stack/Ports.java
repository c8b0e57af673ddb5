package io.fleetwire.standalone.stack;

import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.registry.Protocols;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every port of the stack, moved together by an offset so that two stacks fit on one machine. The numbers are the outside contract.
 *
 * @param offset added to every usual number
 * @param own the gateway's doors that are somewhere else, or nowhere (empty): by protocol id, {@value #AUTO} and {@value #MQTT}
 */
public record Ports(int offset, Map<String, Optional<Integer>> own) {

    /** The door that recognises the protocol from the first bytes. */
    public static final String AUTO = "auto";

    public static final String MQTT = "mqtt";

    private static final String OFF = "off";
    private static final int MAX_PORT = 65_535;

    public Ports {
        if (offset < 0 || offset > 30_000) {
            throw new IllegalArgumentException("--port-offset must be 0 to 30000");
        }
        own = Map.copyOf(own);
    }

    public Ports(int offset) {
        this(offset, Map.of());
    }

    /** The doors there can be. */
    static List<String> doors() {
        return Stream.concat(Protocols.devices().stream().map(ProtocolAdapter::id), Stream.of(AUTO, MQTT))
                .toList();
    }

    /**
     * What a person says of one door: a port, or {@code off}.
     *
     * @throws IllegalArgumentException naming the door
     */
    static Optional<Integer> parse(String door, String text) {
        if (text.strip().equals(OFF)) {
            return Optional.empty();
        }
        try {
            int port = Integer.parseInt(text.strip());
            if (port > 0 && port <= MAX_PORT) {
                return Optional.of(port);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "the port of " + door + " must be 1 to " + MAX_PORT + " or off, not \"" + text + "\"");
    }

    /** These, with every door of the gateway but the named ones shut. */
    public Ports only(Set<String> doors) {
        Map<String, Optional<Integer>> shut = new LinkedHashMap<>(own);
        doors().stream().filter(door -> !doors.contains(door)).forEach(door -> shut.put(door, Optional.empty()));
        return new Ports(offset, shut);
    }

    public int dashboard() {
        return 8080 + offset;
    }

    /**
     * Where a door of the gateway is.
     *
     * @throws IllegalArgumentException where there is no such door, or it is shut
     */
    public int door(String name) {
        return Optional.ofNullable(gateway().get(name))
                .orElseThrow(() -> new IllegalArgumentException("the gateway's port of " + name
                        + " is needed here and is off: FLEETWIRE_PORT_" + name.toUpperCase(Locale.ROOT)));
    }

    /** The gateway's health and metrics, loopback only. */
    public int gatewayHealth() {
        return 5080 + offset;
    }

    public int kafka() {
        return 9092 + offset;
    }

    public int kafkaController() {
        return 9093 + offset;
    }

    public int clickhouse() {
        return 8123 + offset;
    }

    /** The gateway's open doors, by what they are for: each protocol's under its id. */
    public Map<String, Integer> gateway() {
        Map<String, Integer> usual = new LinkedHashMap<>();
        Protocols.devices().forEach(protocol -> usual.put(protocol.id(), protocol.defaultPort()));
        usual.put(AUTO, 5000);
        usual.put(MQTT, 1883);
        Map<String, Integer> open = new LinkedHashMap<>();
        usual.forEach((door, port) ->
                own.getOrDefault(door, Optional.of(port + offset)).ifPresent(actual -> open.put(door, actual)));
        return open;
    }
}
