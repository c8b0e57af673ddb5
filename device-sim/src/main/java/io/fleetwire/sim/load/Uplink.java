package io.fleetwire.sim.load;

/** A way by which records reach the gateway, with its own kind of acknowledgement. */
public enum Uplink {
    /** A packet is answered with the number of its records. */
    TELTONIKA("Teltonika", "teltonika", 1),

    /** Alarms are answered, locations are not. Its clock shows whole seconds. */
    GT06("GT06", "gt06", 1_000),

    /** A publish is answered with PUBACK. */
    MQTT_QOS_1("MQTT QoS 1", "fleetjson", 1),

    /** A publish is answered with PUBREC and PUBCOMP. */
    MQTT_QOS_2("MQTT QoS 2", "fleetjson", 1);

    private final String words;
    private final String protocol;
    private final long tickMs;

    Uplink(String words, String protocol, long tickMs) {
        this.words = words;
        this.protocol = protocol;
        this.tickMs = tickMs;
    }

    /** As people call it. */
    public String words() {
        return words;
    }

    /** What its devices are registered as. */
    String protocol() {
        return protocol;
    }

    /** What the clock of its devices can tell apart, milliseconds. */
    long tickMs() {
        return tickMs;
    }
}
