package io.fleetwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ledger of the running stack: what a device sent, byte by byte, against what REST says of it and what lies in ClickHouse. */
@ExtendWith(SharedStack.class)
class LedgerTest {

    /** Teltonika's wiki, "Codec 8", the third example: two records. */
    private static final String TWO_RECORDS =
            "000000000000004308020000016B40D57B480100000000000000000000000000000001010101000000000000016B40D5C198010000"
                    + "000000000000000000000000000101010101000000020000252C";

    /** The second example of the same page: one record. */
    private static final String ONE_RECORD =
            "000000000000002808010000016B40D9AD80010000000000000000000000000000000103021503010101425E100000010000F22A";

    /** Concox' manual, 5.1 and 5.2: a login, and a location, which is never answered. */
    private static final String GT06_LOGIN = "78780d01012345678901234500018cdd0d0a";

    private static final String GT06_LOCATION =
            "78781f120b081d112e10cf027ac7eb0c46584900148f01cc00287d001fb8000380810d0a";
    private static final String GT06_ID = "123456789012345";

    @Test
    void aTrackersBooksBalanceToTheRecord(Stack stack) throws Exception {
        String imei = "990000400000001";
        try (Tracker tracker = new Tracker(stack.teltonika())) {
            assertThat(tracker.send(Tracker.teltonikaLogin(imei)).hear(1)).isEqualTo("01");
            assertThat(tracker.send(TWO_RECORDS).hear(4)).isEqualTo("00000002");
            tracker.send(ONE_RECORD.substring(0, ONE_RECORD.length() - 1) + "b"); // a wrong checksum: no answer
            assertThat(tracker.send(ONE_RECORD).hear(4)).isEqualTo("00000001");
            assertThat(tracker.send(TWO_RECORDS).hear(4))
                    .as("the same packet again")
                    .isEqualTo("00000002");
        }
        JsonNode books = awaitBalanced(stack, imei, 5);
        assertCounts(books, "received", 5, "confirmed", 5, "acknowledged", 5, "unanswered", 0, "lostWithConnection", 0);
        assertCounts(books, "stored", 3, "duplicate", 2, "pending", 0, "missing", 0);
        assertCounts(books, "refused", 1, "deadLettered", 1, "notConfirmed", 0);
        assertThat(books.path("refusal").asText()).containsIgnoringCase("checksum");
        assertThat(books.path("protocol").asText()).isEqualTo("teltonika");
        assertThat(books.has("lastAcknowledgedAt")).isTrue();
        assertThat(stack.count("SELECT count() FROM fleet.fact_telemetry FINAL WHERE device_id = '" + imei + "'"))
                .isEqualTo(books.path("stored").asLong());
        assertThat(stack.count("SELECT count() FROM fleet.fact_duplicates WHERE device_id = '" + imei + "'"))
                .isEqualTo(books.path("duplicate").asLong());
    }

    @Test
    void aPathWithoutAnAcknowledgementIsCountedApart(Stack stack) throws Exception {
        try (Tracker tracker = new Tracker(stack.gt06())) {
            tracker.send(GT06_LOGIN).hear(10);
            tracker.send(GT06_LOCATION);
            JsonNode books = awaitBalanced(stack, GT06_ID, 1);
            assertCounts(books, "received", 1, "confirmed", 1, "acknowledged", 0, "unanswered", 1);
            assertCounts(books, "stored", 1, "duplicate", 0, "lostWithConnection", 0);
            assertThat(books.has("lastAcknowledgedAt")).isFalse();
        }
        JsonNode totals = stack.get("/api/v1/ledger").path("totals");
        assertThat(totals.path("devices").asLong()).isPositive();
        assertThat(totals.path("missing").asLong()).isZero();
    }

    /** Everything that was sent has been written down and has arrived. */
    private static JsonNode awaitBalanced(Stack stack, String deviceId, long received) {
        return await().atMost(Stack.PATIENCE)
                .until(
                        () -> books(stack, deviceId),
                        books -> books.path("received").asLong() == received
                                && books.path("stored").asLong()
                                                + books.path("duplicate").asLong()
                                        == received
                                && books.path("state").asText().equals("BALANCED"));
    }

    private static JsonNode books(Stack stack, String deviceId) throws InterruptedException {
        try {
            return stack.get("/api/v1/devices/" + deviceId + "/ledger");
        } catch (IOException e) {
            return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        }
    }

    private static void assertCounts(JsonNode books, Object... namesAndCounts) {
        for (int i = 0; i < namesAndCounts.length; i += 2) {
            assertThat(books.path((String) namesAndCounts[i]).asInt())
                    .as(namesAndCounts[i] + " of " + books)
                    .isEqualTo((Integer) namesAndCounts[i + 1]);
        }
    }
}
