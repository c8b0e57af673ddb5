package io.fleetwire.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What could not be understood, with its bytes and the reason, on {@code fleet.deadletter}.
 *
 * @param from who refused it
 * @param bytes as received; JSON carries them as Base64
 */
// The bytes are nobody's to change and are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(
        Origin from, @Nullable String protocol, @Nullable String deviceId, String reason, Instant at, byte[] bytes) {

    /** Who refused it. */
    public enum Origin {
        @JsonProperty("gateway")
        GATEWAY,
        @JsonProperty("engine")
        ENGINE
    }
}
