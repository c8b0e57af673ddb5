package io.fleetwire.engine.vehicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.config.FleetConfig;
import io.fleetwire.event.Acceleration;
import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.Engine;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Power;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a checkpoint holds is what there was: {@link LateRecordsTest} restarts in the middle, too. */
class VehicleStateCodecTest {

    private static final FleetConfig CONFIG = FleetConfig.of(List.of(new ConfigEntry.Geofence(
            "depot",
            "Depot",
            ConfigEntry.Geofence.Shape.CIRCLE,
            List.of(),
            List.of(13.4, 52.5),
            400.0,
            Set.of(ConfigEntry.Geofence.Crossing.EXIT))));

    @Test
    void nothingKnownSurvives() {
        VehicleState initial = VehicleState.initial("VAN-7");
        VehicleState again = VehicleStateCodec.decode(VehicleStateCodec.encode(initial));
        assertThat(again.head()).isEqualTo(CoreState.INITIAL);
        assertThat(again.contact()).isNull();
        assertThat(again.window().size()).isZero();
    }

    @Test
    void everyPartSurvives() {
        Outcome outcome = Outcome.of(Drive.of("0x20 50x600 0>60x20 60>40x1 40x9 +TOW +SOS 140x20"), CONFIG);
        outcome.then(new DriverEvent(
                "D-1",
                null,
                "VAN-7",
                DriverEvent.Kind.SOS,
                Instant.ofEpochMilli(Drive.START_MS + 660_500),
                52.0,
                13.0,
                null));
        outcome.then(everything());
        VehicleState state = outcome.state();
        assertThat(state.head().episodes().byId()).containsKeys("overspeed", "tow", "sos", "tamper");
        VehicleState again = VehicleStateCodec.decode(VehicleStateCodec.encode(state));
        assertThat(again.head()).isEqualTo(state.head());
        assertThat(again.window().segments())
                .extracting(Segment::before)
                .containsExactlyElementsOf(
                        state.window().segments().stream().map(Segment::before).toList());
        assertThat(Window.told(again.window().segments()))
                .isEqualTo(Window.told(state.window().segments()));
        assertThat(again.window().size()).isEqualTo(state.window().size());
        assertThat(again.recent().toArray())
                .isNotEmpty()
                .isEqualTo(state.recent().toArray());
        assertThat(again.contact()).isEqualTo(state.contact());
        assertThat(again.revision()).isEqualTo(state.revision());
    }

    @Test
    void aReadingSurvivesButForWhatTheCoreNeverReads() {
        Observation.Reading reading = Observation.Reading.of(everything());
        List<String> devices = new ArrayList<>();
        Observation.Reading again =
                (Observation.Reading) ObservationCodec.decode(ObservationCodec.encode(reading, devices), devices);
        assertThat(again)
                .usingRecursiveComparison()
                .ignoringFields("fix.altitudeM", "power.batteryV", "acceleration.zG")
                .isEqualTo(reading);
    }

    @Test
    void aFullWindowStaysSmall() {
        Outcome outcome = Outcome.of(Drive.of("rpm=1800 0x20 50x900"), CONFIG);
        assertThat(outcome.state().window().size()).isBetween(256, 288);
        assertThat(VehicleStateCodec.encode(outcome.state()).length).isLessThan(32_000);
    }

    @Test
    void foreignBytesAreRefused() {
        assertThatThrownBy(() -> VehicleStateCodec.decode(new byte[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a vehicle's state");
        assertThatThrownBy(() -> VehicleStateCodec.decode(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    private static Telemetry everything() {
        return Telemetry.builder("356307042441013", "teltonika", Drive.START_MS + 671_000)
                .vehicleId("VAN-7")
                .receivedAtMs(Drive.START_MS + 671_400)
                .fix(new Fix(52.5855, 13.4, true, 35, 131.2, 271, 11, 0.9, 5))
                .ignition(false)
                .odometerM(182_345_120)
                .engine(new Engine(1726, 41.2, 88, 17, 62, 5.1))
                .power(new Power(13.8, 4.05))
                .acceleration(new Acceleration(0.02, -0.11, 1.0))
                .signal(Signal.TAMPER)
                .driverTag("0100001A2B3C4D")
                .attributes(Map.of("obdSpeedKmh", "131"))
                .build();
    }
}
