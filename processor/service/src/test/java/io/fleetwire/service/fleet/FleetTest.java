package io.fleetwire.service.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.event.ConfigEntry.Pinned.Flag;
import io.fleetwire.event.ConfigEntry.UnknownDevice;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final FleetView view = new FleetView();
    private final List<String> written = new ArrayList<>();
    private final List<String> deserted = new ArrayList<>();
    private final FleetService fleet = new FleetService(
            view,
            (key, entry) -> {
                written.add((entry == null ? "-" : "+") + key);
                view.apply(key, entry);
            },
            InstantSource.fixed(NOW),
            () -> "secret",
            secret -> "hash of " + secret,
            vehicle -> deserted.add(vehicle));

    @Test
    void saysWhichVehicleHasLostItsLastDevice() {
        fleet.register("1", "VAN-7", null);
        fleet.register("2", "VAN-7", null);
        fleet.change("1", new FleetService.Change("VAN-8", null, null, null));
        fleet.change("2", new FleetService.Change(null, null, Device.Status.DISABLED, null));
        assertThat(deserted).isEmpty();
        fleet.adopt("2", "VAN-9");
        assertThat(deserted).containsExactly("VAN-7");
        fleet.removeDevice("1");
        assertThat(deserted).containsExactly("VAN-7", "VAN-8");
    }

    @Test
    void registersADeviceAndStoresOnlyTheHashOfItsSecret() {
        FleetService.Registered registered = fleet.register("3520", null, "teltonika");
        assertThat(registered.secret()).isEqualTo("secret");
        Device device = view.device("3520").orElseThrow();
        assertThat(device.secretHash()).isEqualTo("hash of secret");
        assertThat(device.vehicleId()).isEqualTo("3520");
        assertThatThrownBy(() -> fleet.register("3520", null, null))
                .isInstanceOf(FleetService.ConflictException.class)
                .hasMessageContaining("3520");
    }

    @Test
    void adoptsADeviceThatKnockedAndForgetsTheKnock() {
        unknownDevice("3520", NOW);
        assertThat(fleet.adopt("3520", "VAN-7").orElseThrow().vehicleId()).isEqualTo("VAN-7");
        assertThat(written).containsExactly("+device/3520", "-knock/3520");
        assertThat(view.unknownDevices()).isEmpty();
        assertThat(fleet.adopt("unheard", null)).isEmpty();
    }

    @Test
    void acceptsWhatADeviceIsFlaggedForAndForgetsItWithTheDevice() {
        fleet.register("3520", null, "gt06");
        Flag flag = new Flag("sim", "8949-1", "8949-2", "192.0.2.1", NOW, 1);
        view.apply(
                "pinned/3520", new ConfigEntry.Pinned("3520", 7, Map.of("sim", "8949-1", "model", "A"), List.of(flag)));

        assertThat(fleet.acceptFlags("3520")).isPresent();
        assertThat(view.pinned("3520"))
                .contains(new ConfigEntry.Pinned("3520", 8, Map.of("sim", "8949-2", "model", "A"), List.of()));
        fleet.acceptFlags("3520"); // nothing left to accept, nothing written
        fleet.removeDevice("3520");
        assertThat(written).containsExactly("+device/3520", "+pinned/3520", "-device/3520", "-pinned/3520");
        assertThat(fleet.acceptFlags("3520")).isEmpty();
    }

    @Test
    void changesOnlyWhatIsAsked() {
        fleet.register("3520", "VAN-7", "gt06");
        Map<String, String> settings = Map.of("requireTls", "true");
        fleet.change("3520", new FleetService.Change(null, null, Device.Status.DISABLED, settings));
        Device device = view.device("3520").orElseThrow();
        assertThat(device.vehicleId()).isEqualTo("VAN-7");
        assertThat(device.secretHash()).isEqualTo("hash of secret");
        assertThat(device.status()).isEqualTo(Device.Status.DISABLED);
        assertThat(device.settings()).isEqualTo(settings);
        assertThat(fleet.change("unheard", new FleetService.Change(null, null, null, null)))
                .isEmpty();
    }

    @Test
    void anAdoptionOutlivesAKnockThatComesLate() {
        unknownDevice("3520", NOW);
        fleet.adopt("3520", null);
        unknownDevice("3520", NOW.plusSeconds(1));
        assertThat(view.unknownDevices()).isEmpty();
        assertThat(view.device("3520")).isPresent();
    }

    @Test
    void letsADisabledDeviceBackInWithItsSecret() {
        fleet.register("3520", "VAN-7", null);
        Device device = view.device("3520").orElseThrow();
        view.apply(
                device.key(),
                new Device("3520", "VAN-7", null, Device.Status.DISABLED, device.secretHash(), Map.of(), NOW));
        Device adopted = fleet.adopt("3520", null).orElseThrow();
        assertThat(adopted.status()).isEqualTo(Device.Status.ACTIVE);
        assertThat(adopted.secretHash()).isEqualTo("hash of secret");
    }

    @Test
    void keepsTheLatestKnocksAndNoMore() {
        for (int i = 0; i <= FleetView.MAX_KNOCKS; i++) {
            unknownDevice("device-" + i, NOW.plusSeconds(i));
        }
        assertThat(view.unknownDevices()).hasSize(FleetView.MAX_KNOCKS);
        assertThat(view.unknownDevices().getFirst().deviceId()).isEqualTo("device-" + FleetView.MAX_KNOCKS);
        assertThat(view.unknownDevice("device-0")).isEmpty();
    }

    @Test
    void removesWhatIsThereAndSaysWhatIsNot() {
        fleet.register("3520", null, null);
        unknownDevice("4711", NOW);
        assertThat(fleet.removeDevice("3520")).isTrue();
        assertThat(fleet.removeDevice("4711")).isTrue();
        assertThat(fleet.removeDevice("3520")).isFalse();
        assertThat(view.devices()).isEmpty();
        assertThat(view.unknownDevices()).isEmpty();
    }

    private void unknownDevice(String deviceId, Instant at) {
        ConfigEntry unknownDevice = new UnknownDevice(deviceId, "teltonika", "10.0.0.1", at, at, 1);
        view.apply(unknownDevice.key(), unknownDevice);
    }
}
