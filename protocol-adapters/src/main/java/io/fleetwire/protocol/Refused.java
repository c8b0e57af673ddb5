package io.fleetwire.protocol;

/**
 * Part of the input that could not be decoded; it goes to the dead letters with its reason.
 *
 * @param bytes as received
 */
// The bytes are nobody's to change and are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Refused(String reason, byte[] bytes) {}
