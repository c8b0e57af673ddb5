package io.fleetwire.gateway.ledger;

import io.fleetwire.event.LedgerEntry;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Looks into a ledger, as its writer does. */
public final class LedgerEntries {

    private static final Instant AT = Instant.EPOCH;

    private LedgerEntries() {}

    /** A device's account of today. */
    public static LedgerEntry today(Ledger ledger, String deviceId) {
        return Objects.requireNonNull(ledger.today(deviceId), deviceId)
                .snapshot("gateway-1", AT)
                .entry();
    }

    /** What is to be written. */
    public static List<LedgerEntry> changed(Ledger ledger) {
        return ledger.changed().stream()
                .map(account -> account.snapshot("gateway-1", AT).entry())
                .toList();
    }

    /** Kafka has everything now. */
    public static void write(Ledger ledger) {
        ledger.changed()
                .forEach(account ->
                        account.written(account.snapshot("gateway-1", AT).changes()));
    }
}
