package io.fleetwire.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Part of the input that could not be decoded; it goes to the dead letters with its reason.
 *
 * @param bytes as received
 * @param insistent the device sends it until it is acknowledged; null: it goes on without
 */
// The bytes are nobody's to change and are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Refused(String reason, byte[] bytes, @Nullable Insistent insistent) {

    /** Of a device that goes on whatever it hears. */
    public Refused(String reason, byte[] bytes) {
        this(reason, bytes, null);
    }

    /**
     * What a device would send for ever, and nothing else with it: its answer is owed once it came again and again and its bytes are kept. Once is not
     * enough, as it may have been damaged on the way.
     *
     * @param fingerprint the same each time it is sent
     * @param answer that lets the device forget it
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Insistent(int fingerprint, byte[] answer) {}
}
