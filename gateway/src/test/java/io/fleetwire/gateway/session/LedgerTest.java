package io.fleetwire.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.LedgerEntry;
import io.fleetwire.gateway.ledger.Books;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What the ledger says of a device, with Kafka in the test's hand. */
class LedgerTest {

    private final Desk desk = Desk.adopting();

    @Test
    void nothingIsConfirmedOrAcknowledgedBeforeKafkaConfirmed() {
        Desk.Device device = desk.loggedIn("truck");
        device.says("P 3");
        assertThat(books("truck")).satisfies(entry -> {
            assertThat(entry.received()).isEqualTo(3);
            assertThat(entry.confirmed()).isZero();
            assertThat(entry.acknowledged()).isZero();
            assertThat(entry.lastAcknowledgedAt()).isNull();
        });

        desk.now = Desk.NOW.plusSeconds(2);
        desk.confirm();
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
        Desk.Device device = desk.loggedIn("truck");
        device.says("P 2");
        desk.fail();
        assertThat(books("truck").notConfirmed()).isEqualTo(2);
        assertThat(books("truck").lost()).isZero();
        assertThat(device.heard).isEmpty();
    }

    @Test
    void whatKafkaDoesNotConfirmIsLostWhereNoAnswerIsWaitedFor() {
        Desk.Device device = desk.loggedIn("truck");
        device.says("Q 2");
        device.says("Q 3");
        device.conversation.closed();
        desk.confirm();
        desk.fail();

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
        Desk.Device device = desk.loggedIn("truck");
        device.says("P 2");
        device.conversation.closed();
        desk.confirm();
        assertThat(books("truck").confirmed()).isEqualTo(2);
        assertThat(books("truck").acknowledged()).isZero();
    }

    @Test
    void anAnswerBehindOneThatFailedIsNotCounted() {
        Desk.Device device = desk.loggedIn("truck");
        device.says("P 2");
        device.says("P 3");
        desk.unconfirmed.removeLast().complete(null);
        desk.fail();
        assertThat(books("truck").confirmed()).isEqualTo(3);
        assertThat(books("truck").notConfirmed()).isEqualTo(2);
        assertThat(books("truck").acknowledged()).isZero();
    }

    @Test
    void whatCannotBeDecodedIsCountedWithItsReason() {
        Desk.Device device = desk.loggedIn("truck");
        device.says("BAD");
        assertThat(books("truck").refused()).isEqualTo(1);
        assertThat(books("truck").deadLettered()).isZero();
        desk.confirm();
        assertThat(books("truck").deadLettered()).isEqualTo(1);
        assertThat(books("truck").refusal()).isEqualTo("not a line");
        assertThat(books("truck").received()).isZero();
    }

    @Test
    void aDayHasAnAccountOfItsOwn() {
        Desk.Device device = desk.loggedIn("truck");
        device.says("P 1");
        desk.now = Desk.NOW.plus(Duration.ofDays(1));
        device.says("P 2");
        desk.confirm();
        desk.confirm();
        assertThat(books("truck").day()).isEqualTo(LocalDate.of(2026, 11, 22));
        assertThat(books("truck").confirmed()).isEqualTo(2);
        assertThat(Books.changed(desk.context.ledger()))
                .extracting(LedgerEntry::day)
                .contains(LocalDate.of(2026, 11, 21), LocalDate.of(2026, 11, 22));
    }

    @Test
    void anAccountThatNothingCanHappenToIsForgotten() {
        Desk.Device device = desk.loggedIn("truck");
        device.says("P 1");
        Books.write(desk.context.ledger());
        desk.now = Desk.NOW.plus(Duration.ofDays(3));
        assertThat(Books.changed(desk.context.ledger())).isEmpty();
        assertThat(accounts()).as("Kafka has not answered yet").isEqualTo(1);

        desk.confirm();
        assertThat(Books.changed(desk.context.ledger())).as("not written yet").hasSize(1);
        Books.write(desk.context.ledger());
        assertThat(Books.changed(desk.context.ledger())).isEmpty();
        assertThat(accounts()).isZero();
    }

    @Test
    void totalsAreByProtocol() {
        Desk.Device device = desk.loggedIn("truck");
        device.says("P 3");
        device.says("Q 2");
        device.says("BAD");
        desk.confirm();
        desk.fail();
        assertThat(total("received")).isEqualTo(5);
        assertThat(total("confirmed")).isEqualTo(3);
        assertThat(total("acknowledged")).isEqualTo(3);
        assertThat(total("lost_with_connection")).isEqualTo(2);
        assertThat(total("refused")).isEqualTo(1);
    }

    private double total(String entry) {
        return desk.meters
                .get("fleetwire.gateway.ledger")
                .tag("protocol", "line")
                .tag("entry", entry)
                .counter()
                .count();
    }

    private double accounts() {
        return desk.meters.get("fleetwire.gateway.ledger.accounts").gauge().value();
    }

    private LedgerEntry books(String deviceId) {
        return Books.today(desk.context.ledger(), deviceId);
    }
}
