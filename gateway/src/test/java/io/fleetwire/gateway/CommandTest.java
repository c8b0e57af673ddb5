package io.fleetwire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.Command;
import io.fleetwire.event.CommandResult;
import io.fleetwire.event.CommandResult.Status;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.testing.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commands from Kafka to real sockets and back, with the bytes of the vendors' documents. */
class CommandTest extends GatewayOnKafka {

    private static final String LOGIN = "000f";

    /** The vendor's worked example: one record, acknowledged with 1. */
    private static final String PACKET =
            "000000000000002808010000016b40d9ad80010000000000000000000000000000000103021503010101425e100000010000f22a";

    private static final String GETINFO = "000000000000000f0c010500000007676574696e666f0100004312";

    /** The vendor's example of an answer. */
    private static final String ANSWER =
            "00000000000000370c01060000002f4449313a31204449323a30204449333a302041494e313a302041494e323a313639323420444f313a3020444f323a3101000066e3";

    private static final String ANSWER_TEXT = "DI1:1 DI2:0 DI3:0 AIN1:0 AIN2:16924 DO1:0 DO2:1";

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.adopting(kafka);
    }

    private static void ask(String id, String device, String name, @Nullable Duration within) throws Exception {
        Instant now = Instant.now();
        Instant expires = within == null ? null : now.plus(within);
        kafka.write(Topics.COMMANDS, new Command(id, device, name, Map.of(), expires, "ada", now, null));
    }

    /** What a reader of the topic makes of a command's records. */
    private static List<CommandResult> story(String id) throws Exception {
        List<CommandResult> story = new ArrayList<>();
        Status before = null;
        for (CommandResult result : kafka.values(Topics.COMMAND_RESULTS)) {
            if (result.id().equals(id) && result.follows(before)) {
                before = result.status();
                story.add(result);
            }
        }
        return story;
    }

    private static void awaitStory(String id, Status... statuses) {
        await().untilAsserted(() ->
                assertThat(story(id)).extracting(CommandResult::status).containsExactly(statuses));
    }

    private static String imeiHex(String imei) {
        StringBuilder hex = new StringBuilder(LOGIN);
        imei.chars().forEach(c -> hex.append(Integer.toHexString(c)));
        return hex.toString();
    }

    private static Client teltonika(TestGateway at, String imei) throws Exception {
        Client tracker = new Client(at.teltonika).hex(imeiHex(imei));
        assertThat(tracker.hears(1)).isEqualTo("01");
        return tracker;
    }

    @Test
    void aTeltonikaIsAskedAfterItsRecordsAndItsAnswerComesBack() throws Exception {
        String imei = "356307042441013";
        ask("t-1", imei, "info", Duration.ofMinutes(5)); // long before it dials in
        try (Client tracker = teltonika(gateway, imei)) {
            tracker.hex(PACKET);
            assertThat(tracker.hears(4)).isEqualTo("00000001");
            assertThat(tracker.hears(GETINFO.length() / 2)).isEqualTo(GETINFO);
            awaitStory("t-1", Status.SENT);
            tracker.hex(ANSWER);
            awaitStory("t-1", Status.SENT, Status.DONE);
        }
        assertThat(story("t-1").getLast().result()).isEqualTo(ANSWER_TEXT);
    }

    @Test
    void aGt06IsAskedAndItsAnswerIsKnownByItsFlag() throws Exception {
        String login = "78781101075253367890024270003201000512790d0a";
        ask("g-1", "752533678900242", "status", null);
        try (Client tracker = new Client(gateway.gt06).hex(login)) {
            assertThat(tracker.hears(10)).isEqualTo("7878050100059ff80d0a");
            String head = tracker.hears(3);
            assertThat(head).isEqualTo("787813");
            String body = tracker.hears(0x13 + 2);
            assertThat(body).startsWith("800b").contains("5354415455532300020001"); // STATUS#, English, 1
            String flag = body.substring(4, 12);
            awaitStory("g-1", Status.SENT);
            tracker.hex(reply("deadbeef")); // another server's business
            tracker.hex(reply(flag));
            awaitStory("g-1", Status.SENT, Status.DONE);
        }
        assertThat(story("g-1").getLast().result()).isEqualTo("OK!");
    }

    /** Type 15: length, flag, "OK!", English, serial. */
    private static String reply(String flag) {
        String counted = "0f" + "15" + "07" + flag + "4f4b21" + "0002" + "0009";
        return "7878" + counted + crcX25(counted) + "0d0a";
    }

    private static String crcX25(String hex) {
        int crc = 0xFFFF;
        for (byte b : java.util.HexFormat.of().parseHex(hex)) {
            crc ^= b & 0xFF;
            for (int i = 0; i < 8; i++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0x8408;
            }
        }
        return String.format("%04x", ~crc & 0xFFFF);
    }

    @Test
    void whatNobodyTakesExpires() throws Exception {
        ask("e-1", "nowhere", "info", Duration.ofMillis(300));
        await().atMost(Duration.ofSeconds(20)).until(() -> !story("e-1").isEmpty());
        awaitStory("e-1", Status.EXPIRED);
    }

    @Test
    void ofTwoGatewaysTheOneThatHoldsTheDeviceSends() throws Exception {
        String imei = "356307042441014";
        try (TestGateway second = TestGateway.adopting(kafka);
                Client tracker = teltonika(second, imei)) {
            tracker.hex(PACKET);
            assertThat(tracker.hears(4)).isEqualTo("00000001");
            ask("h-1", imei, "info", null);
            assertThat(tracker.hears(GETINFO.length() / 2)).isEqualTo(GETINFO);
            tracker.hex(ANSWER);
            awaitStory("h-1", Status.SENT, Status.DONE);
        }
        assertThat(kafka.values(Topics.COMMAND_RESULTS))
                .filteredOn(result -> result.id().equals("h-1"))
                .hasSize(2);
    }

    /** At most once: what was sent before the restart is not sent after it, what still waited is. */
    @Test
    void aRestartRepeatsNothingAndForgetsNothing() throws Exception {
        String imei = "356307042441015";
        ask("r-1", imei, "info", null);
        ask("r-2", imei, "info", null);
        TestGateway first = TestGateway.adopting(kafka);
        try (Client tracker = teltonika(first, imei)) {
            tracker.hex(PACKET);
            assertThat(tracker.hears(4)).isEqualTo("00000001");
            assertThat(tracker.hears(GETINFO.length() / 2)).isEqualTo(GETINFO);
            awaitStory("r-1", Status.SENT);
        } finally {
            first.close();
        }
        try (TestGateway restarted = TestGateway.adopting(kafka);
                Client tracker = teltonika(restarted, imei)) {
            tracker.hex(PACKET);
            assertThat(tracker.hears(4)).isEqualTo("00000001");
            assertThat(tracker.hears(GETINFO.length() / 2)).isEqualTo(GETINFO);
            tracker.hex(ANSWER);
            awaitStory("r-2", Status.SENT, Status.DONE);
        }
        assertThat(story("r-1")).extracting(CommandResult::status).doesNotContain(Status.DONE);
    }

    @Test
    void whatTheProtocolDoesNotKnowFailsWithoutAByte() throws Exception {
        String imei = "356307042441016";
        try (Client tracker = teltonika(gateway, imei)) {
            tracker.hex(PACKET);
            assertThat(tracker.hears(4)).isEqualTo("00000001");
            ask("x-1", imei, "getinfo\r\ncpureset", null);
            awaitStory("x-1", Status.FAILED);
            assertThat(tracker.hearsNothingFor(Duration.ofMillis(300))).isTrue();
        }
    }

    @Test
    void kafkaAwayDelaysACommandAndLosesNone() throws Exception {
        String imei = "356307042441017";
        try (Client tracker = teltonika(gateway, imei)) {
            tracker.hex(PACKET);
            assertThat(tracker.hears(4)).isEqualTo("00000001");
            ask("k-1", imei, "info", null);
            assertThat(tracker.hears(GETINFO.length() / 2)).isEqualTo(GETINFO);
            kafka.wire().cut();
            tracker.hex(ANSWER);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> gateway.page("/health/ready").contains("\"kafka\":\"DOWN\""));
        } finally {
            kafka.wire().heal();
        }
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(story("k-1"))
                        .extracting(CommandResult::status)
                        .containsExactly(Status.SENT, Status.DONE));
    }
}
