package io.fleetwire.service.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a device's records since the report's day began. The counts of the gateways as in {@link io.fleetwire.event.LedgerEntry}, and:
 *
 * @param stored rows of {@code fact_telemetry}; absent while ClickHouse is away
 * @param duplicate records that had a row before; absent while ClickHouse is away
 * @param pending confirmed records that have not arrived in ClickHouse, and may be on their way
 * @param missing confirmed records that must have arrived by now and have not
 */
public record DeviceLedger(
        String deviceId,
        String protocol,
        State state,
        long received,
        long confirmed,
        long acknowledged,
        long unanswered,
        long lostWithConnection,
        long notConfirmed,
        long refused,
        long deadLettered,
        @Nullable Long stored,
        @Nullable Long duplicate,
        long pending,
        long missing,
        Instant lastHeardAt,
        @Nullable Instant lastAcknowledgedAt,
        @Nullable String refusal) {

    /** Whether it adds up; what needs a person is first. */
    public enum State {
        /** Records that Kafka confirmed are not in ClickHouse, though everything else of that time is. */
        MISSING,
        /** Some are still on their way. */
        PENDING,
        /** Each record that Kafka confirmed is in ClickHouse. */
        BALANCED
    }
}
