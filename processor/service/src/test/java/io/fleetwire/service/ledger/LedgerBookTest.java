package io.fleetwire.service.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.LedgerEntry;
import io.fleetwire.service.ledger.DeviceLedger.State;
import io.fleetwire.service.store.History.Arrived;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What gateways counted against what arrived. */
class LedgerBookTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

    private final LedgerProjection book = new LedgerProjection();

    @Test
    void rowsAndDuplicatesTogetherBalanceWhatKafkaConfirmed() {
        book.take(entry("truck", "gateway-1", 0, 10));
        assertThat(only(Map.of("truck", new Arrived(7, 3)), 60)).satisfies(truck -> {
            assertThat(truck.state()).isEqualTo(State.BALANCED);
            assertThat(truck.confirmed()).isEqualTo(10);
            assertThat(truck.stored()).isEqualTo(7);
            assertThat(truck.duplicate()).isEqualTo(3);
            assertThat(truck.pending()).isZero();
            assertThat(truck.missing()).isZero();
        });
    }

    @Test
    void whatThePipelineHasNotReachedIsPendingAndWhatItHasPassedIsMissing() {
        book.take(entry("truck", "gateway-1", 10, 10));
        Map<String, Arrived> nine = Map.of("truck", new Arrived(9, 0));
        assertThat(only(nine, null)).extracting(DeviceLedger::state).isEqualTo(State.PENDING);
        assertThat(only(nine, 9)).extracting(DeviceLedger::state).isEqualTo(State.PENDING);
        assertThat(only(nine, 10)).satisfies(truck -> {
            assertThat(truck.state()).isEqualTo(State.MISSING);
            assertThat(truck.missing()).isEqualTo(1);
            assertThat(truck.pending()).isZero();
        });
    }

    /** A device that sends all the time always has something on its way. */
    @Test
    void onlyWhatWasConfirmedBeforeThePipelineCameByCanBeMissing() {
        for (int second = 0; second <= 100; second += 10) {
            book.take(entry("truck", "gateway-1", second, second));
            only(Map.of("truck", new Arrived(second, 0)), second - 5);
        }
        assertThat(only(Map.of("truck", new Arrived(95, 0)), 95)).satisfies(truck -> {
            assertThat(truck.state()).isEqualTo(State.PENDING);
            assertThat(truck.pending()).isEqualTo(5);
        });
        assertThat(only(Map.of("truck", new Arrived(60, 0)), 95)).satisfies(truck -> {
            assertThat(truck.state()).isEqualTo(State.MISSING);
            assertThat(truck.missing() + truck.pending()).isEqualTo(40);
            assertThat(truck.missing()).isBetween(10L, 35L);
        });
    }

    @Test
    void aPipelineThatIsFarBehindMakesNothingMissing() {
        for (int second = 0; second <= 1_000; second += 10) {
            book.take(entry("truck", "gateway-1", second, second));
        }
        assertThat(only(Map.of("truck", new Arrived(0, 0)), 0).state()).isEqualTo(State.PENDING);
        assertThat(only(Map.of("truck", new Arrived(500, 0)), 500).state()).isEqualTo(State.PENDING);
        assertThat(only(Map.of("truck", new Arrived(999, 0)), 1_000).missing()).isEqualTo(1);
    }

    @Test
    void gatewaysAndDaysAddUpAndNewerEntriesReplaceOlder() {
        book.take(entry("truck", "gateway-1", 0, 5));
        book.take(entry("truck", "gateway-1", 10, 8));
        book.take(entry("truck", "gateway-2", 20, 4));
        assertThat(only(Map.of("truck", new Arrived(12, 0)), 60)).satisfies(truck -> {
            assertThat(truck.received()).isEqualTo(12);
            assertThat(truck.state()).isEqualTo(State.BALANCED);
            assertThat(truck.lastHeardAt()).isEqualTo(AT.plusSeconds(20));
        });
        book.forgetBefore(DAY.plusDays(1));
        assertThat(book.report(Map.of(), null)).isEmpty();
        book.take(entry("truck", "gateway-1", 30, 9));
        assertThat(book.report(Map.of(), null)).isEmpty();
    }

    @Test
    void whileClickHouseIsAwayNothingIsSaidToBeStoredOrMissing() {
        book.take(entry("truck", "gateway-1", 0, 5));
        assertThat(book.report(null, AT.plusSeconds(60))).singleElement().satisfies(truck -> {
            assertThat(truck.state()).isEqualTo(State.PENDING);
            assertThat(truck.stored()).isNull();
            assertThat(truck.missing()).isZero();
        });
    }

    @Test
    void whatNeedsAPersonIsFirstAndTheTotalsAddUp() {
        for (String device : List.of("a", "b", "c", "d")) {
            book.take(entry(device, "gateway-1", 0, 10));
        }
        List<DeviceLedger> devices = book.report(
                Map.of("a", new Arrived(10, 0), "b", new Arrived(9, 0), "c", new Arrived(2, 0), "d", new Arrived(9, 1)),
                AT.plusSeconds(60));
        assertThat(devices).extracting(DeviceLedger::deviceId).containsExactly("c", "b", "a", "d");
        LedgerReport report = LedgerReport.of(DAY, AT, null, devices);
        assertThat(report.totals().missingDevices()).isEqualTo(2);
        assertThat(report.totals().balancedDevices()).isEqualTo(2);
        assertThat(report.totals().missing()).isEqualTo(9);
        assertThat(report.totals().stored()).isEqualTo(30);
        assertThat(report.device("c")).isPresent();
        assertThat(report.device("nobody")).isEmpty();
    }

    private DeviceLedger only(Map<String, Arrived> arrived, @Nullable Integer storedUntilS) {
        return book.report(arrived, storedUntilS == null ? null : AT.plusSeconds(storedUntilS))
                .getFirst();
    }

    private static LedgerEntry entry(String device, String gateway, int second, long records) {
        Instant at = AT.plusSeconds(second);
        return new LedgerEntry(
                device, "line", gateway, DAY, at, records, records, records, records, 0, 0, 0, 0, 0, at, at, null);
    }
}
