package io.fleetwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code ./fleet up --adopt}, a login and a recorded frame: the contract's reply comes back, and {@code curl} finds the decoded row. */
@ExtendWith(SharedStack.class)
class FramesTest {

    private static final Set<String> DATA_CODECS = Set.of("0x08", "0x8E", "0x10");

    /** The manual's example login: 752533678900242. */
    private static final String GT06_LOGIN = "78781101075253367890024270003201000512790d0a";

    private static final String GT06_LOGIN_REPLY = "7878050100059ff80d0a";
    private static final String GT06_IMEI = "752533678900242";

    @Test
    void teltonikaPacketsAreAcknowledgedAndStored(Stack stack) throws IOException {
        List<JsonNode> vectors = Vectors.wellFormed("teltonika").stream()
                .filter(vector -> DATA_CODECS.contains(
                        vector.path("expected").path("reference").path("codec").asText()))
                .toList();
        assertThat(vectors).hasSizeGreaterThanOrEqualTo(8);
        List<String> imeis = new ArrayList<>();
        for (JsonNode vector : vectors) {
            String imei = "9900000%08d".formatted(imeis.size());
            imeis.add(imei);
            int port = imeis.size() % 2 == 0 ? stack.teltonika() : stack.auto();
            try (Tracker tracker = new Tracker(port)) {
                assertThat(tracker.send(Tracker.teltonikaLogin(imei)).hear(1)).isEqualTo("01");
                tracker.send(vector.path("frames_hex").get(0).asText());
                assertThat(tracker.hear(4))
                        .as(vector.path("id").asText())
                        .isEqualTo(vector.path("expected")
                                .path("reference")
                                .path("ack")
                                .asText());
            }
        }
        for (int i = 0; i < vectors.size(); i++) {
            assertStored(stack, imeis.get(i), vectors.get(i));
        }
    }

    private static void assertStored(Stack stack, String imei, JsonNode vector) {
        JsonNode records = vector.path("expected").path("reference").path("records");
        for (JsonNode record : records) {
            String sql = "SELECT lat, lon, speed_kmh, vehicle_id FROM fleet.fact_telemetry FINAL WHERE device_id = '"
                    + imei + "' AND device_time = fromUnixTimestamp64Milli(toInt64("
                    + record.path("timeMs").asLong() + "))";
            await().atMost(Stack.PATIENCE).until(() -> !stack.rows(sql).isEmpty());
            JsonNode row = stack.rows(sql).getFirst();
            assertThat(row.path("vehicle_id").asText()).isEqualTo(imei);
            if (record.path("satellites").asInt() > 0 && records.size() == 1) {
                assertThat(row.path("lat").asDouble())
                        .isCloseTo(record.path("lat").asDouble(), within(1e-9));
                assertThat(row.path("lon").asDouble())
                        .isCloseTo(record.path("lon").asDouble(), within(1e-9));
                assertThat(row.path("speed_kmh").asInt())
                        .isEqualTo(record.path("speedKph").asInt());
            }
        }
    }

    @Test
    void aGt06SessionIsAnsweredAndStored(Stack stack) throws IOException {
        try (Tracker tracker = new Tracker(stack.gt06())) {
            tracker.send(GT06_LOGIN);
            assertThat(tracker.hear(10)).isEqualTo(GT06_LOGIN_REPLY);
            // The manual's location 0x22 (no reply), heartbeat, and alarm 0x26 from the vectors.
            tracker.send("787822220f0c1d023305c9027ac8180c46586000140001cc00287d001f71000001000820860d0a");
            tracker.send("78780a134004040001000fdcee0d0a");
            assertThat(tracker.hear(10)).isEqualTo("78780513000f008f0d0a");
        }
        String sql =
                "SELECT toString(device_time) AS at, lat, lon, fix_valid, ignition, attributes FROM fleet.fact_telemetry FINAL"
                        + " WHERE device_id = '" + GT06_IMEI + "' AND lat IS NOT NULL";
        await().atMost(Stack.PATIENCE).until(() -> !stack.rows(sql).isEmpty());
        JsonNode row = stack.rows(sql).getFirst();
        assertThat(row.path("at").asText()).isEqualTo("2015-12-29 02:51:05.000");
        assertThat(row.path("lat").asDouble()).isCloseTo(23.111693333, within(1e-6));
        assertThat(row.path("lon").asDouble()).isCloseTo(114.409297777, within(1e-6));
        assertThat(row.path("fix_valid").asBoolean()).isTrue();
        assertThat(row.path("ignition").asBoolean()).isFalse();
    }

    @Test
    void aPacketWithAWrongChecksumIsNotAcknowledgedAndKeptAsADeadLetter(Stack stack) throws IOException {
        String imei = "990000100000001";
        String good =
                "000000000000002808010000016b40d9ad80010000000000000000000000000000000103021503010101425e100000010000f22a";
        try (Tracker tracker = new Tracker(stack.teltonika())) {
            assertThat(tracker.send(Tracker.teltonikaLogin(imei)).hear(1)).isEqualTo("01");
            tracker.send(good.substring(0, good.length() - 1) + "b");
            // The connection's other records are not lost: the next packet is acknowledged, and it is the first answer.
            assertThat(tracker.send(good).hear(4)).isEqualTo("00000001");
        }
        assertThat(DeadLetters.awaitReason(stack, imei)).containsIgnoringCase("checksum");
        assertThat(stack.rows("SELECT 1 FROM fleet.fact_telemetry FINAL WHERE device_id = '" + imei + "'"))
                .hasSizeLessThanOrEqualTo(1);
    }
}
