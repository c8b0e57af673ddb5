package io.fleetwire.sim.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.Command;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.gt06.Gt06Adapter;
import io.fleetwire.protocol.teltonika.TeltonikaAdapter;
import io.fleetwire.sim.world.CarState;
import io.fleetwire.sim.world.City;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a simulated tracker senses is what the real adapter decodes, over a real socket, also after a lost acknowledgement. */
class TrackersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String IMEI = "008600000000001";
    private static final long DRIVER_TAG = 0x0100_001A_2B00_0001L;
    private static final long AT_MS = 1_800_000_000_000L;

    @Test
    void aTeltonikaReportsEverythingItsSensorsShow() throws Exception {
        try (TestGateway<?> gateway = new TestGateway<>(new TeltonikaAdapter());
                SimDevice tracker = new TeltonikaTracker(IMEI, DRIVER_TAG, gateway.address())) {
            tracker.sense(moment(AT_MS));
            await().atMost(PATIENCE).until(() -> !gateway.heard().isEmpty());

            Telemetry record = gateway.heard().getFirst();
            assertThat(record.deviceId()).isEqualTo(IMEI);
            assertThat(record.deviceTimeMs()).isEqualTo(AT_MS);
            assertPlace(record.fix());
            assertThat(record.ignition()).isTrue();
            assertThat(record.odometerM()).isEqualTo(123_456_789);
            assertThat(record.engine().rpm()).isEqualTo(1_850);
            assertThat(record.engine().coolantC()).isEqualTo(91);
            assertThat(record.engine().fuelLevelPct()).isEqualTo(55);
            assertThat(record.power().externalV()).isCloseTo(13.9, within(0.001));
            assertThat(record.driverTag()).isEqualTo("0100001A2B000001");
        }
    }

    @Test
    void aTeltonikaSendsAgainWhatWasNotAcknowledged() throws Exception {
        try (TestGateway<?> gateway = new TestGateway<>(new TeltonikaAdapter());
                SimDevice tracker = new TeltonikaTracker(IMEI, DRIVER_TAG, gateway.address())) {
            gateway.loseAcknowledgements(1);
            tracker.sense(moment(AT_MS));
            tracker.sense(moment(AT_MS + 1_000));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(gateway.heard())
                            .extracting(Telemetry::deviceTimeMs)
                            .contains(AT_MS, AT_MS + 1_000)
                            .hasSizeGreaterThan(2));
        }
    }

    @Test
    void aTrackerWithoutAConnectionBringsItsRecordsLater() throws Exception {
        try (TestGateway<?> gateway = new TestGateway<>(new TeltonikaAdapter());
                SimDevice tracker = new TeltonikaTracker(IMEI, DRIVER_TAG, gateway.address())) {
            tracker.online(false);
            for (int i = 0; i < 25; i++) {
                tracker.sense(moment(AT_MS + i * 1_000L));
            }
            tracker.online(true);

            await().atMost(PATIENCE)
                    .until(() -> gateway.heard().stream()
                                    .map(Telemetry::deviceTimeMs)
                                    .distinct()
                                    .count()
                            == 25);
        }
    }

    @Test
    void aGt06ReportsPlacesAndItsButton() throws Exception {
        try (TestGateway<?> gateway = new TestGateway<>(new Gt06Adapter());
                SimDevice tracker = new Gt06Tracker(IMEI, gateway.address())) {
            tracker.sense(moment(AT_MS));
            tracker.sos(moment(AT_MS + 1_000));

            await().atMost(PATIENCE)
                    .until(() -> gateway.heard().stream()
                            .anyMatch(record -> record.signals().contains(Signal.SOS)));
            Telemetry first = gateway.heard().stream()
                    .filter(record -> record.fix() != null)
                    .findFirst()
                    .orElseThrow();
            assertThat(first.deviceTimeMs()).isEqualTo(AT_MS);
            assertPlace(first.fix());
        }
    }

    @Test
    void aTeltonikaObeysAndGoesOnReporting() throws Exception {
        obeys(
                new TeltonikaAdapter(),
                address -> new TeltonikaTracker(IMEI, DRIVER_TAG, address),
                "GPS:1 Sat:12 Lat:52.5");
    }

    @Test
    void aGt06ObeysAndGoesOnReporting() throws Exception {
        obeys(new Gt06Adapter(), address -> new Gt06Tracker(IMEI, address), "Lat:N52.5");
    }

    private static <S> void obeys(
            ProtocolAdapter<S> adapter, Function<InetSocketAddress, SimDevice> equip, String words) throws Exception {
        try (TestGateway<S> gateway = new TestGateway<>(adapter);
                SimDevice tracker = equip.apply(gateway.address())) {
            gateway.ask(new Command("c-1", IMEI, "locate", Map.of(), null, "ada", null, null));
            AtomicLong atMs = new AtomicLong(AT_MS);
            await().atMost(PATIENCE).until(() -> {
                tracker.sense(moment(atMs.getAndAdd(2_000)));
                return !gateway.answers().isEmpty();
            });
            assertThat(gateway.answers()).singleElement().satisfies(answer -> {
                assertThat(answer.text()).startsWith(words);
                assertThat(answer.refused()).isFalse();
            });
            long lastMs = atMs.get();
            tracker.sense(moment(lastMs));
            await().atMost(PATIENCE)
                    .until(() -> gateway.heard().stream().anyMatch(record -> record.deviceTimeMs() == lastMs));
        }
    }

    private static void assertPlace(@Nullable Fix reported) {
        Fix fix = Objects.requireNonNull(reported);
        assertThat(fix.lat()).isCloseTo(City.CENTRE.lat(), within(1e-6));
        assertThat(fix.lon()).isCloseTo(City.CENTRE.lon(), within(1e-6));
        assertThat(fix.speedKmh()).isEqualTo(48);
        assertThat(fix.headingDeg()).isEqualTo(271);
    }

    private static CarState moment(long atMs) {
        return new CarState(atMs, City.CENTRE, 48, 271, 0.5, true, 123_456_789, 1_850, 40, 25, 91, 55, 13.9);
    }
}
