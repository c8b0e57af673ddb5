package io.fleetwire.gateway.ledger;

import io.fleetwire.event.LedgerEntry;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One device's counts of one UTC day. Written by the connection's thread and by Kafka's, read by the writer's: each holds the lock for a few additions.
 */
final class Account {

    /** Longest reason kept. */
    private static final int MAX_REFUSAL = 120;

    private final String deviceId;
    private final String protocol;
    private final long day;
    private long received;
    private long confirmed;
    private long rows;
    private long acknowledged;
    private long unanswered;
    private long lost;
    private long notConfirmed;
    private long refused;
    private long deadLettered;
    private Instant lastHeardAt;
    private @Nullable Instant lastAcknowledgedAt;
    private @Nullable String refusal;

    /** Frames Kafka has not answered for. */
    private int open;

    private long changes;
    private long written;

    /**
     * @param day UTC, since the epoch
     */
    Account(String deviceId, String protocol, long day, Instant at) {
        this.deviceId = deviceId;
        this.protocol = protocol;
        this.day = day;
        this.lastHeardAt = at;
    }

    /** A frame came that brought nothing to store. */
    synchronized void heard(Instant at) {
        changes++;
        lastHeardAt = at;
    }

    /** A frame came; {@link #settled} must follow. */
    synchronized void received(int records, @Nullable String refusedFor, Instant at) {
        heard(at);
        open++;
        received += records;
        if (refusedFor != null) {
            refused++;
            refusal = refusedFor.length() <= MAX_REFUSAL ? refusedFor : refusedFor.substring(0, MAX_REFUSAL);
        }
    }

    /** Kafka has answered for a frame. */
    synchronized void settled(Receipt receipt, boolean stored) {
        changes++;
        open--;
        if (stored) {
            confirmed += receipt.records();
            rows += receipt.rows();
            deadLettered += receipt.deadLetters();
            unanswered += receipt.isPromised() ? 0 : receipt.records();
        } else if (receipt.isPromised()) {
            notConfirmed += receipt.records();
        } else {
            lost += receipt.records();
        }
    }

    /** The device was told that a frame is stored. */
    synchronized void acknowledged(int records, Instant at) {
        changes++;
        acknowledged += records;
        lastAcknowledgedAt = at;
    }

    /** Whether something happened since what was {@link #written}. */
    synchronized boolean isChanged() {
        return changes != written;
    }

    /** Whether nothing more can happen to it. */
    synchronized boolean isOver(long today) {
        // A day more than seems needed: a clock that is set back must not open the same account again, at zero.
        return open == 0 && changes == written && day < today - 1;
    }

    /** Everything up to this change is on Kafka. */
    synchronized void written(long upTo) {
        written = Math.max(written, upTo);
    }

    synchronized Snapshot snapshot(String gateway, Instant at) {
        return new Snapshot(
                new LedgerEntry(
                        deviceId,
                        protocol,
                        gateway,
                        LocalDate.ofEpochDay(day),
                        at,
                        received,
                        confirmed,
                        rows,
                        acknowledged,
                        unanswered,
                        lost,
                        notConfirmed,
                        refused,
                        deadLettered,
                        lastHeardAt,
                        lastAcknowledgedAt,
                        refusal),
                changes);
    }

    /** The counts, and how many changes are in them. */
    record Snapshot(LedgerEntry entry, long changes) {}
}
