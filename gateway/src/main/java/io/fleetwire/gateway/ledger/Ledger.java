package io.fleetwire.gateway.ledger;

import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.metrics.LedgerMeters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every record of a known device is entered when it is decoded, when Kafka has answered for it, and when the device has been told. Any thread; never
 * blocks.
 *
 * <p>An account is a device's UTC day, by the receive time of its records: ClickHouse sums by the same, so the two can be compared.
 */
public final class Ledger {

    /** Most accounts, of some 250 bytes: three days of thirty thousand devices. What is beyond is in the totals only. */
    static final int MAX_ACCOUNTS = 100_000;

    /**
     * An account's device and day.
     *
     * @param day UTC, since the epoch
     */
    private record Key(String deviceId, long day) {
        static Key of(String deviceId, Instant at) {
            return new Key(deviceId, dayOf(at));
        }
    }

    private final GatewayMetrics metrics;
    private final InstantSource clock;
    private final Map<Key, Account> accounts = new ConcurrentHashMap<>();

    /** One for each protocol the gateway speaks. */
    private final Map<String, LedgerMeters> meters = new ConcurrentHashMap<>();

    public Ledger(GatewayMetrics metrics, InstantSource clock) {
        this.metrics = metrics;
        this.clock = clock;
        metrics.gauge("fleetwire.gateway.ledger.accounts", "accounts of devices in the ledger", accounts, Map::size);
    }

    /**
     * A frame of a device.
     *
     * @param refusals why parts of it could not be decoded
     * @param promised the device is told when it is stored; false: it never hears of it, and does not send it again
     */
    public Receipt enter(
            String deviceId,
            String protocol,
            List<VehicleEvent> events,
            List<String> refusals,
            boolean promised,
            Instant now) {
        LedgerMeters total = meters.computeIfAbsent(protocol, metrics::ledger);
        int rows = 0;
        Instant received = now;
        for (VehicleEvent event : events) {
            if (event instanceof Telemetry record) {
                rows++;
                received = record.receivedAt();
            }
        }
        Account account = account(deviceId, protocol, received);
        account.received(events.size(), refusals.isEmpty() ? null : refusals.getLast(), now);
        total.received().increment(events.size());
        total.refused().increment(refusals.isEmpty() ? 0 : 1);
        return new Receipt(account, total, clock, events.size(), rows, refusals.size(), promised);
    }

    private Account account(String deviceId, String protocol, Instant received) {
        Key key = Key.of(deviceId, received);
        Account known = accounts.get(key);
        if (known != null) {
            return known;
        }
        if (accounts.size() >= MAX_ACCOUNTS) {
            metrics.limit("ledger_accounts");
            return new Account(deviceId, protocol, key.day(), received);
        }
        return accounts.computeIfAbsent(key, k -> new Account(deviceId, protocol, key.day(), received));
    }

    /** The accounts that changed since they were written; forgets those to which nothing can happen any more. */
    Collection<Account> changed() {
        long today = dayOf(clock.instant());
        accounts.values().removeIf(account -> account.isOver(today));
        return accounts.values().stream().filter(Account::isChanged).toList();
    }

    /** A device's account of today; null: it was not heard today. */
    @Nullable
    Account today(String deviceId) {
        return accounts.get(Key.of(deviceId, clock.instant()));
    }

    private static long dayOf(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), Duration.ofDays(1).toSeconds());
    }
}
