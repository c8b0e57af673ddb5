package io.fleetwire.protocol.jt808;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.util.List;

/**
 * Cuts the stream at its flags: {@code 7E … 7E}, escapes left in, so that what is refused is kept as it came. Locks also say sentences in brackets
 * between two frames. What begins with neither is cut before the next flag and comes out as a frame too, for the codec to refuse.
 */
final class Jt808Framer extends ByteToMessageDecoder {

    /** Both flags, and every byte of the longest content escaped. */
    static final int MAX_FRAME = 2 + 2 * Jt808Frame.MAX_CONTENT;

    /** Recorded sentences have up to 40 characters. */
    static final int MAX_SENTENCE = 512;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int start = in.readerIndex();
        int length = switch (in.getUnsignedByte(start)) {
            case Jt808Frame.FLAG -> frameLength(in);
            case Jt808Sentence.OPENING -> upTo(in, (byte) Jt808Sentence.CLOSING, 1, MAX_SENTENCE);
            default -> upTo(in, (byte) Jt808Frame.FLAG, 0, MAX_FRAME);
        };
        if (length > 0) {
            out.add(in.readRetainedSlice(length));
        }
    }

    /** Two flags in a row are the end of a frame whose beginning is lost, and the beginning of the next: the first is dropped. */
    private static int frameLength(ByteBuf in) {
        while (in.readableBytes() > 1 && in.getUnsignedByte(in.readerIndex() + 1) == Jt808Frame.FLAG) {
            in.skipBytes(1);
        }
        return in.readableBytes() < 2 ? 0 : upTo(in, (byte) Jt808Frame.FLAG, 1, MAX_FRAME);
    }

    /** Bytes up to the next {@code end}, which itself counts where {@code ends} is 1; 0: it is not in sight yet. */
    private static int upTo(ByteBuf in, byte end, int ends, int limit) {
        int start = in.readerIndex();
        int at = in.indexOf(start + 1, Math.min(in.writerIndex(), start + limit), end);
        if (at >= 0) {
            return at + ends - start;
        }
        if (in.readableBytes() >= limit) {
            // The stream cannot be followed any more: what is left of it is dropped, so that it is said only once.
            in.skipBytes(in.readableBytes());
            throw new TooLongFrameException("no end of a frame in " + limit + " bytes");
        }
        return 0;
    }
}
