package io.fleetwire.gateway.mqtt;

import io.fleetwire.gateway.tls.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker listens and whom it believes.
 *
 * @param port {@code FLEETWIRE_PORT_MQTT}; null: off
 * @param tlsPort {@code FLEETWIRE_TLS_PORT_MQTT}; null: off
 * @param webSocketPort {@code FLEETWIRE_PORT_MQTT_WS}, path {@code /mqtt}; null: off
 * @param tlsWebSocketPort {@code FLEETWIRE_TLS_PORT_MQTT_WS}; null: off
 * @param tls certificates; a device whose certificate the client authority signed logs in with it
 * @param tokens whose tokens are passwords; null: nobody's
 * @param sessionExpiry {@code FLEETWIRE_MQTT_SESSION_S}: how long a session lives at most without a connection
 */
public record MqttSettings(
        @Nullable Integer port,
        @Nullable Integer tlsPort,
        @Nullable Integer webSocketPort,
        @Nullable Integer tlsWebSocketPort,
        @Nullable TlsSettings tls,
        @Nullable Tokens tokens,
        Duration sessionExpiry) {

    /** A night, and the day after it. */
    public static final Duration USUAL_SESSION_EXPIRY = Duration.ofHours(24);

    /**
     * JSON Web Tokens as passwords.
     *
     * @param keys {@code FLEETWIRE_MQTT_JWT_KEYS}: the issuer's public keys, a JSON Web Key Set or PEM
     * @param audience {@code FLEETWIRE_MQTT_JWT_AUDIENCE}: what a token must be for
     * @param issuer {@code FLEETWIRE_MQTT_JWT_ISSUER}: who must have issued it; null: whoever has the key
     */
    public record Tokens(
            Path keys, String audience, @Nullable String issuer) {}

    /**
     * @throws IllegalArgumentException where a TLS port has no certificate
     */
    public MqttSettings {
        if ((tlsPort != null || tlsWebSocketPort != null) && tls == null) {
            throw new IllegalArgumentException(
                    "FLEETWIRE_TLS_PORT_MQTT and FLEETWIRE_TLS_PORT_MQTT_WS need FLEETWIRE_TLS_CERTIFICATE and FLEETWIRE_TLS_KEY");
        }
    }

    /** Whether it listens at all. */
    public boolean isOn() {
        return !ports().isEmpty();
    }

    /** Every port, by what it is for. */
    public Map<String, Integer> ports() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        put(ports, "mqtt", port);
        put(ports, "mqtts", tlsPort);
        put(ports, "ws", webSocketPort);
        put(ports, "wss", tlsWebSocketPort);
        return ports;
    }

    private static void put(Map<String, Integer> ports, String name, @Nullable Integer port) {
        if (port != null) {
            ports.put(name, port);
        }
    }
}
