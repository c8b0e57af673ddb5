package io.fleetwire.protocol;

/**
 * One named stretch of a frame, for people who read bytes: what the protocol workbench prints.
 *
 * @param offset of the first byte, counted from the frame's first byte
 * @param length in bytes, at least 1
 * @param name the field in the protocol's own words, with its place where it repeats: {@code records[2].io[66] externalVoltage}
 * @param value as a human reads it, with its unit: {@code 24.08 V}
 * @param check whether the bytes prove something about the frame, and whether they do
 */
public record Part(int offset, int length, String name, String value, Check check) {

    /** What a stretch of bytes says about the frame's soundness. */
    public enum Check {
        /** Proves nothing. */
        NONE,
        /** A checksum, a length or a count that agrees with the rest. */
        PASSED,
        /** A checksum, a length or a count that does not, or bytes that are no message. */
        FAILED
    }

    /**
     * @throws IllegalArgumentException where there is no byte
     */
    public Part {
        if (offset < 0 || length < 1) {
            throw new IllegalArgumentException("no byte in " + offset + "+" + length);
        }
    }

    /** A stretch that proves nothing. */
    public static Part of(int offset, int length, String name, String value) {
        return new Part(offset, length, name, value, Check.NONE);
    }
}
