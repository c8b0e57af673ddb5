package io.fleetwire.protocol.workbench.capture;

import io.fleetwire.protocol.workbench.capture.Packets.Segment;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One direction of a connection, put back in order. Sequence numbers wrap at 2³², so places are differences to the first one seen. */
final class HalfStream {

    // Never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Piece(int place, byte[] bytes) {}

    private final List<Piece> pieces = new ArrayList<>();
    private final Set<Integer> places = new HashSet<>();
    private boolean begun;
    private int first;
    private int lowest;

    void add(Segment segment) {
        if (!begun) {
            begun = true;
            first = segment.sequence();
        }
        int place = segment.sequence() - first;
        lowest = Math.min(lowest, place);
        if (segment.payload().isReadable()) {
            places.add(place);
            pieces.add(new Piece(place, ByteBufUtil.getBytes(segment.payload())));
        }
    }

    /** Whether a segment was sent before. */
    boolean has(Segment segment) {
        return places.contains(segment.sequence() - first);
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** How many bytes of this direction lie before a sequence number; 0: none, or it is of another connection. */
    int before(int sequence) {
        return begun ? Math.max(0, sequence - first - lowest) : 0;
    }

    /**
     * What arrived without a hole.
     *
     * @param bytes without what was sent again
     * @param missing what the capture lacks behind them; null: nothing
     */
    // Never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Whole(byte[] bytes, @Nullable String missing) {}

    Whole whole(int limit) {
        pieces.sort(Comparator.comparingInt(Piece::place));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Piece piece : pieces) {
            int next = lowest + bytes.size();
            if (piece.place() > next) {
                return new Whole(
                        bytes.toByteArray(),
                        (piece.place() - next) + " bytes are not in the capture; what follows them is left out");
            }
            int known = next - piece.place();
            int fresh = piece.bytes().length - known;
            if (fresh > limit - bytes.size()) {
                return new Whole(bytes.toByteArray(), "more than " + limit + " bytes; the rest is left out");
            }
            if (fresh > 0) {
                bytes.write(piece.bytes(), known, fresh);
            }
        }
        return new Whole(bytes.toByteArray(), null);
    }
}
