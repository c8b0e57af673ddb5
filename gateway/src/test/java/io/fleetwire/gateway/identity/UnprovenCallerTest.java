package io.fleetwire.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.event.SecretHash;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.address.AddressList;
import io.fleetwire.gateway.identity.Admission.LetIn;
import io.fleetwire.gateway.identity.Admission.Reason;
import io.fleetwire.gateway.identity.Admission.TurnedAway;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.publish.Batch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a datagram in somebody else's name can do, and what a login can learn about ids. */
class UnprovenCallerTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String VICTIM = "198.51.100.7";

    private final List<Batch> written = new ArrayList<>();
    private final DeviceRegistry registry = registry(false);

    private DeviceRegistry registry(boolean adopt) {
        return new DeviceRegistry(
                this::write,
                new GatewayMetrics(new SimpleMeterRegistry()),
                () -> NOW,
                new AdmissionPolicy(
                        adopt,
                        new LoginLimits(5, Duration.ofMinutes(5), AddressList.NONE, 100),
                        Pins.Settings.DEFAULT));
    }

    private CompletableFuture<Void> write(Batch batch) {
        written.add(batch);
        return CompletableFuture.completedFuture(null);
    }

    private static Caller caller(String protocol, boolean proven) {
        try {
            return new Caller(protocol, InetAddress.getByName(VICTIM), proven, false, null);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Device device(String id, @Nullable String protocol, @Nullable String hash) {
        return new Device(id, id, protocol, Device.Status.ACTIVE, hash, Map.of(), NOW);
    }

    private Admission secret(String id, boolean right) {
        return registry.authenticate(id, device -> right && device != null, caller("mqtt", true));
    }

    @Test
    void unknownIdsInForgedDatagramsBlockNobodyAndAreListedNowhere() {
        registry.put(device("truck", "gt06", null));
        for (int i = 0; i < 16_000; i++) {
            assertThat(registry.admit("made-up-" + i, caller("teltonika", false)))
                    .isEqualTo(new TurnedAway(Reason.UNKNOWN));
        }
        assertThat(written).isEmpty();
        assertThat(registry.admit("truck", caller("gt06", true))).isInstanceOf(LetIn.class);
    }

    /** The same ids over connections: proven, so listed and in the end blocked. */
    @Test
    void unknownIdsOverConnectionsAreListedAndBlocked() {
        for (int i = 0; i < 7; i++) {
            registry.admit("made-up-" + i, caller("teltonika", true));
        }
        assertThat(written)
                .flatExtracting(Batch::records)
                .extracting(record -> record.topic())
                .hasSize(6)
                .containsOnly(Topics.CONFIG.name());
        assertThat(registry.admit("x", caller("gt06", true))).isEqualTo(new TurnedAway(Reason.BLOCKED));
    }

    @Test
    void aForgedDatagramDoesNotMakeAnAddressADevicesHome() {
        registry.put(device("truck", "gt06", null));
        assertThat(registry.admit("truck", caller("gt06", false))).isInstanceOf(LetIn.class);
        for (int i = 0; i < 7; i++) {
            registry.admit("made-up-" + i, caller("gt06", true));
        }
        assertThat(registry.admit("truck", caller("gt06", true))).isEqualTo(new TurnedAway(Reason.BLOCKED));
    }

    @Test
    void datagramsTakeInOnlySoManyDevices() {
        DeviceRegistry adopting = registry(true);
        for (int i = 0; i < 1_000; i++) {
            assertThat(adopting.admit("id" + i, caller("teltonika", false))).isInstanceOf(LetIn.class);
        }
        assertThat(adopting.admit("one-more", caller("teltonika", false))).isEqualTo(new TurnedAway(Reason.UNKNOWN));
        assertThat(adopting.admit("connected", caller("teltonika", true))).isInstanceOf(LetIn.class);
    }

    @Test
    void aDeviceWithoutAProtocolIsLetInOnlyWhereItsSecretIsAskedFor() {
        registry.put(device("any", null, SecretHash.create("its secret")));
        assertThat(registry.admit("any", caller("teltonika", true))).isEqualTo(new TurnedAway(Reason.SECRET_NEEDED));
        assertThat(registry.admit("any", caller("gt06", false))).isEqualTo(new TurnedAway(Reason.SECRET_NEEDED));
        assertThat(secret("any", true)).isInstanceOf(LetIn.class);
        assertThat(secret("any", false)).isEqualTo(new TurnedAway(Reason.WRONG_SECRET));
    }

    @Test
    void whoNamesAProtocolIsLetInOnItAndOneWithoutASecretOnAny() {
        registry.put(device("named", "gt06", SecretHash.create("its secret")));
        registry.put(device("secretless", null, null));
        assertThat(registry.admit("named", caller("gt06", true))).isInstanceOf(LetIn.class);
        assertThat(registry.admit("named", caller("obd", true))).isEqualTo(new TurnedAway(Reason.WRONG_PROTOCOL));
        assertThat(registry.admit("secretless", caller("obd", true))).isInstanceOf(LetIn.class);
    }

    /** The work is the proof: it is done once for every id, known or not, disabled or not. */
    @Test
    void aSecretIsCheckedWhetherOrNotTheIdIsKnown() {
        registry.put(device("known", null, SecretHash.create("its secret")));
        registry.put(new Device(
                "disabled", "disabled", null, Device.Status.DISABLED, SecretHash.create("x"), Map.of(), NOW));
        List<String> checked = new ArrayList<>();
        for (String id : List.of("known", "disabled", "unknown")) {
            registry.authenticate(
                    id,
                    device -> {
                        checked.add(id);
                        return false;
                    },
                    caller("mqtt", true));
        }
        assertThat(checked).containsExactly("known", "disabled", "unknown");
    }

    /** Otherwise whoever tries one id until it is blocked knows that it exists. */
    @Test
    void wrongSecretsOfAnUnknownIdBlockLikeThoseOfAKnownOne() {
        for (int i = 0; i < 6; i++) {
            assertThat(secret("unknown", false)).isEqualTo(new TurnedAway(Reason.UNKNOWN));
        }
        assertThat(secret("unknown", false)).isEqualTo(new TurnedAway(Reason.BLOCKED));
    }
}
