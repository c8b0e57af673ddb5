package io.fleetwire.standalone.house;

import io.fleetwire.protocol.registry.Protocols;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every port of the house, moved together by an offset so that two houses fit on one machine. The numbers are the outside contract.
 *
 * @param offset added to every number
 */
public record Ports(int offset) {

    public Ports {
        if (offset < 0 || offset > 30_000) {
            throw new IllegalArgumentException("--port-offset must be 0 to 30000");
        }
    }

    public int dashboard() {
        return 8080 + offset;
    }

    /**
     * A device protocol's.
     *
     * @throws IllegalArgumentException where there is no such protocol
     */
    public int protocol(String id) {
        return Protocols.device(id).defaultPort() + offset;
    }

    /** Recognises the protocol from the first bytes. */
    public int auto() {
        return 5000 + offset;
    }

    public int mqtt() {
        return 1883 + offset;
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

    /** Those of the gateway, by what they are for: each protocol's under its id. */
    public Map<String, Integer> gateway() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        Protocols.devices().forEach(protocol -> ports.put(protocol.id(), protocol(protocol.id())));
        ports.put("auto", auto());
        ports.put("mqtt", mqtt());
        return ports;
    }
}
