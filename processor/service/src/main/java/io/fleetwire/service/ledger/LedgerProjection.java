package io.fleetwire.service.ledger;

import io.fleetwire.event.LedgerEntry;
import io.fleetwire.service.store.History.Arrived;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The newest entry of each key of {@code fleet.ledger}, of the days that still count, and what they say against what arrived. */
public final class LedgerProjection {

    /** Most accounts: what a gateway keeps, of a handful of gateways. */
    static final int MAX_ACCOUNTS = 1_000_000;

    private final Map<String, Account> accounts = new HashMap<>();
    private LocalDate first = LocalDate.MIN;

    /** Takes a record of the topic. */
    public synchronized void take(LedgerEntry entry) {
        if (entry.day().isBefore(first)) {
            return;
        }
        Account known = accounts.get(entry.key());
        if (known != null) {
            known.take(entry);
        } else if (accounts.size() < MAX_ACCOUNTS) {
            accounts.put(entry.key(), new Account(entry));
        }
    }

    /** Days before this one don't count any more. */
    synchronized void forgetBefore(LocalDate day) {
        first = day;
        accounts.values().removeIf(account -> account.newest().day().isBefore(day));
    }

    /**
     * Every device's ledger, what needs a person first.
     *
     * @param arrived what is in ClickHouse; null: ClickHouse is away
     * @param storedUntil all that Kafka had then is in {@code arrived}; null: that is not known
     */
    synchronized List<DeviceLedger> report(@Nullable Map<String, Arrived> arrived, @Nullable Instant storedUntil) {
        Map<String, Sum> sums = new LinkedHashMap<>();
        for (Account account : accounts.values()) {
            LedgerEntry entry = account.newest();
            sums.computeIfAbsent(entry.deviceId(), id -> new Sum(entry))
                    .add(entry, storedUntil == null ? 0 : account.rowsDue(storedUntil));
        }
        return sums.values().stream()
                .map(sum -> sum.against(arrived))
                .sorted(Comparator.comparing(DeviceLedger::state)
                        .thenComparing(
                                Comparator.comparingLong(DeviceLedger::missing).reversed())
                        .thenComparing(Comparator.comparingLong(DeviceLedger::lostWithConnection)
                                .reversed())
                        .thenComparing(
                                Comparator.comparingLong(DeviceLedger::refused).reversed())
                        .thenComparing(DeviceLedger::deviceId))
                .toList();
    }

    /** A device's entries, added up. */
    private static final class Sum {
        private LedgerEntry latest;
        private long received;
        private long confirmed;
        private long rows;
        private long due;
        private long acknowledged;
        private long unanswered;
        private long lost;
        private long notConfirmed;
        private long refused;
        private long deadLettered;
        private @Nullable Instant lastAcknowledgedAt;
        private @Nullable String refusal;

        Sum(LedgerEntry entry) {
            latest = entry;
        }

        void add(LedgerEntry entry, long rowsDue) {
            received += entry.received();
            confirmed += entry.confirmed();
            rows += entry.rows();
            due += rowsDue;
            acknowledged += entry.acknowledged();
            unanswered += entry.unanswered();
            lost += entry.lost();
            notConfirmed += entry.notConfirmed();
            refused += entry.refused();
            deadLettered += entry.deadLettered();
            Instant acknowledgedAt = entry.lastAcknowledgedAt();
            if (acknowledgedAt != null && (lastAcknowledgedAt == null || acknowledgedAt.isAfter(lastAcknowledgedAt))) {
                lastAcknowledgedAt = acknowledgedAt;
            }
            boolean isLatest = !entry.lastHeardAt().isBefore(latest.lastHeardAt());
            if (entry.refusal() != null && (refusal == null || isLatest)) {
                refusal = entry.refusal();
            }
            latest = isLatest ? entry : latest;
        }

        DeviceLedger against(@Nullable Map<String, Arrived> all) {
            Arrived arrived = all == null ? null : all.getOrDefault(latest.deviceId(), Arrived.NOTHING);
            long there = arrived == null ? 0 : arrived.stored() + arrived.duplicates();
            long missing = arrived == null ? 0 : Math.max(0, due - there);
            long pending = Math.max(0, rows - there - missing);
            return new DeviceLedger(
                    latest.deviceId(),
                    latest.protocol(),
                    missing > 0
                            ? DeviceLedger.State.MISSING
                            : pending > 0 ? DeviceLedger.State.PENDING : DeviceLedger.State.BALANCED,
                    received,
                    confirmed,
                    acknowledged,
                    unanswered,
                    lost,
                    notConfirmed,
                    refused,
                    deadLettered,
                    arrived == null ? null : arrived.stored(),
                    arrived == null ? null : arrived.duplicates(),
                    pending,
                    missing,
                    latest.lastHeardAt(),
                    lastAcknowledgedAt,
                    refusal);
        }
    }
}
