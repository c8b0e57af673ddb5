package io.fleetwire.gateway.ledger;

import io.fleetwire.gateway.metrics.LedgerMeters;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A frame that was entered: what Kafka and the device hear of it is entered through this. */
public final class Receipt {

    private final Account account;
    private final LedgerMeters meters;
    private final InstantSource clock;
    private final int records;
    private final int rows;
    private final int deadLetters;
    private final boolean promised;

    Receipt(
            Account account,
            LedgerMeters meters,
            InstantSource clock,
            int records,
            int rows,
            int deadLetters,
            boolean promised) {
        this.account = account;
        this.meters = meters;
        this.clock = clock;
        this.records = records;
        this.rows = rows;
        this.deadLetters = deadLetters;
        this.promised = promised;
    }

    int records() {
        return records;
    }

    int rows() {
        return rows;
    }

    int deadLetters() {
        return deadLetters;
    }

    boolean isPromised() {
        return promised;
    }

    /** What Kafka says of the frame's records, and not of anything else an acknowledgement may wait for. */
    public void follow(CompletableFuture<Void> stored) {
        CompletionStage<Void> answer = stored;
        answer.whenComplete((ok, failure) -> settled(failure == null));
    }

    /** The frame's records do not go to Kafka. */
    public void dropped() {
        settled(false);
    }

    private void settled(boolean stored) {
        account.settled(this, stored);
        if (stored) {
            meters.confirmed().increment(records);
            meters.unanswered().increment(promised ? 0 : records);
            meters.deadLettered().increment(deadLetters);
        } else {
            (promised ? meters.notConfirmed() : meters.lost()).increment(records);
        }
    }

    /** The reply that means "stored" has left. */
    public void answered() {
        if (promised && records > 0) {
            account.acknowledged(records, clock.instant());
            meters.acknowledged().increment(records);
        }
    }
}
