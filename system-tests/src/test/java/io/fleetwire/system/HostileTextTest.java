package io.fleetwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fleetwire.event.TripEvent;
import io.fleetwire.event.wire.Json;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.protocol.gt06.Gt06Device;
import io.fleetwire.protocol.jt808.Jt808Device;
import io.fleetwire.protocol.teltonika.TeltonikaDevice;
import io.fleetwire.protocol.teltonika.TeltonikaDevice.Sample;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * SQL, script and worse on every path on which text comes in from outside: it is in the table to the letter, or was refused with a reason; the tables are still
 * there. What the page makes of it: {@link HostilePageTest}. REST's fields one by one: the service's {@code HostileTextRestTest}.
 */
@ExtendWith(SharedStack.class)
class HostileTextTest {

    static final String SQL = "'; DROP TABLE fleet.fact_telemetry; --";
    static final String SCRIPT = "<script>window.__hostile=1</script>";
    static final String IMAGE = "\"><img src=x onerror=\"window.__hostile=1\">";
    private static final String BACKSLASH = "\\' OR 1=1 \\x27 %27 \\";

    /** What fits into protocols of printable ASCII. */
    private static final List<String> PRINTABLE = List.of(SQL, SCRIPT, IMAGE, BACKSLASH, "{{7*7}}${7*7}", "`'\"\"'`");

    private static final List<String> TEXTS = new ArrayList<>(PRINTABLE);

    static {
        TEXTS.addAll(List.of(
                "before\u0000after",
                "\u0007\u001b]0;title\u0007\u001b[2J\r\n\t\u007f\u0085",
                "invoice\u202egnp.exe\u2066\u200f",
                "\uD83D\uDE9A\uD83D\uDC69\u200D\uD83D\uDC67 \uD835\uDD4F",
                "long ".repeat(400)));
    }

    private static final List<String> NOTES = TEXTS.stream()
            .map(text -> text.substring(0, Math.min(TripEvent.MAX_NOTE, text.length())))
            .toList();

    private static final List<String> TABLES =
            List.of("fact_telemetry", "fact_trip_sessions", "fact_driver_behavior", "fact_alerts", "fact_duplicates");

    private static void assertTheTablesAreStillThere(Stack stack) {
        for (String table : TABLES) {
            assertThat(stack.count("SELECT count() FROM fleet." + table)).isGreaterThanOrEqualTo(0);
        }
    }

    private static List<JsonNode> awaitRows(Stack stack, String device, int least) {
        String sql = "SELECT dtcs, driver_tag, attributes FROM fleet.fact_telemetry FINAL WHERE device_id = '" + device
                + "' ORDER BY device_time";
        await().atMost(Stack.PATIENCE).until(() -> stack.rows(sql).size() >= least);
        return stack.rows(sql);
    }

    private static List<String> attribute(List<JsonNode> rows, String name) {
        return rows.stream()
                .map(row -> row.path("attributes").path(name))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }

    private static ObjectNode node() {
        return Json.mapper().createObjectNode();
    }

    @Test
    void ofAnAppReachesTheTableToTheLetter(Stack stack) throws Exception {
        String secret = stack.register("hostile-app", "fleetjson", "HOSTILE-APP");
        Instant start = Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
        try (Phone phone = Phone.connect(stack, "hostile-app", secret)) {
            for (int i = 0; i < TEXTS.size(); i++) {
                String text = TEXTS.get(i);
                ObjectNode record = node().put(
                                "deviceTime", start.plusSeconds(i).toString())
                        .put("driverTag", text)
                        .put("vehicleId", text)
                        .put("protocol", text);
                record.putArray("dtcs").add(text);
                record.putObject("attributes")
                        .put("note", text)
                        .put(text.substring(0, Math.min(64, text.length())), "name");
                phone.publish("fleet/v1/hostile-app/telemetry", record.toString(), false);
            }
            phone.publish(
                    "fleet/v1/hostile-app/status",
                    node().put("online", true).put("at", SCRIPT).toString(),
                    true);
        }
        List<JsonNode> rows = awaitRows(stack, "hostile-app", TEXTS.size());
        assertThat(attribute(rows, "note")).isEqualTo(TEXTS);
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = TEXTS.get(i);
            assertThat(rows.get(i).path("driver_tag").asText()).isEqualTo(text);
            assertThat(rows.get(i).path("dtcs").get(0).asText()).isEqualTo(text);
            assertThat(rows.get(i)
                            .path("attributes")
                            .path(text.substring(0, Math.min(64, text.length())))
                            .asText())
                    .isEqualTo("name");
        }
        assertTheTablesAreStillThere(stack);
    }

    /** JSON can spell half a character, UTF-8 cannot: what cannot be kept to the letter is refused, acknowledged, and nobody is held up behind it. */
    @Test
    void thatIsHalfACharacterIsRefusedOnEveryChannel(Stack stack) throws Exception {
        String half = "\\ud83d of one";
        String at = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        String secret = stack.register("hostile-half", "fleetjson", "HOSTILE-HALF");
        try (Phone phone = Phone.connect(stack, "hostile-half", secret)) {
            String record = "{\"deviceTime\":\"" + at + "\",%s}";
            for (String field : List.of(
                    "\"driverTag\":\"" + half + "\"",
                    "\"dtcs\":[\"" + half + "\"]",
                    "\"attributes\":{\"note\":\"" + half + "\"}",
                    "\"attributes\":{\"" + half + "\":\"name\"}")) {
                phone.publish("fleet/v1/hostile-half/telemetry", record.formatted(field), false);
            }
            String noted = "{\"driverId\":\"D\",\"event\":\"%s\",\"at\":\"" + at + "\",\"note\":\"" + half + "\"}";
            phone.publish("fleet/v1/hostile-half/trip", noted.formatted("DELIVERED"), false);
            phone.publish("fleet/v1/hostile-half/event", noted.formatted("SHIFT_START"), false);
            phone.publish("fleet/v1/hostile-half/telemetry", record.formatted("\"driverTag\":\"whole\""), false);
        }
        List<JsonNode> rows = awaitRows(stack, "hostile-half", 1);
        assertThat(rows).extracting(row -> row.path("driver_tag").asText()).containsExactly("whole");
        assertThat(DeadLetters.awaitReasons(stack, "hostile-half", 6))
                .hasSize(6)
                .allMatch(reason -> reason.contains("half a character") || reason.contains("surrogate"));
    }

    /** Ids have a pattern; notes are people's words and go on as they are. */
    @Test
    void asAnIdOfADriverIsRefusedAndAsANoteIsKept(Stack stack) throws Exception {
        String secret = stack.register("hostile-driver", "fleetjson", "HOSTILE-DRIVER");
        try (Phone phone = Phone.connect(stack, "hostile-driver", secret)) {
            for (String field : List.of("driverId", "tripId", "orderId", "stopId")) {
                phone.publish(
                        "fleet/v1/hostile-driver/trip",
                        node().put("event", "DELIVERED")
                                .put("at", Instant.now().toString())
                                .put(field, SCRIPT)
                                .toString(),
                        false);
            }
            phone.publish(
                    "fleet/v1/hostile-driver/event",
                    node().put("event", "SHIFT_START")
                            .put("at", Instant.now().toString())
                            .put("driverId", SQL)
                            .toString(),
                    false);
            for (String note : NOTES) {
                phone.publish(
                        "fleet/v1/hostile-driver/trip",
                        node().put("event", "DELIVERED")
                                .put("at", Instant.now().toString())
                                .put("note", note)
                                .toString(),
                        false);
            }
            for (String topic : List.of("telemetry/x", "'; DROP", "<script>", "../other/telemetry")) {
                assertThatThrownBy(() -> Phone.connect(stack, "hostile-driver", secret)
                                .publish("fleet/v1/hostile-driver/" + topic, "{}", false))
                        .as(topic)
                        .isInstanceOf(MqttException.class);
            }
        }
        assertThat(DeadLetters.awaitReasons(stack, "hostile-driver", 5))
                .hasSize(5)
                .allMatch(reason -> reason.contains("letters, digits, spaces"));
        // No table has them: they go on to whoever listens.
        assertThat(KafkaTopic.read(stack, Topics.TRIP_EVENTS).stream()
                        .filter(event -> event.deviceId().equals("hostile-driver"))
                        .map(TripEvent::note))
                .containsExactlyElementsOf(NOTES);
        assertThat(stack.count("SELECT count() FROM fleet.fact_telemetry WHERE driver_id LIKE '%DROP%'"))
                .isZero();
        assertTheTablesAreStillThere(stack);
    }

    @Test
    void ofOwnTracksIsKept(Stack stack) throws Exception {
        String secret = stack.register("hostile-own", "owntracks", "HOSTILE-OWN");
        long start = Instant.now().getEpochSecond() - 600;
        try (Phone phone = Phone.connect(stack, "hostile-own", secret)) {
            for (int i = 0; i < TEXTS.size(); i++) {
                ObjectNode location = node().put("_type", "location")
                        .put("lat", 48.2)
                        .put("lon", 16.37)
                        .put("tst", start + i)
                        .put("tid", TEXTS.get(i));
                location.putArray("inregions").add(TEXTS.get(i));
                phone.publish("owntracks/hostile-own/pixel", location.toString(), false);
            }
        }
        List<JsonNode> rows = awaitRows(stack, "hostile-own", TEXTS.size());
        assertThat(attribute(rows, "tid")).isEqualTo(TEXTS);
        assertThat(attribute(rows, "inregions")).isEqualTo(TEXTS);
        assertThat(attribute(rows, "device")).containsOnly("pixel");
        // Topics of the user's own that say nothing of a vehicle are acknowledged and leave no row, whatever they are
        // called.
        try (Phone phone = Phone.connect(stack, "hostile-own", secret)) {
            for (String name : List.of(SQL, SCRIPT, "a\u202eb")) {
                phone.publish("owntracks/hostile-own/" + name.replace("/", ""), "{}", false);
            }
        }
        assertThat(stack.count("SELECT count() FROM fleet.fact_telemetry WHERE device_id = 'hostile-own'"))
                .isEqualTo(TEXTS.size());
        assertTheTablesAreStillThere(stack);
    }

    private static byte[] bytes(ByteBuf frame) {
        return ByteBufUtil.getBytes(frame);
    }

    /** AVL 403 is the driver's name, 281 the list of fault codes, 256 the VIN; Codec 12 an answer to a command. */
    @Test
    void inTeltonikasTextsIsKept(Stack stack) throws IOException {
        String imei = "990000300000001";
        TeltonikaDevice device = new TeltonikaDevice(imei, true);
        Instant start = Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
        try (Tracker tracker = new Tracker(stack.teltonika())) {
            assertThat(tracker.send(bytes(device.login())).hear(1)).isEqualTo("01");
            for (int i = 0; i < PRINTABLE.size(); i++) {
                String text = PRINTABLE.get(i);
                Sample sample = new Sample(start.plusSeconds(i))
                        .place(52.5, 13.4, 9)
                        .text(403, text)
                        .text(256, text)
                        .text(281, text);
                assertThat(tracker.send(bytes(device.packet(List.of(sample)))).hear(4))
                        .isEqualTo("00000001");
            }
            for (String text : PRINTABLE) {
                tracker.send(bytes(TeltonikaDevice.commandAnswer(text)));
            }
        }
        List<JsonNode> rows = awaitRows(stack, imei, 2 * PRINTABLE.size());
        assertThat(attribute(rows, "codec12")).containsExactlyInAnyOrderElementsOf(PRINTABLE);
        assertThat(attribute(rows, "io_403")).isEqualTo(PRINTABLE);
        assertThat(attribute(rows, "io_256")).isEqualTo(PRINTABLE);
        assertTheTablesAreStillThere(stack);
    }

    @Test
    void inGt06sJt808sAndQueclinksTextsIsKept(Stack stack) throws IOException {
        Gt06Device gt06 = new Gt06Device("990000300000002", new Gt06Device.Cell(262, 2, 0x287D, 0x1F71));
        try (Tracker tracker = new Tracker(stack.gt06())) {
            tracker.send(bytes(gt06.login())).hear(10);
            for (String text : PRINTABLE) {
                tracker.send(bytes(gt06.commandReply(0, text)));
            }
        }
        assertThat(attribute(awaitRows(stack, "990000300000002", PRINTABLE.size()), "text"))
                .containsExactlyInAnyOrderElementsOf(PRINTABLE);

        for (int i = 0; i < PRINTABLE.size(); i++) {
            String number = "9900000030" + i;
            try (Tracker tracker = new Tracker(stack.auto())) {
                tracker.send(bytes(Jt808Device.of2013(number).register("<b>1", "<i>", "'", PRINTABLE.get(i))));
                assertThat(tracker.hear(1)).isEqualTo("7e");
            }
            List<JsonNode> rows = awaitRows(stack, number, 1);
            assertThat(attribute(rows, "plate")).containsExactly(PRINTABLE.get(i));
            assertThat(attribute(rows, "maker")).containsExactly("<b>1");
        }

        try (Tracker tracker = new Tracker(stack.auto())) {
            tracker.send(HostilePageTest.queclink(SCRIPT).getBytes(StandardCharsets.US_ASCII));
            assertThat(tracker.hear(6)).isEqualTo(ByteBufUtil.hexDump("+SACK:".getBytes(StandardCharsets.US_ASCII)));
        }
        assertThat(attribute(awaitRows(stack, "990000300000003", 1), "deviceName"))
                .containsExactly(SCRIPT);
        assertTheTablesAreStillThere(stack);
    }

    /** OBD's identification is the only free text before a login. */
    @Test
    void asAnObdIdIsRefused(Stack stack) throws Exception {
        for (String text : PRINTABLE) {
            try (Tracker tracker = new Tracker(stack.obd())) {
                tracker.send(("ID " + text + "\r").getBytes(StandardCharsets.US_ASCII));
                assertThat(tracker.hear(1)).as(text).isEqualTo(ByteBufUtil.hexDump(new byte[] {'?'}));
            }
        }
        assertThat(stack.get("/api/v1/devices").toString()).doesNotContain("__hostile", "DROP TABLE");
    }

    /** With ClickHouse behind it: what stands in an address is a value or nothing, never a part of a statement. */
    @Test
    void inAQueryFindsNothingAndHarmsNothing(Stack stack) throws Exception {
        for (String list : List.of(
                "/api/v1/trips?driver=",
                "/api/v1/trips?vehicle=",
                "/api/v1/alerts?rule=",
                "/api/v1/alerts?vehicle=",
                "/api/v1/vehicles?q=",
                "/api/v1/audit?actor=",
                "/api/v1/drivers/scores?days=",
                "/api/v1/trips?cursor=")) {
            for (String text : List.of(SQL, "' OR 1=1 --", "x' UNION ALL SELECT 1 --", "\\' OR 1=1 --")) {
                HttpResponse<String> answer =
                        stack.api("GET", list + URLEncoder.encode(text, StandardCharsets.UTF_8), "");
                assertThat(answer.statusCode()).as(list + text + answer.body()).isIn(200, 400);
                JsonNode body = Json.mapper().readTree(answer.body());
                if (answer.statusCode() == 200) {
                    assertThat(body.path("items")).as(list + text).isEmpty();
                } else {
                    assertThat(body.path("detail").asText()).as(list + text).isNotBlank();
                }
            }
        }
        assertTheTablesAreStillThere(stack);
    }
}
