package io.fleetwire.gateway.identity;

import io.fleetwire.gateway.address.AddressList;
import java.time.Duration;

/**
 * What callers may cost before and after they are let in.
 *
 * @param perMinute refused logins of an address (one of IPv4, a /64 of IPv6) before it is blocked: different ids, and every wrong secret
 * @param block how long it is blocked
 * @param exempt who is not blocked
 * @param recordsPerDay records of a device in a day of UTC: a record each 50 ms
 */
public record LoginLimits(int perMinute, Duration block, AddressList exempt, int recordsPerDay) {

    public static final LoginLimits DEFAULT =
            new LoginLimits(5, Duration.ofMinutes(5), AddressList.LOOPBACK, 2_000_000);
}
