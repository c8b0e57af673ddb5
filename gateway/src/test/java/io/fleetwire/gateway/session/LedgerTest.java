package io.fleetwire.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.LedgerEntry;
import io.fleetwire.gateway.ledger.LedgerEntries;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What the ledger says of a device, with Kafka in the test's hand. */
class LedgerTest {

    private final Desk dispatcher = Desk.adopting();

    @Test
    void nothingIsConfirmedOrAcknowledgedBeforeKafkaConfirmed() {
        Desk.Device device = dispatcher.loggedIn("truck");
        device.says("P 3");
        assertThat(books("truck")).satisfies(entry -> {
            assertThat(entry.received()).isEqualTo(3);
            assertThat(entry.confirmed()).isZero();
            assertThat(entry.acknowledged()).isZero();
            assertThat(entry.lastAcknowledgedAt()).isNull();
        });

        dispatcher.now = Desk.NOW.plusSeconds(2);
        dispatcher.confirm();
        assertThat(books("truck")).satisfies(entry -> {
            assertThat(entry.confirmed()).isEqualTo(3);
            assertThat(entry.rows()).isEqualTo(3);
            assertThat(entry.acknowledged()).isEqualTo(3);
            assertThat(entry.unanswered()).isZero();
            assertThat(entry.lastHeardAt()).isEqualTo(Desk.NOW);
            assertThat(entry.lastAcknowledgedAt()).isEqualTo(Desk.NOW.plusSeconds(2));
        });
    }

    @Test
    void whatKafkaDoesNotConfirmComesAgainWhereTheDeviceWaitsForAnAnswer() {
        Desk.Device device = dispatcher.loggedIn("truck");
        device.says("P 2");
        dispatcher.fail();
        assertThat(books("truck").notConfirmed()).isEqualTo(2);
        assertThat(books("truck").lost()).isZero();
        assertThat(device.heard).isEmpty();
    }

    @Test
    void whatKafkaDoesNotConfirmIsLostWhereNoAnswerIsWaitedFor() {
        Desk.Device device = dispatcher.loggedIn("truck");
        device.says("Q 2");
        device.says("Q 3");
        device.conversation.closed();
        dispatcher.confirm();
        dispatcher.fail();

        assertThat(books("truck")).satisfies(entry -> {
            assertThat(entry.received()).isEqualTo(5);
            assertThat(entry.confirmed())
                    .as("Kafka has it, though the connection was cut before it said so")
                    .isEqualTo(2);
            assertThat(entry.unanswered()).isEqualTo(2);
            assertThat(entry.lost()).isEqualTo(3);
            assertThat(entry.notConfirmed()).isZero();
            assertThat(entry.acknowledged()).isZero();
        });
    }

    @Test
    void aConnectionThatIsCutBeforeTheAnswerLeftHeardNothing() {
        Desk.Device device = dispatcher.loggedIn("truck");
        device.says("P 2");
        device.conversation.closed();
        dispatcher.confirm();
        assertThat(books("truck").confirmed()).isEqualTo(2);
        assertThat(books("truck").acknowledged()).isZero();
    }

    @Test
    void anAnswerBehindOneThatFailedIsNotCounted() {
        Desk.Device device = dispatcher.loggedIn("truck");
        device.says("P 2");
        device.says("P 3");
        dispatcher.unconfirmed.removeLast().complete(null);
        dispatcher.fail();
        assertThat(books("truck").confirmed()).isEqualTo(3);
        assertThat(books("truck").notConfirmed()).isEqualTo(2);
        assertThat(books("truck").acknowledged()).isZero();
    }

    @Test
    void whatCannotBeDecodedIsCountedWithItsReason() {
        Desk.Device device = dispatcher.loggedIn("truck");
        device.says("BAD");
        assertThat(books("truck").refused()).isEqualTo(1);
        assertThat(books("truck").deadLettered()).isZero();
        dispatcher.confirm();
        assertThat(books("truck").deadLettered()).isEqualTo(1);
        assertThat(books("truck").refusal()).isEqualTo("not a line");
        assertThat(books("truck").received()).isZero();
    }

    @Test
    void aDayHasAnAccountOfItsOwn() {
        Desk.Device device = dispatcher.loggedIn("truck");
        device.says("P 1");
        dispatcher.now = Desk.NOW.plus(Duration.ofDays(1));
        device.says("P 2");
        dispatcher.confirm();
        dispatcher.confirm();
        assertThat(books("truck").day()).isEqualTo(LocalDate.of(2026, 11, 22));
        assertThat(books("truck").confirmed()).isEqualTo(2);
        assertThat(LedgerEntries.changed(dispatcher.context.ledger()))
                .extracting(LedgerEntry::day)
                .contains(LocalDate.of(2026, 11, 21), LocalDate.of(2026, 11, 22));
    }

    @Test
    void anAccountThatNothingCanHappenToIsForgotten() {
        Desk.Device device = dispatcher.loggedIn("truck");
        device.says("P 1");
        LedgerEntries.write(dispatcher.context.ledger());
        dispatcher.now = Desk.NOW.plus(Duration.ofDays(3));
        assertThat(LedgerEntries.changed(dispatcher.context.ledger())).isEmpty();
        assertThat(accounts()).as("Kafka has not answered yet").isEqualTo(1);

        dispatcher.confirm();
        assertThat(LedgerEntries.changed(dispatcher.context.ledger()))
                .as("not written yet")
                .hasSize(1);
        LedgerEntries.write(dispatcher.context.ledger());
        assertThat(LedgerEntries.changed(dispatcher.context.ledger())).isEmpty();
        assertThat(accounts()).isZero();
    }

    @Test
    void totalsAreByProtocol() {
        Desk.Device device = dispatcher.loggedIn("truck");
        device.says("P 3");
        device.says("Q 2");
        device.says("BAD");
        dispatcher.confirm();
        dispatcher.fail();
        assertThat(total("received")).isEqualTo(5);
        assertThat(total("confirmed")).isEqualTo(3);
        assertThat(total("acknowledged")).isEqualTo(3);
        assertThat(total("lost_with_connection")).isEqualTo(2);
        assertThat(total("refused")).isEqualTo(1);
    }

    private double total(String entry) {
        return dispatcher
                .meters
                .get("fleetwire.gateway.ledger")
                .tag("protocol", "line")
                .tag("entry", entry)
                .counter()
                .count();
    }

    private double accounts() {
        return dispatcher
                .meters
                .get("fleetwire.gateway.ledger.accounts")
                .gauge()
                .value();
    }

    private LedgerEntry books(String deviceId) {
        return LedgerEntries.today(dispatcher.context.ledger(), deviceId);
    }
}
