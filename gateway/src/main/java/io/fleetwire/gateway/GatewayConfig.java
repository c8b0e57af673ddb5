package io.fleetwire.gateway;

import io.fleetwire.gateway.mqtt.MqttSettings;
import io.fleetwire.gateway.net.NetLimits;
import io.fleetwire.gateway.session.LiveSessions.FromElsewhere;
import io.fleetwire.gateway.tls.TlsSettings;
import io.fleetwire.protocol.ProtocolAdapter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway was told to run. From environment variables; each port may be {@code off}.
 *
 * @param kafka {@code KAFKA_BOOTSTRAP_SERVERS}
 * @param listen {@code FLEETWIRE_LISTEN}: the address devices reach
 * @param devicePorts {@code FLEETWIRE_PORT_<PROTOCOL>}: protocol id → port; its default where nothing is said
 * @param autoPort {@code FLEETWIRE_PORT_AUTO}: recognises the protocol; null: off
 * @param mqtt where the broker listens and whom it believes
 * @param httpPort {@code FLEETWIRE_HTTP_PORT}: health and metrics, on loopback; null: off
 * @param data {@code FLEETWIRE_DATA}: where the broker keeps its files
 * @param adopt {@code FLEETWIRE_ADOPT}: take unknown devices in at once
 * @param fromElsewhere {@code FLEETWIRE_SECOND_SESSION}: {@code replace} or {@code refuse} a second session from another network
 * @param inFlightBytes {@code FLEETWIRE_IN_FLIGHT_BYTES}: what may be unconfirmed by Kafka at a time
 */
public record GatewayConfig(
        String kafka,
        String listen,
        Map<String, Integer> devicePorts,
        @Nullable Integer autoPort,
        MqttSettings mqtt,
        @Nullable Integer httpPort,
        Path data,
        boolean adopt,
        FromElsewhere fromElsewhere,
        NetLimits limits,
        long inFlightBytes) {

    private static final long MAX_IN_FLIGHT_BYTES = 64L << 20;

    public GatewayConfig {
        devicePorts = Map.copyOf(devicePorts);
    }

    /**
     * Reads the environment.
     *
     * @throws IllegalArgumentException naming the variable that is wrong
     */
    public static GatewayConfig from(Map<String, String> environment, List<ProtocolAdapter<?>> protocols) {
        Variables env = new Variables(environment);
        Map<String, Integer> devicePorts = new HashMap<>();
        for (ProtocolAdapter<?> protocol : protocols) {
            Integer port = env.port("FLEETWIRE_PORT_" + protocol.id().toUpperCase(Locale.ROOT), protocol.defaultPort());
            if (port != null) {
                devicePorts.put(protocol.id(), port);
            }
        }
        NetLimits usual = NetLimits.DEFAULT;
        NetLimits limits = new NetLimits(
                env.number("FLEETWIRE_MAX_CONNECTIONS", usual.maxConnections()),
                env.number("FLEETWIRE_MAX_CONNECTIONS_PER_NETWORK", usual.maxPerNetwork()),
                env.number("FLEETWIRE_CONNECTS_PER_SECOND", usual.connectsPerSecond()),
                env.number("FLEETWIRE_CONNECT_BURST", usual.connectBurst()),
                env.seconds("FLEETWIRE_LOGIN_TIMEOUT_S", usual.login()),
                env.seconds("FLEETWIRE_FRAME_TIMEOUT_S", usual.frame()),
                env.seconds("FLEETWIRE_IDLE_TIMEOUT_S", usual.idle()));
        return new GatewayConfig(
                env.text("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092"),
                env.text("FLEETWIRE_LISTEN", "127.0.0.1"),
                devicePorts,
                env.port("FLEETWIRE_PORT_AUTO", 5_000),
                mqtt(env),
                env.port("FLEETWIRE_HTTP_PORT", 5_080),
                Path.of(env.text("FLEETWIRE_DATA", "data/gateway")),
                Boolean.parseBoolean(env.text("FLEETWIRE_ADOPT", "false")),
                env.oneOf("FLEETWIRE_SECOND_SESSION", FromElsewhere.REPLACE),
                limits,
                env.number("FLEETWIRE_IN_FLIGHT_BYTES", (int) usualInFlightBytes()));
    }

    private static MqttSettings mqtt(Variables env) {
        String keys = env.text("FLEETWIRE_MQTT_JWT_KEYS", "");
        String audience = env.text("FLEETWIRE_MQTT_JWT_AUDIENCE", "");
        String issuer = env.text("FLEETWIRE_MQTT_JWT_ISSUER", "");
        if (!keys.isEmpty() && audience.isEmpty()) {
            throw new IllegalArgumentException("FLEETWIRE_MQTT_JWT_KEYS needs FLEETWIRE_MQTT_JWT_AUDIENCE");
        }
        return new MqttSettings(
                env.port("FLEETWIRE_PORT_MQTT", "1883"),
                env.port("FLEETWIRE_TLS_PORT_MQTT", "off"),
                env.port("FLEETWIRE_PORT_MQTT_WS", "off"),
                env.port("FLEETWIRE_TLS_PORT_MQTT_WS", "off"),
                tls(env),
                keys.isEmpty()
                        ? null
                        : new MqttSettings.Tokens(Path.of(keys), audience, issuer.isEmpty() ? null : issuer));
    }

    private static @Nullable TlsSettings tls(Variables env) {
        String certificate = env.text("FLEETWIRE_TLS_CERTIFICATE", "");
        String key = env.text("FLEETWIRE_TLS_KEY", "");
        String clientCa = env.text("FLEETWIRE_TLS_CLIENT_CA", "");
        boolean required = env.text("FLEETWIRE_TLS_CLIENTS", "optional").equalsIgnoreCase("required");
        if (certificate.isEmpty() && key.isEmpty()) {
            return null;
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            throw new IllegalArgumentException("TLS needs both FLEETWIRE_TLS_CERTIFICATE and FLEETWIRE_TLS_KEY");
        }
        return new TlsSettings(
                Path.of(certificate), Path.of(key), clientCa.isEmpty() ? null : Path.of(clientCa), required);
    }

    /** A sixteenth of the heap: the producer's buffer may need twice as much, and the rest has to live as well. */
    private static long usualInFlightBytes() {
        return Math.min(MAX_IN_FLIGHT_BYTES, Runtime.getRuntime().maxMemory() / 16);
    }

    /** The environment, read with names in every complaint. */
    private record Variables(Map<String, String> values) {

        String text(String name, String usual) {
            String value = values.get(name);
            return value == null || value.isBlank() ? usual : value.strip();
        }

        int number(String name, int usual) {
            return whole(name, text(name, Integer.toString(usual)), Integer.MAX_VALUE, "");
        }

        Duration seconds(String name, Duration usual) {
            return Duration.ofSeconds(number(name, (int) usual.toSeconds()));
        }

        @Nullable
        Integer port(String name, int usual) {
            return port(name, Integer.toString(usual));
        }

        @Nullable
        Integer port(String name, String usual) {
            String value = text(name, usual);
            return value.equals("off") ? null : Integer.valueOf(whole(name, value, 65_535, " or off"));
        }

        FromElsewhere oneOf(String name, FromElsewhere usual) {
            String value = text(name, usual.name());
            for (FromElsewhere policy : FromElsewhere.values()) {
                if (policy.name().equalsIgnoreCase(value)) {
                    return policy;
                }
            }
            throw new IllegalArgumentException(name + " must be replace or refuse, not '" + value + "'");
        }

        private static int whole(String name, String value, int max, String otherwise) {
            try {
                int number = Integer.parseInt(value);
                if (number >= 1 && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // the same complaint as for a number out of range
            }
            throw new IllegalArgumentException(
                    name + " must be a whole number from 1 to " + max + otherwise + ", not '" + value + "'");
        }
    }
}
