package io.fleetwire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.testing.App3;
import io.fleetwire.gateway.testing.App5;
import io.fleetwire.gateway.testing.Client;
import io.fleetwire.gateway.testing.WordPayloads;
import io.fleetwire.protocol.fleetjson.FleetJsonAdapter;
import io.fleetwire.protocol.owntracks.OwnTracksAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wills, sizes, counts and reasons. */
class MqttLimitsTest extends GatewayOnKafka {

    private static final String SECRET = "s3cret-of-the-app";
    private static final long TIMEOUT_MS = 15_000;

    @BeforeAll
    static void start() throws Exception {
        register(app("app-1", "app-1", SECRET), app("app-2", "app-2", SECRET));
        gateway = TestGateway.withMqtt(
                kafka, List.of(new WordPayloads(), new FleetJsonAdapter(), new OwnTracksAdapter()));
    }

    private static MqttConnectionOptions options() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName("app-1");
        options.setPassword(bytes(SECRET));
        return options;
    }

    private static App5 connect(MqttConnectionOptions options) throws MqttException {
        App5 client = new App5(gateway.mqtt, "limits");
        client.connect(options).waitForCompletion(TIMEOUT_MS);
        return client;
    }

    private static MqttConnectionOptions withWill(String topic, boolean retained) {
        MqttConnectionOptions options = options();
        MqttMessage will = new MqttMessage(bytes("{\"online\":false}"), 1, retained, null);
        options.setWill(topic, will);
        return options;
    }

    @ParameterizedTest
    @CsvSource({
        "fleet/v1/app-2/status,true",
        "fleet/v1/app-1/telemetry,false",
        "fleet/v1/app-1/cmd/res,false",
        "fleet/v1/app-1/cmd/req,false",
        "owntracks/app-2/phone,false",
        "words/app-1/telemetry,false",
        "$SYS/x,false"
    })
    void aWillThatSaysMoreThanThatItsDeviceIsGoneIsRefused(String topic, boolean retained) {
        assertThatThrownBy(() -> connect(withWill(topic, retained)))
                .isInstanceOfSatisfying(
                        MqttException.class,
                        refused -> assertThat(refused.getReasonCode())
                                .isEqualTo(MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED));
    }

    @ParameterizedTest
    @CsvSource({"fleet/v1/app-1/status,true", "owntracks/app-1/phone,false"})
    void theOwnStatusAndOwnTracksLastWillAreFine(String topic, boolean retained) throws Exception {
        try (App5 app = connect(withWill(topic, retained))) {
            assertThat(app.isConnected()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsTooLargeEndsTheConnectionAndIsCounted(boolean five) throws Exception {
        double before = counted();
        byte[] large = new byte[70 * 1024];
        if (five) {
            try (App5 app = connect(options())) {
                assertThatThrownBy(() -> app.publish("words/app-1/telemetry", large, 1, false)
                                .waitForCompletion(TIMEOUT_MS))
                        .isInstanceOf(MqttException.class); // the broker has said its limit, and Paho keeps it
            }
            return;
        }
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName("app-1");
        options.setPassword(SECRET.toCharArray());
        try (App3 app = new App3(gateway.mqtt, "large")) {
            app.connect(options).waitForCompletion(TIMEOUT_MS);
            app.publish("words/app-1/telemetry", large, 1, false);
            await().until(() -> !app.isConnected());
        }
        await().untilAsserted(() -> assertThat(counted()).isGreaterThan(before));
    }

    private static double counted() throws Exception {
        return gateway.page("/metrics")
                .lines()
                .filter(line -> line.startsWith("fleetwire_gateway_closed_total{reason=\"mqtt_packet_too_large\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    /** With MQTT 3.1.1: Paho's client for MQTT 5 does not know "quota exceeded" in a SUBACK and drops the connection. */
    @Test
    void subscriptionsAreCountedAndTheSameAgainIsNoMore() throws Exception {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName("app-1");
        options.setPassword(SECRET.toCharArray());
        try (App3 app = new App3(gateway.mqtt, "many")) {
            app.connect(options).waitForCompletion(TIMEOUT_MS);
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 8; i++) {
                    assertThat(granted(app, "owntracks/app-1/phone" + i + "/cmd"))
                            .isOne();
                }
            }
            assertThat(granted(app, "owntracks/app-1/one-more/cmd")).isEqualTo(0x80);
            assertThat(app.isConnected()).isTrue();
        }
        assertThat(gateway.metric("fleetwire_gateway_limits_total{limit=\"mqtt_subscriptions\"}"))
                .isPositive();
    }

    private static int granted(App3 app, String filter) throws Exception {
        org.eclipse.paho.client.mqttv3.IMqttToken token = app.subscribe(filter, 1);
        try {
            token.waitForCompletion(TIMEOUT_MS);
        } catch (org.eclipse.paho.client.mqttv3.MqttException refused) {
            assertThat(refused.getReasonCode()).isEqualTo(0x80);
        }
        return token.getGrantedQos()[0];
    }

    @Test
    void aRefusalSaysWhy() throws Exception {
        try (App5 app = connect(options())) {
            IMqttToken token = app.publish("fleet/v1/app-2/telemetry", bytes("{}"), 1, false);
            token.waitForCompletion(TIMEOUT_MS);
            assertThat(token.getResponseProperties().getReasonString()).isEqualTo("not a topic of this device");
        }
    }

    @Test
    void whoSaysNothingIsClosed() throws Exception {
        try (Client mute = new Client(gateway.mqtt)) {
            assertThat(mute.isClosedSilently(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void whatIsNoConnectIsClosed() throws Exception {
        for (String first :
                List.of("c000", "300a0005776f726473313233", "ffffffffff", "474554202f20485454502f312e310d0a0d0a")) {
            try (Client scanner = new Client(gateway.mqtt).hex(first)) {
                assertThat(scanner.isClosedSilently(Duration.ofSeconds(10)))
                        .as(first)
                        .isTrue();
            }
        }
    }

    /** CONNECT of MQTT 3.1: "MQIsdp", 3. */
    @Test
    void mqtt31IsRefused() throws Exception {
        String connect = "1023" + "00064d514973647003" + "c2" + "003c" + "000178" + "00056170702d31" + "0009"
                + "733363726574 2d6f66".replace(" ", "");
        try (Client old = new Client(gateway.mqtt).hex(connect)) {
            assertThat(old.hears(4)).isIn("20020001", "20020004", "");
        }
    }

    /** A repetition within the connection, before PUBREL, is the same message: stored once, answered twice. */
    @Test
    void aQos2PublishIsStoredOnceHoweverOftenItIsRepeated() throws Exception {
        String topic = hex("words/app-1/telemetry");
        String payload = hex("222333");
        String body = "0015" + topic + "0007" + payload;
        String length = String.format("%02x", body.length() / 2);
        String user = "0005" + hex("app-1");
        String password = "0011" + hex(SECRET);
        String variable = "00044d5154540" + "4c2003c" + "0003" + hex("raw") + user + password;
        try (Client app =
                new Client(gateway.mqtt).hex("10" + String.format("%02x", variable.length() / 2) + variable)) {
            assertThat(app.hears(4)).isEqualTo("20020000");
            app.hex("34" + length + body);
            assertThat(app.hears(4)).isEqualTo("50020007");
            app.hex("3c" + length + body); // DUP
            assertThat(app.hears(4)).isEqualTo("50020007");
            app.hex("62020007");
            assertThat(app.hears(4)).isEqualTo("70020007");
        }
        assertThat(kafka.values(Topics.TELEMETRY_RAW))
                .filteredOn(record -> record.deviceTimeMs() == 222_333)
                .hasSize(1);
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
