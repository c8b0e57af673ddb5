package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import java.util.Locale;

/** Why a client is disconnected because of what it published, unacknowledged. */
enum DisconnectCause {
    MEMORY(DisconnectReasonCode.SERVER_BUSY, "short of memory, send again later"),
    NOT_STORED(DisconnectReasonCode.SERVER_BUSY, "not stored, send again"),
    TOO_FAST(DisconnectReasonCode.MESSAGE_RATE_TOO_HIGH, "slow down"),
    DAILY_RECORDS(DisconnectReasonCode.QUOTA_EXCEEDED, "no more records today"),
    PINNED(DisconnectReasonCode.NOT_AUTHORIZED, "not the device that was here before"),
    UNRELEASED(DisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED, "release what was received"),
    FOREIGN_TOPIC(DisconnectReasonCode.NOT_AUTHORIZED, "not a topic of this device");

    private final DisconnectReasonCode code;
    private final String words;

    DisconnectCause(DisconnectReasonCode code, String words) {
        this.code = code;
        this.words = words;
    }

    DisconnectReasonCode code() {
        return code;
    }

    /** For the client's log. */
    String words() {
        return words;
    }

    /** For metrics: {@code mqtt_not_stored}. */
    String label() {
        return "mqtt_" + name().toLowerCase(Locale.ROOT);
    }

    /** A publish ends with this objection instead of being stored. */
    static final class Raised extends Exception {
        private static final long serialVersionUID = 1L;

        private final DisconnectCause disconnectCause;

        Raised(DisconnectCause disconnectCause) {
            super(disconnectCause.words(), null, false, false);
            this.disconnectCause = disconnectCause;
        }

        DisconnectCause disconnectCause() {
            return disconnectCause;
        }
    }
}
