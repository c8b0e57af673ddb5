package io.fleetwire.engine.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.fact.Fact;
import io.fleetwire.engine.fact.Fact.AppEventFact;
import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.TripEvent;
import io.fleetwire.event.VehicleEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What apps report is kept as they said it. */
class AppEventsTest {

    private static final Instant AT = Instant.ofEpochMilli(Drive.START_MS);

    @ParameterizedTest
    @EnumSource(TripEvent.Kind.class)
    void aDeliverysEventKeepsItsTripOrderAndStop(TripEvent.Kind kind) {
        TripEvent event = new TripEvent("app-7", "VAN-7", "ada", kind, AT, "T-1", "A-1", "S-3", 52.5, 13.4, "note");
        assertThat(facts(event)).singleElement().satisfies(fact -> {
            assertThat(fact.kind()).isEqualTo(kind.name());
            assertThat(fact.tripId()).isEqualTo("T-1");
            assertThat(fact.orderId()).isEqualTo("A-1");
            assertThat(fact.stopId()).isEqualTo("S-3");
            assertThat(fact.lat()).isEqualTo(52.5);
            assertThat(fact.receivedAt()).isEqualTo(AT.plusSeconds(3));
        });
    }

    @ParameterizedTest
    @EnumSource(DriverEvent.Kind.class)
    void aDriversEventIsKept(DriverEvent.Kind kind) {
        DriverEvent event = new DriverEvent("ada", "app-7", "VAN-7", kind, AT, null, null, "all in order");
        assertThat(facts(event)).singleElement().satisfies(fact -> {
            assertThat(fact.kind()).isEqualTo(kind.name());
            assertThat(fact.driverId()).isEqualTo("ada");
            assertThat(fact.note()).isEqualTo("all in order");
        });
    }

    @Test
    void theSameReportIsTheSameRowAndAnotherStopIsAnother() {
        TripEvent event = delivered("S-3");
        Outcome outcome = Outcome.of(List.of());
        String id = facts(outcome.then(event)).getFirst().eventId();
        assertThat(facts(outcome.then(event)).getFirst().eventId()).isEqualTo(id);
        assertThat(facts(outcome.then(delivered("S-4"))).getFirst().eventId()).isNotEqualTo(id);
    }

    private static TripEvent delivered(String stopId) {
        return new TripEvent(
                "app-7", "VAN-7", "ada", TripEvent.Kind.DELIVERED, AT, "T-1", "A-1", stopId, null, null, null);
    }

    private static List<AppEventFact> facts(VehicleEvent event) {
        return facts(Outcome.of(List.of()).then(event, AT.toEpochMilli() + 3_000));
    }

    private static List<AppEventFact> facts(Step step) {
        return step.facts().stream()
                .filter(AppEventFact.class::isInstance)
                .map((Fact fact) -> (AppEventFact) fact)
                .toList();
    }
}
