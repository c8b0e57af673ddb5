package io.fleetwire.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.gateway.address.AddressList;
import io.fleetwire.gateway.net.ConnectLimits.Verdict;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectLimitsTest {

    private static final NetLimits LIMITS = new NetLimits(
            10,
            4,
            new Rate(1_000, 1_000),
            new Rate(2, 3),
            new Rate(1, 1),
            new Rate(100, 200),
            new Rate(1, 1),
            Timeouts.DEFAULT);

    private final AtomicLong nanos = new AtomicLong();
    private final ConnectLimits limits = new ConnectLimits(LIMITS, AddressList.LOOPBACK, nanos::get);

    @Test
    void aNetworksBurstPassesAndThenItsRateCounts() {
        for (int i = 1; i <= 3; i++) {
            assertThat(limits.opened(ip("192.0.2." + i))).isEqualTo(Verdict.ACCEPTED);
        }
        assertThat(limits.opened(ip("192.0.2.4"))).isEqualTo(Verdict.NETWORK_RATE);
        assertThat(limits.opened(ip("198.51.100.1"))).isEqualTo(Verdict.ACCEPTED);

        nanos.addAndGet(Duration.ofMillis(500).toNanos()); // two a second: one more
        assertThat(limits.opened(ip("192.0.2.4"))).isEqualTo(Verdict.ACCEPTED);
        assertThat(limits.opened(ip("192.0.2.5"))).isEqualTo(Verdict.NETWORK_CONNECTIONS);
    }

    @Test
    void whoLeavesMakesRoom() {
        for (int i = 0; i < 4; i++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(limits.opened(ip("2001:db8:0:1::1"))).isEqualTo(Verdict.ACCEPTED);
        }
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(limits.opened(ip("2001:db8:0:1:ffff::9"))).isEqualTo(Verdict.NETWORK_CONNECTIONS);
        limits.closed(ip("2001:db8:0:1::1"));
        assertThat(limits.opened(ip("2001:db8:0:1:ffff::9"))).isEqualTo(Verdict.ACCEPTED);
        assertThat(limits.open()).isEqualTo(4);
    }

    @Test
    void loopbackHasOnlyTheOverallLimit() {
        for (int i = 0; i < 10; i++) {
            assertThat(limits.opened(ip("127.0.0.1"))).isEqualTo(Verdict.ACCEPTED);
        }
        assertThat(limits.opened(ip("127.0.0.1"))).isEqualTo(Verdict.MAX_CONNECTIONS);
        limits.closed(ip("127.0.0.1"));
        assertThat(limits.opened(ip("192.0.2.1"))).isEqualTo(Verdict.ACCEPTED);
    }

    /** Everybody together, however many networks they come from: what is accepted beyond is only torn down again. */
    @Test
    void theOverallRateCountsForAllNetworksTogether() {
        NetLimits few = new NetLimits(
                1_000,
                1_000,
                new Rate(5, 10),
                new Rate(1_000, 1_000),
                new Rate(1, 1),
                new Rate(1, 1),
                new Rate(1, 1),
                Timeouts.DEFAULT);
        ConnectLimits all = new ConnectLimits(few, AddressList.LOOPBACK, nanos::get);
        for (int i = 0; i < 10; i++) {
            assertThat(all.opened(ip("203.0." + i + ".1"))).isEqualTo(Verdict.ACCEPTED);
        }
        assertThat(all.opened(ip("203.0.99.1"))).isEqualTo(Verdict.ACCEPT_RATE);
        assertThat(all.open()).isEqualTo(10);
        assertThat(all.opened(ip("127.0.0.1"))).as("exempt").isEqualTo(Verdict.ACCEPTED);

        nanos.addAndGet(Duration.ofMillis(200).toNanos()); // five a second: one more
        assertThat(all.opened(ip("203.0.99.1"))).isEqualTo(Verdict.ACCEPTED);
        assertThat(all.opened(ip("203.0.98.1"))).isEqualTo(Verdict.ACCEPT_RATE);
    }

    private static InetAddress ip(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
