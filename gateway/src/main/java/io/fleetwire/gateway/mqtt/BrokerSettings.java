package io.fleetwire.gateway.mqtt;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The broker's limits, as its configuration file wants them. */
final class BrokerSettings {

    /** Unacknowledged publishes a client may have open; each waits for Kafka in turn. */
    static final int RECEIVE_MAXIMUM = 50;

    private static final int MAX_PACKET_BYTES = 64 * 1024;
    private static final int MAX_CLIENT_ID = 128;
    private static final int MAX_TOPIC = 256;
    private static final int MAX_CONNECTIONS = 10_000;

    /** A connection that has not said CONNECT by then is closed. */
    private static final int NO_CONNECT_TIMEOUT_MS = 5_000;

    /** OwnTracks on Android asks for an hour. */
    private static final int MAX_KEEP_ALIVE_S = 3_600;

    private static final int MAX_QUEUED_MESSAGES = 100;

    /** Topics of one connection that may be named by a number. */
    private static final int MAX_TOPIC_ALIASES = 5;

    private static final int HANDSHAKE_TIMEOUT_MS = 5_000;

    /** The path that MQTT clients for browsers take unless told otherwise. */
    private static final String WEB_SOCKET =
            "<path>/mqtt</path><subprotocols><subprotocol>mqtt</subprotocol></subprotocols>"
                    + "<allow-extensions>false</allow-extensions>";

    private BrokerSettings() {}

    /**
     * The file. In memory: what matters is in Kafka before it is acknowledged, and a device's retained status comes anew with its next connection.
     * The longest session is what clients may ask for: {@link ClientIdScope} keeps the broker from doing it, {@link Sessions} do.
     * Wildcard subscriptions stay on and are refused one by one: turned off, the broker would disconnect the OwnTracks app, which asks for some.
     */
    static String xml(String listen, MqttSettings settings, @Nullable KeyStores stores) {
        return """
                <?xml version="1.0"?>
                <hivemq>
                  <listeners>
                %s
                  </listeners>
                  <mqtt>
                    <queued-messages><max-queue-size>%d</max-queue-size><strategy>discard-oldest</strategy></queued-messages>
                    <session-expiry><max-interval>%d</max-interval></session-expiry>
                    <shared-subscriptions><enabled>false</enabled></shared-subscriptions>
                    <keep-alive><max-keep-alive>%d</max-keep-alive><allow-unlimited>false</allow-unlimited></keep-alive>
                    <packets><max-packet-size>%d</max-packet-size></packets>
                    <topic-alias><enabled>true</enabled><max-per-client>%d</max-per-client></topic-alias>
                    <receive-maximum><server-receive-maximum>%d</server-receive-maximum></receive-maximum>
                  </mqtt>
                  <restrictions>
                    <max-connections>%d</max-connections>
                    <max-client-id-length>%d</max-client-id-length>
                    <max-topic-length>%d</max-topic-length>
                    <no-connect-idle-timeout>%d</no-connect-idle-timeout>
                  </restrictions>
                  <persistence><mode>in-memory</mode></persistence>
                  <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
                </hivemq>
                """.formatted(
                        listeners(listen, settings, stores).stripTrailing(),
                        MAX_QUEUED_MESSAGES,
                        settings.sessionExpiry().toSeconds(),
                        MAX_KEEP_ALIVE_S,
                        MAX_PACKET_BYTES,
                        MAX_TOPIC_ALIASES,
                        RECEIVE_MAXIMUM,
                        MAX_CONNECTIONS,
                        MAX_CLIENT_ID,
                        MAX_TOPIC,
                        NO_CONNECT_TIMEOUT_MS);
    }

    private static String listeners(String listen, MqttSettings settings, @Nullable KeyStores stores) {
        StringBuilder xml = new StringBuilder();
        settings.ports().forEach((name, port) -> {
            boolean secure = name.equals("mqtts") || name.equals("wss");
            boolean web = name.equals("ws") || name.equals("wss");
            String element = (secure ? "tls-" : "") + (web ? "websocket-listener" : "tcp-listener");
            xml.append("""
                    <%s><port>%d</port><bind-address>%s</bind-address><name>%s</name>%s%s</%s>
                    """.formatted(
                            element,
                            port,
                            listen,
                            name,
                            web ? WEB_SOCKET : "",
                            secure ? tls(Objects.requireNonNull(stores)) : "",
                            element));
        });
        return xml.toString();
    }

    private static String tls(KeyStores stores) {
        return """
                <tls><keystore><path>%s</path><password>%s</password><private-key-password>%s</private-key-password></keystore>%s\
                <protocols><protocol>TLSv1.3</protocol><protocol>TLSv1.2</protocol></protocols>\
                <handshake-timeout>%d</handshake-timeout>\
                <client-authentication-mode>%s</client-authentication-mode></tls>""".formatted(
                        stores.key(),
                        stores.password(),
                        stores.password(),
                        stores.trust() == null
                                ? ""
                                : "<truststore><path>%s</path><password>%s</password></truststore>"
                                        .formatted(stores.trust(), stores.password()),
                        HANDSHAKE_TIMEOUT_MS,
                        stores.clients());
    }
}
