package io.fleetwire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.testing.App3;
import io.fleetwire.gateway.testing.App5;
import io.fleetwire.gateway.testing.WordPayloads;
import io.fleetwire.protocol.fleetjson.FleetJsonAdapter;
import io.fleetwire.protocol.owntracks.OwnTracksAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker as an app sees it, with Eclipse Paho's clients for MQTT 3.1.1 and 5, in front of a real Kafka. */
class MqttTest extends GatewayOnKafka {

    private static final String SECRET = "s3cret-of-the-app";
    private static final long TIMEOUT_MS = 15_000;

    @BeforeAll
    static void start() throws Exception {
        register(app("app-1", "VAN-7", SECRET), app("app-2", "app-2", SECRET));
        gateway = TestGateway.withMqtt(
                kafka, List.of(new WordPayloads(), new FleetJsonAdapter(), new OwnTracksAdapter()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aPublishOfMqtt3IsInKafkaWhenItIsAcknowledged(int qos) throws Exception {
        try (App3 app = client3("app-1", SECRET)) {
            app.publish("words/app-1/telemetry", bytes("30" + qos), qos, false).waitForCompletion(TIMEOUT_MS);
            if (qos > 0) {
                assertThat(times("VAN-7")).contains(300L + qos);
            } else {
                await().untilAsserted(() -> assertThat(times("VAN-7")).contains(300L));
            }
            app.disconnect().waitForCompletion(TIMEOUT_MS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aPublishOfMqtt5IsInKafkaWhenItIsAcknowledged(int qos) throws Exception {
        try (App5 app = client5("app-1", SECRET)) {
            IMqttToken token = app.publish("words/app-1/telemetry", bytes("50" + qos), qos, false);
            token.waitForCompletion(TIMEOUT_MS);
            if (qos > 0) {
                assertThat(times("VAN-7")).contains(500L + qos);
            } else {
                await().untilAsserted(() -> assertThat(times("VAN-7")).contains(500L));
            }
            app.disconnect().waitForCompletion(TIMEOUT_MS);
        }
    }

    /** Without a word to either version: an MQTT 5 client need not repeat what was answered with an error. */
    @Test
    void whatKafkaDoesNotConfirmDisconnectsAndIsSentAgain() throws Exception {
        try (App3 three = client3("app-2", SECRET);
                App5 five = client5("app-2", SECRET)) {
            kafka.wire().cut();
            List<IMqttDeliveryToken> threes = new ArrayList<>();
            List<IMqttToken> fives = new ArrayList<>();
            for (int qos = 1; qos <= 2; qos++) {
                threes.add(three.publish("words/app-2/telemetry", bytes("3" + qos), qos, false));
                fives.add(five.publish("words/app-2/telemetry", bytes("5" + qos), qos, false));
            }
            await().atMost(Duration.ofSeconds(15)).until(() -> !three.isConnected() && !five.isConnected());
            assertThat(threes).noneMatch(IMqttDeliveryToken::isComplete);
            assertThat(fives).noneMatch(IMqttToken::isComplete).allMatch(token -> token.getReasonCodes() == null);

            kafka.wire().heal();
            awaitKafka();
            three.connect(options3("app-2", SECRET)).waitForCompletion(TIMEOUT_MS);
            five.connect(options5("app-2", SECRET)).waitForCompletion(TIMEOUT_MS);
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(times("app-2")).contains(31L, 32L, 51L, 52L));
        } finally {
            kafka.wire().heal();
        }
    }

    /** Else the client would repeat the first of them behind its own followers. */
    @Test
    void whatFollowsAPublishThatWasGivenUpIsNotStoredEither() throws Exception {
        try (App5 app = client5("app-2", SECRET)) {
            kafka.wire().cut();
            for (long time = 61; time <= 69; time++) {
                app.publish("words/app-2/telemetry", bytes(Long.toString(time)), 1, false);
            }
            await().atMost(Duration.ofSeconds(15)).until(() -> !app.isConnected());
        } finally {
            kafka.wire().heal();
        }
        awaitKafka();
        try (App5 app = client5("app-2", SECRET)) {
            // The broker's queue of a client is one for all its connections: with this answer, it is through.
            app.publish("words/app-2/telemetry", bytes("70"), 1, false).waitForCompletion(TIMEOUT_MS);
        }
        assertThat(times("app-2").stream().filter(time -> time > 61 && time <= 70))
                .containsExactly(70L);
    }

    @Test
    void anAdapterThatThrowsNeverEndsInAnAcknowledgement() throws Exception {
        try (App5 app = client5("app-2", SECRET)) {
            IMqttToken token = app.publish("words/app-2/telemetry", bytes("crash"), 1, false);
            await().until(() -> !app.isConnected());
            assertThat(token.isComplete()).isFalse();
            assertThat(token.getReasonCodes()).isNull();
        }
    }

    @Test
    void aPayloadThatIsNoMessageIsStoredWithItsReasonAndAcknowledged() throws Exception {
        try (App3 app = client3("app-1", SECRET)) {
            app.publish("words/app-1/telemetry", bytes("{broken"), 1, false).waitForCompletion(TIMEOUT_MS);
            app.disconnect().waitForCompletion(TIMEOUT_MS);
        }
        assertThat(kafka.values(Topics.DEAD_LETTERS)).singleElement().satisfies(letter -> {
            assertThat(letter.deviceId()).isEqualTo("app-1");
            assertThat(letter.reason()).isEqualTo("not a number");
            assertThat(new String(letter.bytes(), StandardCharsets.UTF_8)).isEqualTo("{broken");
        });
    }

    @Test
    void anAppsMessagesArriveAsItsVehicles() throws Exception {
        try (App5 app = client5("app-1", SECRET)) {
            for (String[] message : new String[][] {
                {"fleet/v1/app-1/trip", "{\"event\":\"DELIVERED\",\"at\":\"2026-11-21T10:00:00Z\",\"orderId\":\"A-1\"}"
                },
                {"fleet/v1/app-1/event", "{\"driverId\":\"D-3\",\"event\":\"SHIFT_START\",\"at\":1795255200000}"},
                {
                    "fleet/v1/app-1/telemetry",
                    "{\"deviceTime\":1795255200123,\"fix\":{\"lat\":52.5,\"lon\":13.4,\"valid\":true}}"
                },
                {"owntracks/app-1/phone", "{\"_type\":\"location\",\"lat\":52.5,\"lon\":13.4,\"tst\":1795255201}"}
            }) {
                app.publish(message[0], bytes(message[1]), 1, false).waitForCompletion(TIMEOUT_MS);
            }
        }
        assertThat(kafka.values(Topics.TRIP_EVENTS)).singleElement().satisfies(trip -> {
            assertThat(trip.vehicleId()).isEqualTo("VAN-7");
            assertThat(trip.orderId()).isEqualTo("A-1");
        });
        assertThat(kafka.values(Topics.DRIVER_EVENTS)).singleElement().satisfies(shift -> {
            assertThat(shift.vehicleId()).isEqualTo("VAN-7");
            assertThat(shift.driverId()).isEqualTo("D-3");
        });
        assertThat(times("VAN-7")).contains(1795255200123L, 1795255201000L);
    }

    @Test
    void nobodyElseConnects() throws Exception {
        for (String[] who : new String[][] {{"app-1", "wrong"}, {"stranger", SECRET}, {"", ""}}) {
            assertThatThrownBy(() -> client3(who[0], who[1])).isInstanceOf(MqttException.class);
            assertThatThrownBy(() -> client5(who[0], who[1]))
                    .isInstanceOf(org.eclipse.paho.mqttv5.common.MqttException.class);
        }
        await().untilAsserted(() -> assertThat(kafka.values(Topics.CONFIG))
                .filteredOn(ConfigEntry.UnknownDevice.class::isInstance)
                .singleElement()
                .satisfies(unknownDevice -> assertThat(unknownDevice.key()).isEqualTo("knock/stranger")));
    }

    @Test
    void foreignTopicsAreRefused() throws Exception {
        for (String topic : List.of("words/app-2/telemetry", "words/app-1/other", "anything")) {
            try (App5 app = client5("app-1", SECRET)) {
                IMqttToken token = app.publish(topic, bytes("77"), 1, false);
                token.waitForCompletion(TIMEOUT_MS);
                assertThat(token.getReasonCodes()).containsExactly(MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED);
            }
            try (App3 app = client3("app-1", SECRET)) {
                IMqttDeliveryToken token = app.publish(topic, bytes("77"), 1, false);
                await().until(() -> !app.isConnected());
                assertThat(token.isComplete()).isFalse();
            }
        }
        assertThat(times("app-2")).doesNotContain(77L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"#", "fleet/#", "fleet/v1/+/cmd/req", "fleet/v1/app-2/cmd/req", "owntracks/app-1/+/cmd", "$SYS/#"
            })
    void subscriptionsBeyondTheOwnCommandsAreRefused(String filter) throws Exception {
        try (App5 app = client5("app-1", SECRET)) {
            IMqttToken token = app.subscribe(filter, 1);
            try {
                token.waitForCompletion(TIMEOUT_MS);
            } catch (org.eclipse.paho.mqttv5.common.MqttException refused) {
                assertThat(refused).isNotNull();
            }
            assertThat(token.getReasonCodes()).containsExactly(MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED);
            assertThat(app.isConnected()).isTrue();
        }
    }

    @Test
    void theOwnCommandsMaySubscribe() throws Exception {
        try (App5 app = client5("app-1", SECRET)) {
            for (String filter : List.of("fleet/v1/app-1/cmd/req", "owntracks/app-1/phone/cmd")) {
                IMqttToken token = app.subscribe(filter, 1);
                token.waitForCompletion(TIMEOUT_MS);
                assertThat(token.getReasonCodes()).containsExactly(1);
            }
        }
    }

    @Test
    void anotherDevicesClientIdTakesNothingOver() throws Exception {
        try (App3 victim = client3("app-1", SECRET, "the-client");
                App3 other = client3("app-2", SECRET, "the-client")) {
            other.publish("words/app-2/status", bytes("{}"), 1, true).waitForCompletion(TIMEOUT_MS);
            victim.publish("words/app-1/status", bytes("{}"), 1, true).waitForCompletion(TIMEOUT_MS);
            assertThat(victim.isConnected()).isTrue();
        }
    }

    @Test
    void anHourOfKeepAliveAsOwnTracksAsksForConnects() throws Exception {
        MqttConnectOptions options = options3("app-1", SECRET);
        options.setKeepAliveInterval(3_600);
        try (App3 app = new App3(gateway.mqtt, "owntracks")) {
            app.connect(options).waitForCompletion(TIMEOUT_MS);
            assertThat(app.isConnected()).isTrue();
        }
    }

    @Test
    void aClientsPublishesKeepTheirOrder() throws Exception {
        List<Long> sent = new CopyOnWriteArrayList<>();
        try (App3 app = client3("app-1", SECRET)) {
            for (long time = 10_001; time <= 10_050; time++) {
                app.publish("words/app-1/telemetry", bytes(Long.toString(time)), 1, false);
                sent.add(time);
            }
            await().untilAsserted(
                            () -> assertThat(app.getInFlightMessageCount()).isZero());
        }
        assertThat(times("VAN-7").stream().filter(time -> time > 10_000 && time <= 10_050))
                .containsExactlyElementsOf(sent);
    }

    /** A batch that failed counts for ten seconds where none follows it. */
    private static void awaitKafka() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(gateway.page("/health/ready")).contains("\"kafka\":\"UP\""));
    }

    private static List<Long> times(String vehicle) throws Exception {
        return kafka.values(Topics.TELEMETRY_RAW).stream()
                .filter(record -> record.vehicleId().equals(vehicle))
                .map(Telemetry::deviceTimeMs)
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MqttConnectOptions options3(String user, String secret) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setMaxInflight(100);
        options.setCleanSession(false);
        if (!user.isEmpty()) {
            options.setUserName(user);
            options.setPassword(secret.toCharArray());
        }
        return options;
    }

    private static App3 client3(String user, String secret) throws MqttException {
        return client3(user, secret, "three-" + user);
    }

    private static App3 client3(String user, String secret, String clientId) throws MqttException {
        App3 client = new App3(gateway.mqtt, clientId);
        client.connect(options3(user, secret)).waitForCompletion(TIMEOUT_MS);
        return client;
    }

    private static App5 client5(String user, String secret) throws org.eclipse.paho.mqttv5.common.MqttException {
        App5 client = new App5(gateway.mqtt, "five-" + user);
        client.connect(options5(user, secret)).waitForCompletion(TIMEOUT_MS);
        return client;
    }

    private static MqttConnectionOptions options5(String user, String secret) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(60L);
        if (!user.isEmpty()) {
            options.setUserName(user);
            options.setPassword(bytes(secret));
        }
        return options;
    }
}
