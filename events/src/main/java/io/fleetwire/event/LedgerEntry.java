package io.fleetwire.event;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What one gateway has had from one device on one UTC day so far, on {@code fleet.ledger}. Counts only grow, until the gateway starts anew under another
 * name: whoever wants the whole adds up the newest entry of each key.
 *
 * <p>"Records" are events; their day is that of their receive time, which is what ClickHouse's {@code rollup_device_day} goes by, too.
 *
 * @param gateway the gateway's name for as long as its process lives
 * @param at everything that was counted before is in here
 * @param received records decoded of its frames
 * @param confirmed those of them Kafka confirmed
 * @param rows those of the confirmed that become a row of {@code fact_telemetry}: what a vehicle measured, not what an app reported
 * @param acknowledged those of the confirmed the device was told about
 * @param unanswered those of the confirmed that came in a way that has no acknowledgement
 * @param lost records that came in a way that has no acknowledgement, and that Kafka did not confirm: the device does not send them again
 * @param notConfirmed records Kafka did not confirm and the device was not told about: it sends them again
 * @param refused frames with something in them that could not be decoded
 * @param deadLettered parts that could not be decoded and were stored with their reason
 * @param refusal why the latest was refused; null: none was
 */
public record LedgerEntry(
        String deviceId,
        String protocol,
        String gateway,
        LocalDate day,
        Instant at,
        long received,
        long confirmed,
        long rows,
        long acknowledged,
        long unanswered,
        long lost,
        long notConfirmed,
        long refused,
        long deadLettered,
        Instant lastHeardAt,
        @Nullable Instant lastAcknowledgedAt,
        @Nullable String refusal) {

    public LedgerEntry {
        Ids.require("deviceId", deviceId);
    }

    /** Kafka's key: gateways and days add up, so none replaces another's. */
    public String key() {
        return deviceId + "/" + gateway + "/" + day;
    }
}
