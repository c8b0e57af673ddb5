package io.fleetwire.protocol.obd;

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
 *  2s data          consecutive, s = 1 … F, 0, 1 …
 *  3x               flow control: the tester's own
 * </pre>
 */
final class IsoTp {

    private static final int CONSECUTIVE_DATA = 7;

    private final Map<String, Partial> partial = new HashMap<>();

    /** What has come of a payload. */
    private static final class Partial {
        private final byte[] payload;
        private int received;
        private int sequence = 1;

        private Partial(int length) {
            payload = new byte[length];
        }

        private void add(byte[] frame, int from) {
            int count = Math.min(frame.length - from, payload.length - received);
            System.arraycopy(frame, from, payload, received, count);
            received += count;
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
            case 0 -> single(frame, low);
            case 1 -> first(canId, frame, low);
            case 2 -> consecutive(canId, frame, low);
            default -> null;
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

    private byte @Nullable [] first(String canId, byte[] frame, int high) throws Broken {
        int length = frame.length < 2 ? 0 : high << 8 | (frame[1] & 0xFF);
        // 0 would announce a 32-bit length, which only CAN FD has; less than 8 would fit a single frame.
        if (length <= CONSECUTIVE_DATA) {
            throw new Broken("first frame: announces " + length + " bytes");
        }
        Partial begun = new Partial(length);
        begun.add(frame, 2);
        partial.put(canId, begun);
        return null;
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
        if (begun.received < begun.payload.length) {
            return null;
        }
        partial.remove(canId);
        return begun.payload;
    }

    /** The ids whose payload never became whole. */
    Iterable<String> incomplete() {
        return partial.keySet();
    }

    /** Frames that make no payload. */
    static final class Broken extends Exception {
        private Broken(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
