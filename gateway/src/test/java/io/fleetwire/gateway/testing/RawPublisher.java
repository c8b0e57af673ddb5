package io.fleetwire.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes MQTT 3.1.1 packets of any size, as fast as the socket takes them, and reads no answer. */
public record RawPublisher(OutputStream out) {

    /** CONNECT with a clean session, and a will where its topic is not empty. */
    public void connect(String clientId, String user, String password, String willTopic, byte[] will)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        string(body, bytes("MQTT"));
        body.write(4);
        body.write(willTopic.isEmpty() ? 0xC2 : 0xC2 | 0x04 | 0x20);
        body.write(0);
        body.write(60);
        string(body, bytes(clientId));
        if (!willTopic.isEmpty()) {
            string(body, bytes(willTopic));
            string(body, will);
        }
        string(body, bytes(user));
        string(body, bytes(password));
        packet(0x10, body.toByteArray());
    }

    /** PUBLISH. */
    public void publish(int qos, boolean retain, int id, String topic, byte[] payload) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        string(body, bytes(topic));
        if (qos > 0) {
            body.write(id >> 8);
            body.write(id);
        }
        body.write(payload);
        packet(0x30 | qos << 1 | (retain ? 1 : 0), body.toByteArray());
    }

    /** SUBSCRIBE with so many filters. */
    public void subscribe(int id, String prefix, int filters) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(id >> 8);
        body.write(id);
        for (int i = 0; i < filters; i++) {
            string(body, bytes(prefix + i));
            body.write(1);
        }
        packet(0x82, body.toByteArray());
    }

    private void packet(int header, byte[] body) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(header);
        int length = body.length;
        do {
            packet.write(length % 128 | (length >= 128 ? 128 : 0));
            length /= 128;
        } while (length > 0);
        packet.write(body);
        out.write(packet.toByteArray());
        out.flush();
    }

    private static void string(ByteArrayOutputStream body, byte[] text) {
        body.write(text.length >> 8);
        body.write(text.length);
        body.writeBytes(text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
