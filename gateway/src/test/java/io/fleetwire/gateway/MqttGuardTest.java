package io.fleetwire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.event.SecretHash;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.testing.Client;
import io.fleetwire.gateway.testing.RawMqtt;
import io.fleetwire.gateway.testing.TestKafka;
import io.fleetwire.gateway.testing.WordPayloads;
import io.fleetwire.protocol.owntracks.OwnTracksAdapter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the trackers' ports have against hostile callers, on the broker's: each test comes from a network of its own. */
class MqttGuardTest {

    private static final String SECRET = "s3cret-of-the-app";
    private static final Duration SOON = Duration.ofSeconds(15);

    /** CONNACK of MQTT 3.1.1: bad user name or password; not authorized; server unavailable. */
    private static final String WRONG = "20020004";

    private static final String NOT_AUTHORIZED = "20020005";
    private static final String LATER = "20020003";

    private static TestKafka kafka;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        kafka = TestKafka.withTopics();
        for (String id : List.of("app-1", "app-2", "app-3", "app-4", "app-5", "app-6", "app-7", "app-8")) {
            kafka.write(Topics.CONFIG, device(id, Map.of()));
        }
        kafka.write(Topics.CONFIG, device("at-home", Map.of("allowFrom", "127.0.8.0/24")));
        kafka.write(Topics.CONFIG, device("needs-tls", Map.of("requireTls", "true")));
        Map<String, String> settings = new HashMap<>(Map.of(
                "FLEETWIRE_RATE_EXEMPT", "127.0.0.0/24",
                "FLEETWIRE_DENY_MQTT", "127.0.9.0/24",
                "FLEETWIRE_MAX_CONNECTIONS_PER_NETWORK", "3",
                "FLEETWIRE_CONNECTS_PER_SECOND", "1",
                "FLEETWIRE_CONNECT_BURST", "12",
                "FLEETWIRE_FRAMES_PER_SECOND", "1",
                "FLEETWIRE_FRAME_BURST", "3",
                "FLEETWIRE_REFUSED_LOGINS_PER_MINUTE", "3",
                "FLEETWIRE_RECORDS_PER_DAY", "40"));
        settings.put("FLEETWIRE_PINNING", "refuse");
        settings.put("FLEETWIRE_SECOND_SESSION", "refuse");
        gateway = TestGateway.withMqtt(kafka, List.of(new WordPayloads(), new OwnTracksAdapter()), settings);
    }

    @AfterAll
    static void stop() throws Exception {
        assertThat(gateway.metric("fleetwire_gateway_mqtt_connections"))
                .as("counted though gone")
                .isZero();
        gateway.close();
        kafka.close();
    }

    private static Device device(String id, Map<String, String> settings) {
        return new Device(id, id, "mqtt", Device.Status.ACTIVE, SecretHash.create(SECRET), settings, Instant.EPOCH);
    }

    private static RawMqtt connect(String from, String user, String secret, String clientId) throws IOException {
        return new RawMqtt(Client.from(from, gateway.mqtt)).connect(clientId, user, secret, true);
    }

    private static RawMqtt sessionRestorer(String from, String user) throws IOException {
        return connect(from, user, SECRET, "app").hears(RawMqtt.NEW_SESSION);
    }

    private static List<Long> stored(String device) throws Exception {
        return kafka.values(Topics.TELEMETRY_RAW).stream()
                .filter(record -> record.deviceId().equals(device))
                .map(Telemetry::deviceTimeMs)
                .toList();
    }

    @Test
    void anAddressThatMayNotIsRefusedWithItsSecret() throws Exception {
        try (RawMqtt app = connect("127.0.9.1", "app-1", SECRET, "app")) {
            assertThat(app.packet()).isEqualTo(NOT_AUTHORIZED);
            assertThat(app.client().isClosedSilently(SOON)).isTrue();
        }
        assertThat(gateway.limit("address_list")).isPositive();
        try (RawMqtt elsewhere = connect("127.0.0.1", "at-home", SECRET, "app")) {
            assertThat(elsewhere.packet()).isEqualTo(WRONG);
        }
        assertThat(gateway.refused("address")).isPositive();
        sessionRestorer("127.0.8.1", "at-home").close();
    }

    @Test
    void aDeviceThatMustTalkTlsIsRefusedInTheClear() throws Exception {
        try (RawMqtt app = connect("127.0.0.1", "needs-tls", SECRET, "app")) {
            assertThat(app.packet()).isEqualTo(WRONG);
        }
        assertThat(gateway.refused("tls_required")).isPositive();
    }

    /** Also those that were refused, or let in and gone, count no longer. */
    @Test
    void aNetworkHasSoManyConnectionsAndGetsThemBack() throws Exception {
        String from = "127.0.20.1";
        List<RawMqtt> open = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            open.add(connect(from, "app-1", SECRET, "many-" + i).hears(RawMqtt.NEW_SESSION));
        }
        try (RawMqtt more = connect(from, "app-1", SECRET, "many-3")) {
            assertThat(more.packet()).isEqualTo(LATER);
        }
        assertThat(gateway.limit("network_connections")).isPositive();
        for (RawMqtt one : open) {
            one.close();
        }
        await().untilAsserted(() ->
                assertThat(gateway.metric("fleetwire_gateway_mqtt_connections")).isZero());
        connect(from, "app-1", SECRET, "many-4").hears(RawMqtt.NEW_SESSION).close();
    }

    /** The broker asks about some of them after it has said that they are gone. */
    @Test
    void whoIsGoneBeforeItIsWelcomedIsNotCountedForEver() throws Exception {
        for (int i = 0; i < 50; i++) {
            RawMqtt app = connect("127.0.0.1", "app-7", i % 2 == 0 ? SECRET : "wrong", "gone-" + i);
            app.client().socket().setSoLinger(true, 0);
            app.close();
        }
        await().untilAsserted(() ->
                assertThat(gateway.metric("fleetwire_gateway_mqtt_connections")).isZero());
    }

    @Test
    void aNetworkMayConnectSoOften() throws Exception {
        String last = "";
        for (int i = 0; i < 200 && !last.equals(LATER); i++) {
            try (RawMqtt app = connect("127.0.21.1", "nobody", "wrong", "app")) {
                last = app.packet();
            }
        }
        assertThat(last).isEqualTo(LATER);
        assertThat(gateway.limit("network_rate")).isPositive();
    }

    @Test
    void whoTriesSecretsIsBlockedAndTheDeviceThatIsAtHomeThereIsNot() throws Exception {
        String from = "127.0.22.1";
        sessionRestorer(from, "app-2").close();
        for (int i = 0; i < 4; i++) {
            try (RawMqtt thief = connect(from, "app-3", "guess-" + i, "app")) {
                assertThat(thief.packet()).isEqualTo(WRONG);
            }
        }
        assertThat(gateway.limit("login_block")).isPositive();
        try (RawMqtt thief = connect(from, "app-3", SECRET, "app")) {
            assertThat(thief.packet()).isEqualTo(WRONG);
        }
        assertThat(gateway.refused("blocked")).isPositive();
        sessionRestorer(from, "app-2").close();
    }

    @Test
    void whoPublishesTooFastIsDisconnected() throws Exception {
        try (RawMqtt app = sessionRestorer("127.0.23.1", "app-3")) {
            try {
                for (int i = 0; i < 200; i++) {
                    app.publish(0, false, 0, "words/app-3/status", "x");
                }
            } catch (IOException closed) {
                // so soon
            }
            assertThat(app.client().isGone(SOON)).isTrue();
        }
        assertThat(gateway.closed("mqtt_too_fast")).isPositive();
        assertThat(gateway.limit("rate_publishes")).isPositive();
    }

    @Test
    void moreRecordsInADayThanADeviceMayHaveAreNotAcknowledged() throws Exception {
        try (RawMqtt app = sessionRestorer("127.0.0.1", "app-4")) {
            for (int i = 1; i <= 40; i++) {
                app.publish(1, false, i, "words/app-4/telemetry", String.valueOf(i))
                        .hears("4002" + String.format("%04x", i));
            }
            app.publish(1, false, 41, "words/app-4/telemetry", "41");
            assertThat(app.client().isClosedSilently(SOON)).isTrue();
        }
        assertThat(stored("app-4")).hasSize(40).doesNotContain(41L);
        assertThat(gateway.closed("mqtt_daily_records")).isOne();
        try (RawMqtt app = connect("127.0.0.1", "app-4", SECRET, "app")) {
            assertThat(app.packet()).isEqualTo(WRONG);
        }
        assertThat(gateway.refused("daily_records")).isPositive();
    }

    @Test
    void anImpossibleJourneyIsNotStoredAndRefusedUntilSomebodyAcceptsIt() throws Exception {
        try (RawMqtt app = sessionRestorer("127.0.0.1", "app-5")) {
            app.publish(1, false, 1, "owntracks/app-5/p", place("52.5", 1_795_255_200))
                    .hears("40020001");
        }
        try (RawMqtt app = sessionRestorer("127.0.0.1", "app-5")) {
            app.publish(1, false, 2, "owntracks/app-5/p", place("40.0", 1_795_255_260));
            assertThat(app.client().isClosedSilently(SOON)).isTrue();
        }
        assertThat(stored("app-5")).hasSize(1);
        assertThat(gateway.metric("fleetwire_gateway_flags_total{trait=\"travel\"}"))
                .isOne();
        try (RawMqtt app = connect("127.0.0.1", "app-5", SECRET, "app")) {
            assertThat(app.packet()).isEqualTo(WRONG);
        }
        assertThat(gateway.refused("pinned")).isPositive();
    }

    /** Whatever an app publishes below its own topics is acknowledged, or it would send it for ever; and a place that is none raises no flag. */
    @Test
    void anOwnTracksAppIsHeardWhateverItSays() throws Exception {
        String[][] messages = {
            {"owntracks/app-8/p", place("48.2", 1_795_255_200)},
            {"owntracks/app-8/p/request", "{\"_type\":\"request\",\"request\":\"tours\"}"},
            {
                "owntracks/app-8/p/event",
                "{\"_type\":\"transition\",\"lat\":0,\"lon\":0,\"acc\":0,\"tst\":1795255260,\"event\":\"enter\"}"
            },
            {"owntracks/app-8/p/waypoints", "{\"_type\":\"waypoints\",\"waypoints\":[]}"},
            {"owntracks/app-8/p/cmd", "{\"_type\":\"cmd\",\"action\":\"dump\"}"},
            {"owntracks/app-8/p/new/branch", "{\"_type\":\"status\"}"},
            {
                "owntracks/app-8/p",
                "{\"_type\":\"location\",\"lat\":\"48.2001\",\"lon\":\"13.4\",\"tst\":\"1795255320\",\"image\":\""
                        + "A".repeat(8_000) + "\"}"
            }
        };
        try (RawMqtt app = sessionRestorer("127.0.0.1", "app-8")) {
            for (int i = 0; i < messages.length; i++) {
                app.publish(1, false, i + 1, messages[i][0], messages[i][1]).hears(String.format("4002%04x", i + 1));
            }
        }
        List<Telemetry> records = kafka.values(Topics.TELEMETRY_RAW).stream()
                .filter(record -> record.deviceId().equals("app-8"))
                .toList();
        assertThat(records)
                .extracting(Telemetry::deviceTimeMs)
                .containsExactly(1_795_255_200_000L, 1_795_255_260_000L, 1_795_255_320_000L);
        assertThat(records.get(1).fix()).isNull();
        assertThat(records.get(1).signals()).containsExactly(Signal.GEOFENCE_ENTER);
        assertThat(records.get(2).attributes()).containsEntry("cutMembers", "image");
        assertThat(kafka.values(Topics.DEAD_LETTERS)).noneMatch(letter -> "app-8".equals(letter.deviceId()));
        try (RawMqtt app = sessionRestorer("127.0.0.1", "app-8")) { // not flagged: else the policy would shut it out
            app.publish(1, false, 1, "owntracks/app-8/p/request", "{\"_type\":\"request\"}")
                    .hears("40020001");
        }
    }

    private static String place(String lat, long time) {
        return "{\"_type\":\"location\",\"lat\":" + lat + ",\"lon\":13.4,\"tst\":" + time + "}";
    }

    @Test
    void anotherClientOfTheDeviceFromElsewhereIsRefusedAndTheSameOneIsNot() throws Exception {
        try (RawMqtt first = connect("127.0.24.1", "app-6", SECRET, "phone").hears(RawMqtt.NEW_SESSION)) {
            connect("127.0.24.2", "app-6", SECRET, "tablet")
                    .hears(RawMqtt.NEW_SESSION)
                    .close();
            try (RawMqtt thief = connect("127.0.25.1", "app-6", SECRET, "other")) {
                assertThat(thief.packet()).isEqualTo(WRONG);
            }
            assertThat(gateway.refused("connected_elsewhere")).isOne();
            assertThat(gateway.metric("fleetwire_gateway_flags_total{trait=\"session\"}"))
                    .isOne();
            first.publish(1, false, 1, "words/app-6/telemetry", "1").hears("40020001");
            // The phone has changed its network.
            try (RawMqtt moved = connect("127.0.25.1", "app-6", SECRET, "phone").hears(RawMqtt.NEW_SESSION)) {
                assertThat(first.client().isClosedSilently(SOON)).isTrue();
                moved.publish(1, false, 1, "words/app-6/telemetry", "2").hears("40020001");
            }
        }
    }
}
