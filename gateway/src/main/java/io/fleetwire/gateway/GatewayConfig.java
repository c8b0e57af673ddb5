package io.fleetwire.gateway;

import io.fleetwire.gateway.address.AddressList;
import io.fleetwire.gateway.address.AddressRules;
import io.fleetwire.gateway.identity.AdmissionPolicy;
import io.fleetwire.gateway.identity.LoginLimits;
import io.fleetwire.gateway.identity.Pins;
import io.fleetwire.gateway.mqtt.MqttSettings;
import io.fleetwire.gateway.net.NetLimits;
import io.fleetwire.gateway.net.Timeouts;
import io.fleetwire.gateway.session.LiveSessions.FromElsewhere;
import io.fleetwire.gateway.tls.TlsSettings;
import io.fleetwire.protocol.ProtocolAdapter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway was told to run. From environment variables, which {@code docs/gateway.md} lists; each port may be {@code off}.
 *
 * @param kafka {@code KAFKA_BOOTSTRAP_SERVERS}
 * @param listen {@code FLEETWIRE_LISTEN}: the address devices reach
 * @param devicePorts {@code FLEETWIRE_PORT_<PROTOCOL>}: protocol id → port in the clear, its default where nothing is said; {@link #AUTO} is the one that recognises the protocol
 * @param tlsPorts {@code FLEETWIRE_TLS_PORT_<PROTOCOL>}: the same, with TLS
 * @param tls {@code FLEETWIRE_TLS_…}: certificates; null: there is no TLS
 * @param mqtt where the broker listens and whom it believes
 * @param httpPort {@code FLEETWIRE_HTTP_PORT}: health and metrics, on loopback; null: off
 * @param data {@code FLEETWIRE_DATA}: where the broker keeps its files
 * @param admission who is let in, and how often
 * @param fromElsewhere {@code FLEETWIRE_SECOND_SESSION}: {@code replace} or {@code refuse} a second session from another network
 * @param access who may connect to the port of a protocol (or {@link #AUTO}, or {@link #MQTT}) from where
 * @param proxies {@code FLEETWIRE_TRUSTED_PROXIES}: who may say for whom it speaks
 * @param exempt {@code FLEETWIRE_RATE_EXEMPT}: for whom rates do not count
 * @param inFlightBytes {@code FLEETWIRE_IN_FLIGHT_BYTES}: what may be unconfirmed by Kafka at a time
 */
public record GatewayConfig(
        String kafka,
        String listen,
        Map<String, Integer> devicePorts,
        Map<String, Integer> tlsPorts,
        @Nullable TlsSettings tls,
        MqttSettings mqtt,
        @Nullable Integer httpPort,
        Path data,
        AdmissionPolicy admission,
        FromElsewhere fromElsewhere,
        Map<String, AddressRules> access,
        AddressList proxies,
        AddressList exempt,
        NetLimits limits,
        long inFlightBytes) {

    /** The name of the port that recognises the protocol, where others have a protocol's id. */
    public static final String AUTO = "auto";

    /** The name of the broker's ports, all together. */
    public static final String MQTT = "mqtt";

    private static final int AUTO_PORT = 5_000;

    private static final long MAX_IN_FLIGHT_BYTES = 64L << 20;

    /** Whether devices must show a certificate, where their authority is known. */
    private enum ClientCertificates {
        OPTIONAL,
        REQUIRED
    }

    public GatewayConfig {
        devicePorts = Map.copyOf(devicePorts);
        tlsPorts = Map.copyOf(tlsPorts);
        access = Map.copyOf(access);
    }

    /**
     * Reads the environment.
     *
     * @throws IllegalArgumentException naming the variable that is wrong
     */
    public static GatewayConfig from(Map<String, String> environment, List<ProtocolAdapter<?>> protocols) {
        Variables env = new Variables(environment);
        Map<String, Integer> usualPorts = new LinkedHashMap<>();
        protocols.forEach(protocol -> usualPorts.put(protocol.id(), protocol.defaultPort()));
        usualPorts.put(AUTO, AUTO_PORT);
        Set<String> listeners = usualPorts.keySet();
        AddressList exempt = env.addresses("FLEETWIRE_RATE_EXEMPT", AddressList.LOOPBACK);
        TlsSettings tls = tls(env);
        return new GatewayConfig(
                env.text("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092"),
                env.text("FLEETWIRE_LISTEN", "127.0.0.1"),
                ports(env, "FLEETWIRE_PORT_", listeners, usualPorts),
                tlsPorts(env, listeners, tls),
                tls,
                mqtt(env, tls),
                env.port("FLEETWIRE_HTTP_PORT", 5_080),
                Path.of(env.text("FLEETWIRE_DATA", "data/gateway")),
                admission(env, exempt),
                env.oneOf("FLEETWIRE_SECOND_SESSION", FromElsewhere.class, FromElsewhere.REPLACE),
                access(env, listeners),
                env.addresses("FLEETWIRE_TRUSTED_PROXIES", AddressList.NONE),
                exempt,
                limits(env),
                env.number("FLEETWIRE_IN_FLIGHT_BYTES", (int) usualInFlightBytes()));
    }

    private static MqttSettings mqtt(Variables env, @Nullable TlsSettings tls) {
        Path keys = env.file("FLEETWIRE_MQTT_JWT_KEYS");
        String audience = env.text("FLEETWIRE_MQTT_JWT_AUDIENCE", "");
        String issuer = env.text("FLEETWIRE_MQTT_JWT_ISSUER", "");
        if (keys != null && audience.isEmpty()) {
            throw new IllegalArgumentException("FLEETWIRE_MQTT_JWT_KEYS needs FLEETWIRE_MQTT_JWT_AUDIENCE");
        }
        return new MqttSettings(
                env.port("FLEETWIRE_PORT_MQTT", 1_883),
                env.port("FLEETWIRE_TLS_PORT_MQTT", null),
                env.port("FLEETWIRE_PORT_MQTT_WS", null),
                env.port("FLEETWIRE_TLS_PORT_MQTT_WS", null),
                tls,
                keys == null ? null : new MqttSettings.Tokens(keys, audience, issuer.isEmpty() ? null : issuer),
                env.seconds("FLEETWIRE_MQTT_SESSION_S", MqttSettings.USUAL_SESSION_EXPIRY));
    }

    private static Map<String, Integer> ports(
            Variables env, String prefix, Set<String> listeners, Map<String, Integer> usual) {
        Map<String, Integer> ports = new HashMap<>();
        for (String listener : listeners) {
            Integer port = env.port(prefix + listener.toUpperCase(Locale.ROOT), usual.get(listener));
            if (port != null) {
                ports.put(listener, port);
            }
        }
        return ports;
    }

    private static Map<String, Integer> tlsPorts(Variables env, Set<String> listeners, @Nullable TlsSettings tls) {
        Map<String, Integer> ports = ports(env, "FLEETWIRE_TLS_PORT_", listeners, Map.of());
        if (!ports.isEmpty() && tls == null) {
            throw new IllegalArgumentException("FLEETWIRE_TLS_PORT_"
                    + ports.keySet().iterator().next().toUpperCase(Locale.ROOT)
                    + " needs FLEETWIRE_TLS_CERTIFICATE and FLEETWIRE_TLS_KEY");
        }
        return ports;
    }

    private static @Nullable TlsSettings tls(Variables env) {
        Path certificate = env.file("FLEETWIRE_TLS_CERTIFICATE");
        Path key = env.file("FLEETWIRE_TLS_KEY");
        Path clientCa = env.file("FLEETWIRE_TLS_CLIENT_CA");
        boolean required = env.oneOf("FLEETWIRE_TLS_CLIENTS", ClientCertificates.class, ClientCertificates.OPTIONAL)
                == ClientCertificates.REQUIRED;
        if (required && clientCa == null) {
            throw new IllegalArgumentException("FLEETWIRE_TLS_CLIENTS=required needs FLEETWIRE_TLS_CLIENT_CA");
        }
        if (certificate == null && key == null && clientCa == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new IllegalArgumentException("TLS needs both FLEETWIRE_TLS_CERTIFICATE and FLEETWIRE_TLS_KEY");
        }
        return new TlsSettings(certificate, key, clientCa, required);
    }

    private static AdmissionPolicy admission(Variables env, AddressList exempt) {
        LoginLimits usual = LoginLimits.DEFAULT;
        Pins.Settings pinning = Pins.Settings.DEFAULT;
        return new AdmissionPolicy(
                Boolean.parseBoolean(env.text("FLEETWIRE_ADOPT", "false")),
                new LoginLimits(
                        env.number("FLEETWIRE_REFUSED_LOGINS_PER_MINUTE", usual.perMinute()),
                        env.seconds("FLEETWIRE_BLOCK_S", usual.block()),
                        exempt,
                        env.number("FLEETWIRE_RECORDS_PER_DAY", usual.recordsPerDay())),
                new Pins.Settings(
                        env.oneOf("FLEETWIRE_PINNING", Pins.Policy.class, pinning.policy()),
                        env.parsed(
                                "FLEETWIRE_PINNED",
                                pinning.watched().stream()
                                        .map(Pins.Trait::label)
                                        .collect(Collectors.joining(",")),
                                Pins.Settings::traits)));
    }

    /** For each port: what is said of it, and what is said of all. */
    private static Map<String, AddressRules> access(Variables env, Set<String> listeners) {
        AddressRules all = new AddressRules(
                env.addresses("FLEETWIRE_ALLOW", AddressList.NONE), env.addresses("FLEETWIRE_DENY", AddressList.NONE));
        Map<String, AddressRules> access = new HashMap<>();
        Set<String> withMqtt = new HashSet<>(listeners);
        withMqtt.add(MQTT);
        for (String listener : withMqtt) {
            String name = listener.toUpperCase(Locale.ROOT);
            access.put(
                    listener,
                    new AddressRules(
                            env.addresses("FLEETWIRE_ALLOW_" + name, all.allow()),
                            AddressList.parse(
                                    all.deny() + "," + env.addresses("FLEETWIRE_DENY_" + name, AddressList.NONE))));
        }
        return access;
    }

    private static NetLimits limits(Variables env) {
        NetLimits usual = NetLimits.DEFAULT;
        Timeouts timeouts = usual.timeouts();
        return new NetLimits(
                env.number("FLEETWIRE_MAX_CONNECTIONS", usual.maxConnections()),
                env.number("FLEETWIRE_MAX_CONNECTIONS_PER_NETWORK", usual.maxPerNetwork()),
                env.rate("FLEETWIRE_ACCEPTS_PER_SECOND", "FLEETWIRE_ACCEPT_BURST", usual.accepts()),
                env.rate("FLEETWIRE_CONNECTS_PER_SECOND", "FLEETWIRE_CONNECT_BURST", usual.connects()),
                env.rate("FLEETWIRE_BYTES_PER_SECOND", "FLEETWIRE_BYTES_BURST", usual.connectionBytes()),
                env.rate("FLEETWIRE_NETWORK_BYTES_PER_SECOND", "FLEETWIRE_NETWORK_BYTES_BURST", usual.networkBytes()),
                env.rate("FLEETWIRE_FRAMES_PER_SECOND", "FLEETWIRE_FRAME_BURST", usual.frames()),
                env.rate("FLEETWIRE_SENT_FRAMES_PER_SECOND", "FLEETWIRE_SENT_FRAME_BURST", usual.sentFrames()),
                new Timeouts(
                        env.seconds("FLEETWIRE_HANDSHAKE_TIMEOUT_S", timeouts.handshake()),
                        env.seconds("FLEETWIRE_LOGIN_TIMEOUT_S", timeouts.login()),
                        env.seconds("FLEETWIRE_FRAME_TIMEOUT_S", timeouts.frame()),
                        env.seconds("FLEETWIRE_IDLE_TIMEOUT_S", timeouts.idle())));
    }

    /** A sixteenth of the heap: the producer's buffer may need twice as much, and the rest has to live as well. */
    private static long usualInFlightBytes() {
        return Math.min(MAX_IN_FLIGHT_BYTES, Runtime.getRuntime().maxMemory() / 16);
    }
}
