package io.fleetwire.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.ConfigEntry.UnknownDevice;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnknownDevicesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final UnknownDevices unknownDevices = new UnknownDevices();

    private @Nullable UnknownDevice written(String id, String remote, Instant now) {
        return unknownDevices.refused(id, "gt06", remote, now).written();
    }

    private boolean isListed(String id, String remote) {
        UnknownDevice again = written(id, remote, NOW.plus(Duration.ofHours(1)));
        return again != null && again.times() > 1;
    }

    @Test
    void isWrittenDownAtOnceAndThenOnceAMinute() {
        assertThat(written("x", "192.0.2.1", NOW)).isNotNull();
        assertThat(written("x", "192.0.2.1", NOW.plusSeconds(1))).isNull();
        assertThat(written("x", "192.0.2.9", NOW.plus(Duration.ofMinutes(1))))
                .isEqualTo(new UnknownDevice("x", "gt06", "192.0.2.9", NOW, NOW.plusSeconds(60), 3));
    }

    @Test
    void goesOnCountingAfterARestart() {
        unknownDevices.remember(new UnknownDevice("x", "gt06", "192.0.2.1", NOW, NOW, 41));
        assertThat(written("x", "192.0.2.1", NOW.plusSeconds(61)))
                .extracting(UnknownDevice::times)
                .isEqualTo(42L);
    }

    /** 16,000 invented ids of one network: the real device of another one stays, and of the same one the newest are listed. */
    @Test
    void oneNetworkDoesNotFillTheListForGood() {
        written("other", "198.51.100.7", NOW);
        for (int i = 0; i < 16_000; i++) {
            UnknownDevices.Change change = unknownDevices.refused("made-up-" + i, "gt06", "192.0.2." + i % 256, NOW);
            assertThat(change.written()).isNotNull();
            assertThat(change.removed()).hasSize(i < UnknownDevices.MAX_PER_NETWORK ? 0 : 1);
        }
        assertThat(written("real", "192.0.2.1", NOW)).isNotNull();
        assertThat(isListed("real", "192.0.2.1")).isTrue();
        assertThat(isListed("other", "198.51.100.7")).isTrue();
        assertThat(isListed("made-up-0", "192.0.2.1")).isFalse();
    }

    /** An IPv6 host has 2^64 addresses, and they are one network. */
    @Test
    void aHostOfIpv6IsOneNetwork() {
        written("other", "2001:db8:0:1::7", NOW);
        for (int i = 0; i < 2 * UnknownDevices.MAX_IDS; i++) {
            written("made-up-" + i, "2001:db8:0:2::" + Integer.toHexString(i), NOW);
        }
        assertThat(isListed("other", "2001:db8:0:1::7")).isTrue();
    }

    @Test
    void ofManyNetworksTheOneThatTriedLongestAgoMakesRoom() {
        written("old", "192.0.2.1", NOW);
        written("stays", "192.0.2.1", NOW);
        for (int i = 0; i < UnknownDevices.MAX_IDS - 2; i++) {
            written("id" + i, "10." + (i >> 8) + "." + (i & 0xFF) + ".1", NOW);
        }
        written("stays", "192.0.2.1", NOW);
        assertThat(unknownDevices.refused("new", "gt06", "203.0.113.1", NOW).removed())
                .containsExactly("old");
        assertThat(isListed("stays", "192.0.2.1")).isTrue();
    }

    @Test
    void whatDoesNotTryAgainForAWeekIsRemoved() {
        written("gone", "192.0.2.1", NOW);
        written("back", "192.0.2.1", NOW.plus(Duration.ofDays(6)));
        assertThat(unknownDevices
                        .refused("x", "gt06", "192.0.2.1", NOW.plus(Duration.ofDays(8)))
                        .removed())
                .containsExactly("gone");
    }

    @Test
    void whatAnEarlierRunLeftIsBoundedAsWell() {
        for (int i = 0; i < UnknownDevices.MAX_PER_NETWORK; i++) {
            assertThat(unknownDevices
                            .remember(new UnknownDevice("id" + i, "gt06", "192.0.2.1", NOW, NOW, 1))
                            .removed())
                    .isEmpty();
        }
        assertThat(unknownDevices
                        .remember(new UnknownDevice("one-more", "gt06", "192.0.2.1", NOW, NOW, 1))
                        .removed())
                .containsExactly("id0");
    }

    @Test
    void whoWasTakenInMakesRoom() {
        for (int i = 0; i < UnknownDevices.MAX_PER_NETWORK; i++) {
            written("id" + i, "192.0.2.1", NOW);
        }
        unknownDevices.forget("id7");
        assertThat(unknownDevices.refused("one-more", "gt06", "192.0.2.1", NOW).removed())
                .isEmpty();
    }
}
