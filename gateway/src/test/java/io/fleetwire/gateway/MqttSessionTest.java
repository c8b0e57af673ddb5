package io.fleetwire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.Command;
import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.event.SecretHash;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.testing.App5;
import io.fleetwire.gateway.testing.Client;
import io.fleetwire.gateway.testing.RawMqtt;
import io.fleetwire.gateway.testing.TestKafka;
import io.fleetwire.gateway.testing.WordPayloads;
import io.fleetwire.protocol.fleetjson.FleetJsonAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What outlives a connection, with packets as they are on the wire: what was acknowledged is stored, however a session goes on. */
class MqttSessionTest {

    private static final String SECRET = "s3cret-of-the-app";
    private static final String TOPIC = "words/app-1/telemetry";
    private static final long TIMEOUT_MS = 15_000;

    private static TestKafka kafka;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        kafka = TestKafka.withTopics();
        for (String id : List.of("app-1", "app-2", "app-3", "app-4", "app-5")) {
            register(id, SECRET);
        }
        gateway = TestGateway.withMqtt(kafka, List.of(new WordPayloads(), new FleetJsonAdapter()));
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        kafka.close();
    }

    private static void register(String id, String secret) throws Exception {
        kafka.write(
                Topics.CONFIG,
                new Device(id, id, "mqtt", Device.Status.ACTIVE, SecretHash.create(secret), Map.of(), Instant.EPOCH));
    }

    private static RawMqtt connect(String clientId, String user, String secret, boolean clean) throws Exception {
        return new RawMqtt(new Client(gateway.mqtt)).connect(clientId, user, secret, clean);
    }

    private static RawMqtt keeping(String clientId) throws Exception {
        return connect(clientId, "app-1", SECRET, false);
    }

    private static List<Long> stored(long time) throws Exception {
        return kafka.values(Topics.TELEMETRY_RAW).stream()
                .map(Telemetry::deviceTimeMs)
                .filter(at -> at == time)
                .toList();
    }

    @Test
    void aPublishWhoseAnswerWasLostIsAcknowledgedAgainAndStoredOnce() throws Exception {
        try (RawMqtt app = keeping("lost-pubrec")) {
            app.hears(RawMqtt.NEW_SESSION).publish(2, false, 7, TOPIC, "1001").hears(RawMqtt.received(7));
        }
        try (RawMqtt app = keeping("lost-pubrec")) {
            app.hears(RawMqtt.RESUMED)
                    .publish(2, true, 7, TOPIC, "1001")
                    .hears(RawMqtt.received(7))
                    .release(7)
                    .hears(RawMqtt.completed(7))
                    // The id is free again: another message, even where it says that it is a repetition.
                    .publish(2, true, 7, TOPIC, "1002")
                    .hears(RawMqtt.received(7));
        }
        assertThat(stored(1001)).hasSize(1);
        assertThat(stored(1002)).hasSize(1);
    }

    /** The first attempt fails in the gateway, so that Kafka never hears of it: where the broker kept the session, the repetition was acknowledged unseen. */
    @Test
    void whatWasNotStoredIsStoredBeforeItsRepetitionIsAcknowledged() throws Exception {
        try (RawMqtt app = keeping("not-stored")) {
            app.hears(RawMqtt.NEW_SESSION).publish(2, false, 8, TOPIC, "crash");
            assertThat(app.client().isClosedSilently(Duration.ofSeconds(15))).isTrue();
        }
        try (RawMqtt app = keeping("not-stored")) {
            app.hears(RawMqtt.RESUMED).publish(2, true, 8, TOPIC, "1101").hears(RawMqtt.received(8));
            assertThat(stored(1101)).hasSize(1);
        }
    }

    /** The client is back while Kafka has not answered yet, and repeats: neither is it welcomed nor anything acknowledged before. */
    @Test
    void whatIsStillOnItsWayIsNotAcknowledgedBeforeItIsStored() throws Exception {
        double frames = frames();
        try (RawMqtt app = keeping("in-flight")) {
            app.hears(RawMqtt.NEW_SESSION);
            kafka.wire().hold();
            app.publish(2, false, 9, TOPIC, "1201");
            await().until(() -> frames() > frames);
        }
        try (RawMqtt app = keeping("in-flight")) {
            app.publish(2, true, 9, TOPIC, "1201");
            assertThat(app.client().hearsNothingFor(Duration.ofMillis(500))).isTrue();
            kafka.wire().heal();
            app.hears(RawMqtt.RESUMED).hears(RawMqtt.received(9));
            assertThat(stored(1201)).hasSize(1);
        } finally {
            kafka.wire().heal();
        }
    }

    private static double frames() throws Exception {
        return gateway.metric("fleetwire_gateway_frames_total{protocol=\"words\"}");
    }

    @Test
    void whoTakesItsOwnConnectionOverFindsItsSession() throws Exception {
        try (RawMqtt old = keeping("taken-over")) {
            old.hears(RawMqtt.NEW_SESSION).publish(2, false, 3, TOPIC, "1301").hears(RawMqtt.received(3));
            try (RawMqtt app = keeping("taken-over")) {
                app.hears(RawMqtt.RESUMED);
                assertThat(old.client().isClosedSilently(Duration.ofSeconds(15)))
                        .isTrue();
                app.publish(2, true, 3, TOPIC, "1301").hears(RawMqtt.received(3));
            }
        }
        assertThat(stored(1301)).hasSize(1);
    }

    @Test
    void aCleanSessionKeepsNothing() throws Exception {
        try (RawMqtt app = keeping("clean")) {
            app.hears(RawMqtt.NEW_SESSION).publish(2, false, 4, TOPIC, "1401").hears(RawMqtt.received(4));
        }
        try (RawMqtt app = connect("clean", "app-1", SECRET, true)) {
            app.hears(RawMqtt.NEW_SESSION);
        }
        try (RawMqtt app = keeping("clean")) {
            app.hears(RawMqtt.NEW_SESSION).publish(2, true, 4, TOPIC, "1402").hears(RawMqtt.received(4));
        }
        assertThat(stored(1402)).hasSize(1);
    }

    @Test
    void whoHasANewSecretDoesNotInheritWhatTheOldOneLeft() throws Exception {
        try (RawMqtt app = connect("same", "app-5", SECRET, false)) {
            app.hears(RawMqtt.NEW_SESSION);
        }
        register("app-5", "another-secret");
        await().untilAsserted(() -> {
            try (RawMqtt app = connect("same", "app-5", "another-secret", false)) {
                app.hears(RawMqtt.NEW_SESSION);
            }
        });
        try (RawMqtt app = connect("same", "app-5", SECRET, false)) {
            assertThat(app.packet()).startsWith("2002").isNotEqualTo(RawMqtt.RESUMED);
        }
    }

    /** MQTT 3.1.1 cannot be told how many it may have; the broker holds each of them whole. */
    @Test
    void whoReleasesNothingIsDisconnected() throws Exception {
        try (RawMqtt app = connect("hoarder", "app-1", SECRET, true)) {
            app.hears(RawMqtt.NEW_SESSION);
            for (int id = 1; id <= 50; id++) {
                app.publish(2, false, id, TOPIC, "1500").hears(RawMqtt.received(id));
            }
            app.publish(2, false, 51, TOPIC, "1501");
            assertThat(app.client().isClosedSilently(Duration.ofSeconds(15))).isTrue();
        }
        assertThat(stored(1501)).isEmpty();
        assertThat(gateway.limit("mqtt_unreleased")).isOne();
    }

    /** An error gives the packet id back to an MQTT 5 client, and the broker would acknowledge the next publish with it unseen. */
    @Test
    void aRefusedPublishDoesNotSwallowTheNextOneWithItsId() throws Exception {
        String user = "0005" + hex("app-1");
        String password = "0011" + hex(SECRET);
        String connect = "00044d515454" + "05" + "c2" + "003c" + "00" + "0007" + hex("refused") + user + password;
        String foreign = "0015" + hex("words/app-2/telemetry") + "0005" + "00" + hex("1601");
        String own = "0015" + hex(TOPIC) + "0005" + "00" + hex("1602");
        try (Client app = new Client(gateway.mqtt).hex(packet("10", connect))) {
            assertThat(app.hears(1)).isEqualTo("20");
            app.hears(Integer.parseInt(app.hears(1), 16));
            app.hex(packet("34", foreign));
            String answer = app.hears(1);
            if (answer.equals("50")) { // PUBREC, an error
                app.hears(Integer.parseInt(app.hears(1), 16));
                app.hex(packet("34", own));
                assertThat(app.hears(4)).isEqualTo("50020005");
            } else {
                assertThat(answer).as("DISCONNECT").isEqualTo("e0");
                app.hears(1);
                assertThat(app.hears(1)).as("not authorized").isEqualTo("87");
                return;
            }
        }
        assertThat(stored(1602)).hasSize(1);
    }

    private static String packet(String first, String body) {
        return first + String.format("%02x", body.length() / 2) + body;
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSubscriptionOutlivesItsConnection(boolean takenOver) throws Exception {
        String device = takenOver ? "app-2" : "app-3";
        RawMqtt first = connect("listener", device, SECRET, false);
        first.hears(RawMqtt.NEW_SESSION).subscribe(1, "fleet/v1/" + device + "/cmd/req");
        if (!takenOver) {
            first.close();
        }
        try (RawMqtt app = connect("listener", device, SECRET, false)) {
            app.hears(RawMqtt.RESUMED);
            ask("s-" + device, device);
            String command = app.packet();
            assertThat(command).startsWith("32").contains(hex("s-" + device));
            // Not acknowledged; and a command goes out once.
        } finally {
            first.close();
        }
        try (RawMqtt app = connect("listener", device, SECRET, false)) {
            app.hears(RawMqtt.RESUMED);
            assertThat(app.client().hearsNothingFor(Duration.ofMillis(700))).isTrue();
        }
    }

    @Test
    void anMqtt5ClientMayEndItsSessionWithItsGoodbyeAndIsToldItsAssignedIdAsItIs() throws Exception {
        BlockingQueue<MqttMessage> heard = new LinkedBlockingQueue<>();
        String assigned;
        try (App5 app = new App5(gateway.mqtt, "")) {
            IMqttToken connected = app.connect(options());
            connected.waitForCompletion(TIMEOUT_MS);
            assertThat(connected.getSessionPresent()).isFalse();
            assigned = connected.getResponseProperties().getAssignedClientIdentifier();
            assertThat(assigned).isNotBlank().doesNotContain("app-4");
            app.subscribe(new MqttSubscription("fleet/v1/app-4/cmd/req", 1)).waitForCompletion(TIMEOUT_MS);
        }
        try (App5 app = new App5(gateway.mqtt, assigned)) {
            app.setCallback(new Ear(heard));
            IMqttToken connected = app.connect(options());
            connected.waitForCompletion(TIMEOUT_MS);
            assertThat(connected.getSessionPresent()).isTrue();
            ask("s-5", "app-4");
            assertThat(heard.poll(15, TimeUnit.SECONDS)).isNotNull();
            MqttProperties goodbye = new MqttProperties();
            goodbye.setSessionExpiryInterval(0L);
            app.disconnect(TIMEOUT_MS, null, null, MqttReturnCode.RETURN_CODE_SUCCESS, goodbye)
                    .waitForCompletion(TIMEOUT_MS);
        }
        try (App5 app = new App5(gateway.mqtt, assigned)) {
            IMqttToken connected = app.connect(options());
            connected.waitForCompletion(TIMEOUT_MS);
            assertThat(connected.getSessionPresent()).isFalse();
        }
    }

    private static MqttConnectionOptions options() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(3_600L);
        options.setUserName("app-4");
        options.setPassword(SECRET.getBytes(StandardCharsets.UTF_8));
        return options;
    }

    private static void ask(String id, String device) throws Exception {
        Instant now = Instant.now();
        kafka.write(
                Topics.COMMANDS,
                new Command(id, device, "message", Map.of("text", "x"), now.plusSeconds(600), "ada", now, null));
    }
}
