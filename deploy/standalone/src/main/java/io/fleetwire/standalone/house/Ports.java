package io.fleetwire.standalone.house;

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

    public int teltonika() {
        return 5027 + offset;
    }

    public int gt06() {
        return 5023 + offset;
    }

    public int obd() {
        return 35_000 + offset;
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

    /** Those of the gateway, by what they are for. */
    public Map<String, Integer> gateway() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("teltonika", teltonika());
        ports.put("gt06", gt06());
        ports.put("obd", obd());
        ports.put("auto", auto());
        ports.put("mqtt", mqtt());
        return ports;
    }
}
