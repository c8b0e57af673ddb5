package io.fleetwire.gateway.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** An MQTT 3.1.1 client that does exactly what a test says, packet by packet, all shorter than 128 bytes. */
public final class RawMqtt implements AutoCloseable {

    /** CONNACK: welcome, with the session from before or without one. */
    public static final String RESUMED = "20020100";

    public static final String NEW_SESSION = "20020000";

    private static final HexFormat HEX = HexFormat.of();
    private static final int CLEAN_SESSION = 0x02;
    private static final int USER_AND_PASSWORD = 0xC0;

    private final Client client;

    public RawMqtt(Client client) {
        this.client = client;
    }

    /** CONNECT; returns without waiting for the answer. */
    public RawMqtt connect(String clientId, String user, String secret, boolean cleanSession) throws IOException {
        int flags = USER_AND_PASSWORD | (cleanSession ? CLEAN_SESSION : 0);
        return send(
                0x10,
                text("MQTT") + "04" + HEX.toHexDigits((byte) flags) + "003c" + text(clientId) + text(user)
                        + text(secret));
    }

    /** PUBLISH. */
    public RawMqtt publish(int qos, boolean again, int packetId, String topic, String payload) throws IOException {
        return send(
                0x30 | (again ? 0x08 : 0) | qos << 1,
                text(topic) + (qos == 0 ? "" : id(packetId)) + HEX.formatHex(bytes(payload)));
    }

    /** PUBREL. */
    public RawMqtt release(int packetId) throws IOException {
        return send(0x62, id(packetId));
    }

    /** SUBSCRIBE with QoS 1, and its SUBACK. */
    public RawMqtt subscribe(int packetId, String filter) throws IOException {
        send(0x82, id(packetId) + text(filter) + "01");
        hears("9003" + id(packetId) + "01");
        return this;
    }

    private RawMqtt send(int first, String body) throws IOException {
        client.hex(HEX.toHexDigits((byte) first) + remaining(body.length() / 2) + body);
        return this;
    }

    /** Fails unless this comes next. */
    public RawMqtt hears(String packet) throws IOException {
        String heard = client.hears(packet.length() / 2);
        if (!heard.equals(packet)) {
            throw new AssertionError("expected " + packet + ", heard " + heard);
        }
        return this;
    }

    /** PUBREC. */
    public static String received(int packetId) {
        return "5002" + id(packetId);
    }

    /** PUBCOMP. */
    public static String completed(int packetId) {
        return "7002" + id(packetId);
    }

    /** The next packet, in hexadecimal. */
    public String packet() throws IOException {
        String head = client.hears(2);
        return head.length() < 4 ? "" : head + client.hears(HexFormat.fromHexDigits(head.substring(2)));
    }

    public Client client() {
        return client;
    }

    /** Seven bits a byte, the lowest first. */
    private static String remaining(int length) {
        return length < 0x80
                ? HEX.toHexDigits((byte) length)
                : HEX.toHexDigits((byte) (length | 0x80)) + remaining(length >> 7);
    }

    private static String id(int packetId) {
        return HEX.toHexDigits((short) packetId);
    }

    private static String text(String text) {
        return id(bytes(text).length) + HEX.formatHex(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
