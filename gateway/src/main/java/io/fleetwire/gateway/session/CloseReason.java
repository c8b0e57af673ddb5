package io.fleetwire.gateway.session;

import java.util.Locale;

/** Why the gateway closed a connection. */
public enum CloseReason {
    /** The protocol said so: a refused login, a third bad packet. */
    PROTOCOL,
    /** The stream cannot be followed any more. */
    MALFORMED,
    /** Kafka did not confirm: the device must send again. */
    NOT_STORED,
    /** The device connected again. */
    REPLACED,
    /** The device was removed from the registry, or disabled. */
    UNREGISTERED,
    /** Silent for too long. */
    IDLE,
    /** Did not say who it is in time. */
    LOGIN_TIMEOUT,
    /** Did not finish a frame in time. */
    FRAME_TIMEOUT,
    /** No protocol begins with its first bytes. */
    UNRECOGNISED,
    /** Sends more than it may, or makes us send more, and goes on when it is not read any more. */
    TOO_FAST,
    /** More records of the device in a day than it may have. */
    DAILY_RECORDS,
    /** It shows itself to be another than the device that first had this id, and the policy refuses that. */
    PINNED,
    /** No TLS handshake, or not in time. */
    TLS_HANDSHAKE,
    /** A trusted proxy did not say for whom it speaks. */
    PROXY_HEADER,
    /** Somebody who is no trusted proxy claims to speak for somebody else. */
    PROXY_UNTRUSTED,
    /** The gateway stops. */
    STOPPING,
    /** A defect of ours; the log has it. */
    DEFECT;

    /** For metrics and log lines: {@code not_stored}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
