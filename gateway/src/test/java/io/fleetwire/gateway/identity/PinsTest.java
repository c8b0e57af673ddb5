package io.fleetwire.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.event.ConfigEntry.Pinned;
import io.fleetwire.event.ConfigEntry.Pinned.Flag;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.identity.Pins.Policy;
import io.fleetwire.gateway.identity.Pins.Trait;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.publish.Batch;
import io.fleetwire.protocol.DeviceProfile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PinsTest {

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Batch> written = new ArrayList<>();
    private boolean kafkaIsAway;

    @Test
    void whatIsShownFirstIsWrittenOnceAndWhatDiffersIsFlaggedOnce() throws Exception {
        Pins pins = pins(Policy.FLAG);
        for (int i = 0; i < 3; i++) {
            assertThat(pins.shows(device(Map.of()), "192.0.2.1", Map.of(Trait.SIM, "8949-1")))
                    .isTrue();
        }
        assertThat(written).hasSize(1);

        for (int i = 0; i < 3; i++) {
            now = now.plusSeconds(90);
            assertThat(pins.shows(device(Map.of()), "198.51.100.9", Map.of(Trait.SIM, "8949-2")))
                    .isTrue();
        }
        assertThat(written).hasSize(2);
        assertThat(last().first()).containsExactly(Map.entry("sim", "8949-1"));
        assertThat(last().flags())
                .containsExactly(
                        new Flag("sim", "8949-1", "8949-2", "198.51.100.9", Instant.parse("2026-11-21T10:01:30Z"), 1));
        assertThat(meters.counter("fleetwire.gateway.flags", "trait", "sim").count())
                .isOne();
    }

    @Test
    void alternatingValuesAreWrittenOnceAMinute() {
        Pins pins = pins(Policy.FLAG);
        for (int i = 0; i < 600; i++) {
            pins.shows(device(Map.of()), "192.0.2.1", Map.of(Trait.SIM, "8949-" + i));
            now = now.plusMillis(100);
        }
        assertThat(written).hasSize(2); // the first value, one flag in this minute
    }

    @Test
    void refusingHoldsWhatASessionShowsAgainstTheIdUntilItIsAccepted() throws Exception {
        Pins pins = pins(Policy.REFUSE);
        KnownDevice device = device(Map.of());
        Caller caller = new Caller("gt06", null, true, false, null);
        pins.shows(device, "192.0.2.1", Map.of(Trait.SIM, "8949-1"));
        assertThat(pins.permitsLogin(device, caller)).isTrue();
        assertThat(pins.shows(device, "192.0.2.1", Map.of(Trait.SIM, "8949-2"))).isFalse();
        assertThat(pins.permitsLogin(device, caller)).isFalse();

        pins.put(last().accepted());
        assertThat(pins.permitsLogin(device, caller)).isTrue();
        assertThat(pins.shows(device, "192.0.2.1", Map.of(Trait.SIM, "8949-2"))).isTrue();
        assertThat(pins.shows(device, "192.0.2.1", Map.of(Trait.SIM, "8949-1"))).isFalse();
    }

    @Test
    void refusingHoldsWhatALoginShowsAgainstThatCallerOnly() {
        Pins pins = pins(Policy.REFUSE);
        assertThat(pins.permitsLogin(device(Map.of()), new Caller("gt06", null, true, false, null)))
                .isTrue();
        assertThat(pins.permitsLogin(device(Map.of()), new Caller("obd", null, true, false, null)))
                .isFalse();
        assertThat(pins.permitsLogin(device(Map.of()), new Caller("gt06", null, true, false, null)))
                .isTrue();
    }

    @Test
    void aDeviceMayHaveAPolicyOfItsOwn() {
        Pins pins = pins(Policy.REFUSE);
        pins.shows(device(Map.of()), "?", Map.of(Trait.MODEL, "A"));
        assertThat(pins.shows(device(Map.of("pinning", "off")), "?", Map.of(Trait.MODEL, "B")))
                .isTrue();
        assertThat(pins.shows(device(Map.of("pinning", "flag")), "?", Map.of(Trait.MODEL, "B")))
                .isTrue();
        assertThat(pins.shows(device(Map.of()), "?", Map.of(Trait.MODEL, "B"))).isFalse();
    }

    @Test
    void ourOwnWriteThatComesBackIsNotTakenForNews() throws Exception {
        Pins pins = pins(Policy.FLAG);
        pins.shows(device(Map.of()), "?", Map.of(Trait.MODEL, "A"));
        Pinned older = last();
        pins.shows(device(Map.of()), "?", Map.of(Trait.FIRMWARE, "1"));
        pins.put(older);
        pins.shows(device(Map.of()), "?", Map.of(Trait.FIRMWARE, "1"));
        assertThat(written).hasSize(2);
    }

    @Test
    void whatKafkaDidNotTakeIsWrittenTheNextTime() {
        Pins pins = pins(Policy.FLAG);
        kafkaIsAway = true;
        pins.shows(device(Map.of()), "?", Map.of(Trait.MODEL, "A"));
        kafkaIsAway = false;
        pins.shows(device(Map.of()), "?", Map.of(Trait.MODEL, "A"));
        assertThat(written).hasSize(2);
    }

    @Test
    void aDevicesTextIsShortAndHasNothingATerminalObeys() throws Exception {
        pins(Policy.FLAG).shows(device(Map.of()), "?", Map.of(Trait.MODEL, "\u001b[2J<script>" + "x".repeat(500)));
        assertThat(last().first().get("model")).startsWith("?[2J<script>").hasSize(128);
    }

    @Test
    void whatIsNoTraitIsNamed() {
        assertThat(Pins.Settings.traits("sim, travel")).containsExactlyInAnyOrder(Trait.SIM, Trait.TRAVEL);
        assertThatThrownBy(() -> Pins.Settings.traits("sim,colour")).hasMessageContaining("'colour'");
    }

    private Pins pins(Policy policy) {
        return new Pins(
                new Pins.Settings(policy, EnumSet.allOf(Trait.class)),
                this::write,
                new GatewayMetrics(meters),
                () -> now);
    }

    private CompletableFuture<Void> write(Batch batch) {
        written.add(batch);
        return kafkaIsAway
                ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                : CompletableFuture.completedFuture(null);
    }

    private Pinned last() throws MalformedEventException {
        return (Pinned) Topics.CONFIG
                .format()
                .decode(written.getLast().records().getFirst().value());
    }

    private static KnownDevice device(Map<String, String> settings) {
        Device entry = new Device("truck", "truck", null, Device.Status.ACTIVE, null, settings, Instant.EPOCH);
        return new KnownDevice(entry, DeviceProfile.DEFAULT, Requirements.of(settings));
    }
}
