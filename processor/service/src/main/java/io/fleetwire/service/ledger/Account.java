package io.fleetwire.service.ledger;

import io.fleetwire.event.LedgerEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One gateway's counts of one device's day: the newest, and the newest of which everything must have arrived by now. While the pipeline is behind, only
 * the oldest that waits for it is kept between the two, so this stays small however far behind it is.
 */
final class Account {

    private LedgerEntry newest;
    private @Nullable LedgerEntry waiting;
    private @Nullable LedgerEntry due;

    Account(LedgerEntry first) {
        newest = first;
        waiting = first;
    }

    LedgerEntry newest() {
        return newest;
    }

    void take(LedgerEntry entry) {
        newest = entry;
        if (waiting == null) {
            waiting = entry;
        }
    }

    /** Rows that must have arrived by now, since everything that Kafka had at {@code storedUntil} has. */
    long rowsDue(Instant storedUntil) {
        while (waiting != null && !waiting.at().isAfter(storedUntil)) {
            due = waiting;
            waiting = waiting.equals(newest) ? null : newest;
        }
        return due == null ? 0 : due.rows();
    }
}
