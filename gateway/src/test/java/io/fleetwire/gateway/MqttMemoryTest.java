package io.fleetwire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.extension.sdk.api.services.Services;
import io.fleetwire.gateway.testing.App5;
import io.fleetwire.gateway.testing.Client;
import io.fleetwire.gateway.testing.Healthy;
import io.fleetwire.gateway.testing.RawMqtt;
import io.fleetwire.gateway.testing.RawPublisher;
import io.fleetwire.gateway.testing.WordPayloads;
import io.fleetwire.protocol.fleetjson.FleetJsonAdapter;
import io.fleetwire.protocol.owntracks.OwnTracksAdapter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever one phone makes the broker keep has a bound, in bytes, counted in a real broker; and a healthy tracker is acknowledged all the while. The phone comes
 * from loopback, for which no rate counts: only the bounds hold it back.
 */
class MqttMemoryTest extends GatewayOnKafka {

    private static final String SECRET = "s3cret-of-the-app";
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final byte[] LARGE = "x".repeat(60_000).getBytes(StandardCharsets.UTF_8);
    private static final byte[] SMALL = "{\"online\":false}".getBytes(StandardCharsets.UTF_8);

    /** More than any bound here, less than the heap of this process. */
    private static final long FLAT_BYTES = 24L << 20;

    private Healthy healthy;

    @BeforeAll
    static void start() throws Exception {
        register(app("phone", "phone", SECRET), app("other", "other", SECRET), app("app-2", "app-2", SECRET));
        gateway = TestGateway.withMqtt(
                kafka,
                List.of(new WordPayloads(), new FleetJsonAdapter(), new OwnTracksAdapter()),
                Map.of("FLEETWIRE_RECORDS_PER_DAY", "1000000"));
    }

    @BeforeEach
    void reports() throws IOException {
        healthy = new Healthy(gateway.line, "healthy");
    }

    @AfterEach
    void isUnharmed() throws IOException {
        healthy.isUnharmed();
        healthy.close();
    }

    private static RawPublisher connected(Client client, String clientId) throws IOException {
        return connected(client, clientId, "phone");
    }

    private static RawPublisher connected(Client client, String clientId, String user) throws IOException {
        RawPublisher phone = new RawPublisher(client.socket().getOutputStream());
        phone.connect(clientId, user, SECRET, "", new byte[0]);
        assertThat(client.hears(4)).isEqualTo("20020000");
        return phone;
    }

    private static double bytes(String what) throws Exception {
        return gateway.metric("fleetwire_gateway_mqtt_" + what + "_bytes");
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** The attack of the issue: 3,734 retained publishes of 60 KB on sub-topics of its own ended the process. */
    @Test
    void thousandsOfLargeRetainedMessagesAreNotKept() throws Exception {
        long before = used();
        double kept = bytes("retained");
        try (Client client = new Client(gateway.mqtt)) {
            RawPublisher phone = connected(client, "flood");
            for (int i = 1; i <= 4_000; i++) {
                phone.publish(1, true, i, "owntracks/phone/p" + i, LARGE);
                assertThat(client.hears(4)).isEqualTo("4002" + String.format("%04x", i));
            }
            assertThat(used() - before).isLessThan(FLAT_BYTES);
        }
        assertThat(bytes("retained")).isEqualTo(kept);
        assertThat(gateway.limit("mqtt_retained_bytes")).isEqualTo(4_000);
    }

    /** Small ones on as many topics: two of a device, the rest without the flag. */
    @Test
    void aDeviceHasTwoRetainedTopics() throws Exception {
        double before = bytes("retained");
        try (Client client = new Client(gateway.mqtt)) {
            RawPublisher phone = connected(client, "topics", "other");
            for (int i = 1; i <= 300; i++) {
                phone.publish(
                        1,
                        true,
                        i,
                        "owntracks/other/small" + i,
                        "{\"_type\":\"lwt\",\"tst\":1}".getBytes(StandardCharsets.UTF_8));
                assertThat(client.hears(4)).isEqualTo("4002" + String.format("%04x", i));
            }
            assertThat(bytes("retained") - before).isBetween(1.0, 2_000.0);
            assertThat(gateway.limit("mqtt_retained_topics")).isGreaterThanOrEqualTo(298);
            assertThat(retained("owntracks/other/small1")).isTrue();
            assertThat(retained("owntracks/other/small299")).isFalse();
            phone.publish(1, true, 301, "owntracks/other/small1", new byte[0]);
            phone.publish(1, true, 302, "owntracks/other/small2", new byte[0]);
            assertThat(client.hears(8)).isEqualTo("4002012d4002012e");
            assertThat(retained("owntracks/other/small1")).isFalse();
        }
    }

    private static boolean retained(String topic) throws Exception {
        return Services.retainedMessageStore()
                .getRetainedMessage(topic)
                .get(SOON.toSeconds(), TimeUnit.SECONDS)
                .isPresent();
    }

    /** The broker would keep each with its packet id until the connection ends. */
    @Test
    void publishesThatAreRefusedLeaveNothing() throws Exception {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName("phone");
        options.setPassword(SECRET.getBytes(StandardCharsets.UTF_8));
        try (App5 app = new App5(gateway.mqtt, "refused")) {
            app.connect(options).waitForCompletion(SOON.toMillis());
            IMqttToken token = app.publish("fleet/v1/app-2/status", LARGE, 1, true);
            token.waitForCompletion(SOON.toMillis());
            assertThat(token.getResponseProperties().getReasonString()).isEqualTo("not a topic of this device");
            await().until(() -> !app.isConnected());
        }
        assertThat(bytes("pending")).isZero();
    }

    /** QoS 0 and 1 faster than Kafka takes them: read as fast as they are stored. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whoSendsFasterThanKafkaStoresIsNotRead(int qos) throws Exception {
        double before = gateway.limit("mqtt_pending");
        kafka.wire().hold();
        try (Client client = new Client(gateway.mqtt)) {
            RawPublisher phone = connected(client, "fast" + qos);
            Thread flood = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 1; i <= 2_000; i++) {
                        phone.publish(qos, false, i, "words/phone/telemetry", LARGE);
                    }
                } catch (IOException notRead) {
                    // closed in the end
                }
            });
            await().untilAsserted(
                            () -> assertThat(gateway.limit("mqtt_pending")).isGreaterThan(before));
            assertThat(bytes("pending")).isBetween(1.0, 1024.0 * 1024);
            client.socket().setSoLinger(true, 0);
            client.socket().close();
            flood.join();
        } finally {
            kafka.wire().heal();
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(bytes("pending")).isZero());
        healthy.close();
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            healthy = new Healthy(gateway.line, "healthy");
            healthy.isUnharmed();
            return true;
        });
    }

    /** 17 of them are 1 MB. */
    @Test
    void largeQos2PublishesThatAreNeverReleasedDisconnect() throws Exception {
        try (Client client = new Client(gateway.mqtt)) {
            RawPublisher phone = connected(client, "unreleased");
            for (int i = 1; i <= 17; i++) {
                phone.publish(2, false, i, "words/phone/telemetry", LARGE);
                assertThat(client.hears(4)).isEqualTo("5002" + String.format("%04x", i));
            }
            assertThat(bytes("pending")).isBetween(1_000_000.0, 1_200_000.0);
            phone.publish(2, false, 18, "words/phone/telemetry", LARGE);
            assertThat(client.isClosedSilently(SOON)).isTrue();
        }
        assertThat(gateway.limit("mqtt_unreleased")).isPositive();
        await().untilAsserted(() -> assertThat(bytes("pending")).isZero());
    }

    @Test
    void aLargeWillIsRefusedAndASmallOneIsNot() throws Exception {
        for (String topic : List.of("fleet/v1/phone/status", "owntracks/phone/p")) {
            try (Client client = new Client(gateway.mqtt)) {
                new RawPublisher(client.socket().getOutputStream()).connect("will", "phone", SECRET, topic, LARGE);
                assertThat(client.hears(4)).isEqualTo("20020005");
            }
            try (Client client = new Client(gateway.mqtt)) {
                new RawPublisher(client.socket().getOutputStream()).connect("will", "phone", SECRET, topic, SMALL);
                assertThat(client.hears(4)).isEqualTo("20020000");
            }
        }
        assertThat(gateway.limit("mqtt_will_bytes")).isEqualTo(2);
    }

    @Test
    void aDeviceHasSixteenClientsAndThePlacesComeBack() throws Exception {
        List<Client> open = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Client client = new Client(gateway.mqtt);
            open.add(client);
            connected(client, "client-" + i);
        }
        try (Client more = new Client(gateway.mqtt)) {
            new RawPublisher(more.socket().getOutputStream()).connect("more", "phone", SECRET, "", SMALL);
            assertThat(more.hears(4)).isEqualTo("20020004");
        }
        assertThat(gateway.limit("mqtt_clients")).isPositive();
        for (Client client : open) {
            client.close();
        }
        await().ignoreNoExceptions().until(() -> {
            try (Client again = new Client(gateway.mqtt)) {
                new RawPublisher(again.socket().getOutputStream()).connect("again", "phone", SECRET, "", SMALL);
                return again.hears(4).equals("20020000");
            }
        });
    }

    /** Each connection with a client id of its own, and a session that it wants kept. */
    @Test
    void connectionsWithEverNewClientIdsLeaveEightSessions() throws Exception {
        for (int i = 0; i < 300; i++) {
            try (RawMqtt app = new RawMqtt(new Client(gateway.mqtt)).connect("new-" + i, "app-2", SECRET, false)) {
                app.hears(RawMqtt.NEW_SESSION);
            }
        }
        await().untilAsserted(() ->
                assertThat(gateway.metric("fleetwire_gateway_mqtt_sessions")).isLessThanOrEqualTo(8));
        assertThat(gateway.limit("mqtt_sessions")).isGreaterThanOrEqualTo(290);
    }

    @Test
    void aSubscribeWithThousandsOfFiltersCloses() throws Exception {
        try (Client client = new Client(gateway.mqtt)) {
            connected(client, "filters").subscribe(1, "owntracks/phone/p", 2_000);
            assertThat(client.isGone(SOON)).isTrue();
        }
        assertThat(gateway.limit("mqtt_filters")).isPositive();
    }

    /** Half a CONNECT on each of many connections, held open. */
    @Test
    void halfConnectsHaveABoundInBytesAndInTime() throws Exception {
        List<Client> open = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                Client client = new Client(gateway.mqtt);
                open.add(client);
                client.hex("1080e003");
                client.socket().getOutputStream().write(LARGE);
            }
        } catch (IOException closed) {
            // one that was beyond
        }
        await().untilAsserted(() -> assertThat(gateway.limit("mqtt_unproven_bytes"))
                .as("of %s half CONNECTs, %s open", open.size(), gateway.metric("fleetwire_gateway_mqtt_unproven"))
                .isPositive());
        for (Client client : open) {
            client.close();
        }
        await().untilAsserted(() ->
                assertThat(gateway.metric("fleetwire_gateway_mqtt_unproven")).isZero());
        try (Client dripping = new Client(gateway.mqtt)) {
            dripping.hex("1080e003");
            await().atMost(SOON).ignoreExceptions().until(() -> {
                dripping.hex("00");
                return dripping.isGone(Duration.ofMillis(500));
            });
        }
    }
}
