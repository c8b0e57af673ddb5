package io.fleetwire.protocol.workbench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A protocol's own framer over a whole stream, one frame at a time, with the place of each. Framers do not say where they are; but what they have consumed
 * shows it.
 */
final class StreamFramer implements AutoCloseable {

    /**
     * A frame and where it was.
     *
     * @param offset in the stream
     * @param frame its reader releases it
     */
    record Cut(int offset, ByteBuf frame) {}

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ByteBuf stream;
    private final Queue<Cut> ready = new ArrayDeque<>();
    /** The framer's own buffer. */
    private ByteBuf unread = Unpooled.EMPTY_BUFFER;

    private int consumed;
    private @Nullable String broken;

    /**
     * @param stream all there is; stays the caller's
     */
    StreamFramer(ByteToMessageDecoder framer, ByteBuf stream) {
        this.stream = stream;
        framer.setSingleDecode(true);
        framer.setCumulator(this::cumulate);
        channel.pipeline().addLast(framer);
        write(channel.alloc().buffer(stream.readableBytes()).writeBytes(stream, stream.readerIndex(), end()));
    }

    private ByteBuf cumulate(ByteBufAllocator alloc, ByteBuf cumulation, ByteBuf in) {
        unread = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(alloc, cumulation, in);
        return unread;
    }

    private int end() {
        return stream.readableBytes();
    }

    /** The next whole frame; null: there is none any more. Release one before asking for the next: the framer copies what it shares. */
    @Nullable
    Cut next() {
        // A framer may consume something that is no frame: go on while it does.
        int before = -1;
        while (ready.isEmpty() && broken == null && consumed < end() && before != consumed) {
            before = consumed;
            write(Unpooled.EMPTY_BUFFER);
        }
        return ready.poll();
    }

    /** Bytes that became frames or were skipped. */
    int consumed() {
        return consumed;
    }

    /** Why the stream cannot be followed any more; null: it can. */
    @Nullable
    String broken() {
        return broken;
    }

    private void write(ByteBuf bytes) {
        int from = consumed;
        try {
            channel.writeInbound(bytes);
            consumed = end() - (unread.refCnt() == 0 ? 0 : unread.readableBytes());
        } catch (DecoderException e) {
            // What the framer drops with it stays unconsumed: it is the rest.
            broken = String.valueOf(e.getMessage());
        }
        for (ByteBuf frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            int offset = find(frame, from);
            ready.add(new Cut(offset, frame));
            from = Math.min(consumed, offset + frame.readableBytes());
        }
    }

    /** Framers skip line ends before a frame; one that takes out escapes makes bytes that are nowhere in the stream. */
    private int find(ByteBuf frame, int from) {
        int length = frame.readableBytes();
        for (int at = from; at + length <= consumed; at++) {
            if (frame.equals(stream.slice(stream.readerIndex() + at, length))) {
                return at;
            }
        }
        return from;
    }

    @Override
    public void close() {
        for (Cut cut = ready.poll(); cut != null; cut = ready.poll()) {
            cut.frame().release();
        }
        try {
            channel.finishAndReleaseAll();
        } catch (DecoderException e) {
            // What is left over is as unframeable at the end as it was before.
            broken = String.valueOf(e.getMessage());
        }
    }
}
