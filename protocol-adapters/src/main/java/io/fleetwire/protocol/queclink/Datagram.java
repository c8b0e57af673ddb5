package io.fleetwire.protocol.queclink;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** The messages of a frame: one on a connection, perhaps several in a datagram. */
final class Datagram {

    /**
     * Bytes of a frame.
     *
     * @param at of the first byte, as the buffer counts
     * @param message false: empty space between messages
     */
    record Stretch(int at, int length, boolean message) {}

    private Datagram() {}

    /** All of a frame, in its order. What is no message and no empty space comes out as a message too, to be refused. */
    static List<Stretch> stretches(ByteBuf frame) {
        int at = frame.readerIndex();
        int end = frame.writerIndex();
        List<Stretch> stretches = new ArrayList<>(1);
        while (at < end) {
            int space = spaceEnd(frame, at, end) - at;
            int length = space > 0 ? space : messageLength(frame, at, end);
            stretches.add(new Stretch(at, length, space == 0));
            at += length;
        }
        return stretches;
    }

    /** The messages, as slices that are the frame's own. */
    static List<ByteBuf> messages(ByteBuf frame) {
        return stretches(frame).stream()
                .filter(Stretch::message)
                .map(stretch -> frame.slice(stretch.at, stretch.length))
                .toList();
    }

    private static int messageLength(ByteBuf frame, int at, int end) {
        if (Binary.isBinary(frame, at, end)) {
            return end - at;
        }
        int text = QueclinkFramer.textLength(frame, at, end);
        return text == 0 ? end - at : text;
    }

    private static int spaceEnd(ByteBuf frame, int from, int end) {
        int at = from;
        while (at < end && isSpace(frame.getByte(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte b) {
        return b == '\r' || b == '\n' || b == ' ' || b == Sentence.OLD_TAIL;
    }
}
