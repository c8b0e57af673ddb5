package io.fleetwire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.LedgerEntry;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.testing.Client;
import io.fleetwire.gateway.testing.TestKafka;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger of a whole gateway in front of a real Kafka, as others read it. */
class LedgerOnKafkaTest {

    /** Concox' manual, 5.1 and 5.2: a login, and a location, which is never answered. */
    private static final String GT06_LOGIN = "78780d01012345678901234500018cdd0d0a";

    private static final String GT06_LOCATION =
            "78781f120b081d112e10cf027ac7eb0c46584900148f01cc00287d001fb8000380810d0a";
    private static final String GT06_ID = "123456789012345";

    private TestKafka kafka;
    private TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    LedgerOnKafkaTest() {}

    @BeforeEach
    void start() throws Exception {
        kafka = TestKafka.withTopics();
        gateway = TestGateway.adopting(kafka);
    }

    @AfterEach
    void stop() {
        gateway.close();
        kafka.close();
    }

    @Test
    void everyPathIsInTheBooksWhenTheGatewayStops() throws Exception {
        try (Client device = new Client(gateway.line)) {
            device.line("ID truck").hearsLine();
            assertThat(device.line("P 3").hearsLine()).isEqualTo("3");
            assertThat(device.line("BAD").hearsLine()).isEqualTo("bad");
            assertThat(device.line("P 2").hearsLine()).isEqualTo("2");
        }
        try (Client tracker = new Client(gateway.gt06)) {
            tracker.hex(GT06_LOGIN).hears(10);
            tracker.hex(GT06_LOCATION);
            await().untilAsserted(() -> assertThat(metric("gt06", "unanswered")).isEqualTo(1));
        }
        gateway.close();

        assertThat(newest("truck")).satisfies(entry -> {
            assertThat(entry.received()).isEqualTo(5);
            assertThat(entry.confirmed()).isEqualTo(5);
            assertThat(entry.rows()).isEqualTo(5);
            assertThat(entry.acknowledged()).isEqualTo(5);
            assertThat(entry.unanswered()).isZero();
            assertThat(entry.refused()).isEqualTo(1);
            assertThat(entry.deadLettered()).isEqualTo(1);
            assertThat(entry.refusal()).isEqualTo("not a line");
            assertThat(entry.protocol()).isEqualTo("line");
            assertThat(entry.gateway()).startsWith("gateway-");
        });
        assertThat(newest(GT06_ID)).satisfies(entry -> {
            assertThat(entry.confirmed()).isEqualTo(1);
            assertThat(entry.unanswered()).isEqualTo(1);
            assertThat(entry.acknowledged()).isZero();
            assertThat(entry.lastAcknowledgedAt()).isNull();
        });
    }

    @Test
    void aLocationThatKafkaDidNotTakeIsLostWithItsConnectionAndTheBooksSaySoWhenKafkaIsBack() throws Exception {
        try (Client tracker = new Client(gateway.gt06);
                Client device = new Client(gateway.line)) {
            tracker.hex(GT06_LOGIN).hears(10);
            device.line("ID truck").hearsLine();
            await().untilAsserted(() -> assertThat(kafka.records(Topics.CONFIG)).hasSizeGreaterThanOrEqualTo(2));
            kafka.stopServer();
            tracker.hex(GT06_LOCATION);
            device.line("P 2");
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(metric("gt06", "lost_with_connection")).isEqualTo(1);
                assertThat(metric("line", "not_confirmed")).isEqualTo(2);
            });
            assertThat(metric("gt06", "confirmed")).isZero();
            assertThat(metric("line", "confirmed")).isZero();
            assertThat(metric("line", "acknowledged")).isZero();
        } finally {
            kafka.restartServer();
        }
        await().atMost(Duration.ofSeconds(45)).untilAsserted(() -> {
            assertThat(newest(GT06_ID).lost()).isEqualTo(1);
            assertThat(newest(GT06_ID).confirmed()).isZero();
            assertThat(newest("truck").notConfirmed()).isEqualTo(2);
            assertThat(newest("truck").lost()).isZero();
            assertThat(newest("truck").acknowledged()).isZero();
        });
    }

    private double metric(String protocol, String entry) throws Exception {
        return gateway.metric("fleetwire_gateway_ledger_total{entry=\"" + entry + "\",protocol=\"" + protocol + "\"}");
    }

    private LedgerEntry newest(String deviceId) throws Exception {
        ConsumerRecord<String, byte[]> newest = kafka.records(Topics.LEDGER).stream()
                .filter(record -> record.key().startsWith(deviceId + "/"))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("nothing of " + deviceId));
        return Topics.LEDGER.format().decode(newest.value());
    }
}
