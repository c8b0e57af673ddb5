package io.fleetwire.protocol.obd;

import io.fleetwire.protocol.wire.BigEndian;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ISO 15765-2: CAN frames to payloads, per CAN id. One for each reply: nothing is carried from one to the next.
 *
 * <pre>
 *  0n data          single frame, n bytes
 *  1n nn data       first of several, nnn bytes in all
 *  10 00 nnnnnnnn   the same, with a length that needs 32 bits
 *  2s data          consecutive, s = 1 … F, 0, 1 …
 *  3x               flow control: the tester's own
 * </pre>
 */
final class IsoTp {

    static final int SINGLE = 0;
    static final int FIRST = 1;
    static final int CONSECUTIVE = 2;
    static final int FLOW_CONTROL = 3;

    /** Announcing less would fit a single frame. */
    private static final int MAX_SINGLE = 7;

    /** Above it the length needs 32 bits, and below it must not have them. */
    private static final int MAX_12_BIT_LENGTH = 0xFFF;

    /** Where data begin in a first frame, by its length field. */
    private static final int FIRST_DATA_AT = 2;

    private static final int LONG_FIRST_DATA_AT = 6;

    private final Map<String, Partial> partial = new HashMap<>();

    /** What has come of a payload: it grows with what comes, not with what is announced. */
    private static final class Partial {
        private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
        private final long length;
        private int sequence = 1;

        private Partial(long length) {
            this.length = length;
        }

        /** What is more than announced fills the frame up. */
        private void add(byte[] frame, int from) {
            payload.write(frame, from, (int) Math.min(frame.length - from, length - payload.size()));
        }
    }

    /**
     * Takes the data bytes of a CAN frame.
     *
     * @return the payload, where this frame completes one
     * @throws Broken where the frame does not continue what came before; the payload is given up
     */
    byte @Nullable [] accept(String canId, byte[] frame) throws Broken {
        if (frame.length == 0) {
            throw new Broken("empty");
        }
        int low = frame[0] & 0x0F;
        return switch (frame[0] >> 4 & 0x0F) {
            case SINGLE -> single(frame, low);
            case FIRST -> first(canId, frame);
            case CONSECUTIVE -> consecutive(canId, frame, low);
            case FLOW_CONTROL -> null;
            default -> throw new Broken("no frame type %X".formatted(frame[0] >> 4 & 0x0F));
        };
    }

    private static byte[] single(byte[] frame, int length) throws Broken {
        if (length == 0) {
            throw new Broken("empty");
        }
        if (length > frame.length - 1) {
            throw new Broken("single frame: " + length + " bytes announced, " + (frame.length - 1) + " there");
        }
        return Arrays.copyOfRange(frame, 1, 1 + length);
    }

    private byte @Nullable [] first(String canId, byte[] frame) throws Broken {
        long length = announced(frame);
        int from = firstDataAt(frame);
        if (length <= (from == FIRST_DATA_AT ? MAX_SINGLE : MAX_12_BIT_LENGTH)) {
            throw new Broken("first frame: announces " + length + " bytes");
        }
        Partial begun = new Partial(length);
        begun.add(frame, from);
        if (partial.remove(canId) != null) {
            partial.put(canId, begun);
            throw new Broken("incomplete: another begins", true);
        }
        return whole(canId, begun);
    }

    /** The payload, if nothing is missing any more. */
    private byte @Nullable [] whole(String canId, Partial begun) {
        if (begun.payload.size() < begun.length) {
            partial.put(canId, begun);
            return null;
        }
        partial.remove(canId);
        return begun.payload.toByteArray();
    }

    /** Where data begin in a first frame. */
    static int firstDataAt(byte[] frame) {
        boolean isLong = frame.length >= LONG_FIRST_DATA_AT && (frame[0] & 0x0F) == 0 && frame[1] == 0;
        return isLong ? LONG_FIRST_DATA_AT : FIRST_DATA_AT;
    }

    /** The length that a first frame says; 0: it says none. */
    static long announced(byte[] frame) {
        if (frame.length < FIRST_DATA_AT) {
            return 0;
        }
        return firstDataAt(frame) == FIRST_DATA_AT
                ? (frame[0] & 0x0F) << 8 | BigEndian.u8(frame, 1)
                : BigEndian.u32(frame, FIRST_DATA_AT);
    }

    private byte @Nullable [] consecutive(String canId, byte[] frame, int sequence) throws Broken {
        Partial begun = partial.get(canId);
        if (begun == null) {
            throw new Broken("consecutive frame without a first");
        }
        if (sequence != begun.sequence) {
            partial.remove(canId);
            throw new Broken("sequence: expected " + begun.sequence + " got " + sequence);
        }
        begun.sequence = (begun.sequence + 1) & 0x0F;
        begun.add(frame, 1);
        return whole(canId, begun);
    }

    /** Whether a payload is on its way. */
    boolean isBegun(String canId) {
        return partial.containsKey(canId);
    }

    /** The ids whose payload never became whole. */
    Iterable<String> incomplete() {
        return partial.keySet();
    }

    /** Frames that make no payload. */
    static final class Broken extends Exception {
        private final boolean anotherBegun;

        private Broken(String reason) {
            this(reason, false);
        }

        private Broken(String reason, boolean anotherBegun) {
            super(reason, null, false, false);
            this.anotherBegun = anotherBegun;
        }

        /** Whether what was on its way is lost because this frame begins another payload. */
        boolean isAnotherBegun() {
            return anotherBegun;
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
