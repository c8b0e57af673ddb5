package io.fleetwire.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.gateway.address.AddressList;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginBlocksTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final LoginBlocks blocks =
            new LoginBlocks(new LoginLimits(5, Duration.ofMinutes(5), AddressList.LOOPBACK, 1));

    @Test
    void aSearchForIdsIsBlockedForItsTime() throws Exception {
        InetAddress from = ip("198.51.100.7");
        for (int i = 0; i < 5; i++) {
            assertThat(blocks.refused(from, "id" + i, false, NOW)).isFalse();
        }
        assertThat(blocks.isBlocked(from, NOW)).isFalse();
        assertThat(blocks.refused(from, "id5", false, NOW)).isTrue();
        assertThat(blocks.isBlocked(from, NOW.plusSeconds(299))).isTrue();
        assertThat(blocks.isBlocked(from, NOW.plusSeconds(300))).isFalse();
        assertThat(blocks.isBlocked(ip("198.51.100.8"), NOW)).isFalse();
    }

    @Test
    void anUnknownTrackerThatTriesAgainAndAgainIsNoSearch() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(blocks.refused(ip("198.51.100.7"), "same", false, NOW.plusMillis(i)))
                    .isFalse();
        }
    }

    @Test
    void butEveryWrongSecretCounts() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(blocks.refused(ip("198.51.100.7"), "same", true, NOW)).isFalse();
        }
        assertThat(blocks.refused(ip("198.51.100.7"), "same", true, NOW)).isTrue();
    }

    @Test
    void slowerThanTheLimitIsNotBlocked() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(blocks.refused(ip("198.51.100.7"), "id" + i, false, NOW.plusSeconds(15L * i)))
                    .isFalse();
        }
    }

    @Test
    void aNetworkOfIpv6IsOneAddressAndLoopbackIsExempt() throws Exception {
        for (int i = 0; i < 6; i++) {
            blocks.refused(ip("2001:db8:0:ff00:" + i + "::1"), "id" + i, false, NOW);
            blocks.refused(ip("127.0.0.1"), "id" + i, false, NOW);
        }
        assertThat(blocks.isBlocked(ip("2001:db8:0:ff00::99"), NOW)).isTrue();
        assertThat(blocks.isBlocked(ip("2001:db8:0:1::99"), NOW)).isFalse();
        assertThat(blocks.isBlocked(ip("127.0.0.1"), NOW)).isFalse();
    }

    @Test
    void rememberedAddressesAreBounded() throws Exception {
        for (int i = 0; i < 6; i++) {
            blocks.refused(ip("198.51.100.7"), "id" + i, false, NOW);
        }
        for (int i = 0; i < LoginBlocks.MAX_ADDRESSES; i++) {
            blocks.refused(ip("10." + (i >> 16) + "." + (i >> 8 & 0xFF) + "." + (i & 0xFF)), "x", false, NOW);
        }
        assertThat(blocks.isBlocked(ip("198.51.100.7"), NOW)).isFalse(); // forgotten: refused longest ago
    }

    private static InetAddress ip(String address) throws UnknownHostException {
        return InetAddress.getByName(address);
    }
}
