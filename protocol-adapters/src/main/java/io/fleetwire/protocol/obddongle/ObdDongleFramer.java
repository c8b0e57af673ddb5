package io.fleetwire.protocol.obddongle;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.util.List;

/**
 * Cuts the stream by the frames' lengths. What does not end where its length says is cut at the next {@code AAAA}, and what begins like no frame is cut
 * before the next {@code 5555}: both come out as frames too, for the codec to refuse, so that every byte is accounted for.
 */
final class ObdDongleFramer extends ByteToMessageDecoder {

    /** The recorded frames have 34 and 45 bytes; 1,099 is what a well-known server allows. */
    static final int MAX_FRAME = 1_099;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < ObdDongleFrame.MARKER_BYTES) {
            return;
        }
        boolean begins = in.getUnsignedShort(in.readerIndex()) == ObdDongleFrame.START;
        int length = begins ? frameLength(in) : upTo(in, 1, ObdDongleFrame.START, 0);
        if (length > 0) {
            out.add(in.readRetainedSlice(length));
        }
    }

    /** Bytes of the frame at the front; 0: it is not complete. */
    private static int frameLength(ByteBuf in) {
        if (in.readableBytes() < ObdDongleFrame.HEADER_BYTES) {
            return 0;
        }
        int start = in.readerIndex();
        int whole = ObdDongleFrame.MIN_BYTES + in.getUnsignedShort(start + ObdDongleFrame.LENGTH_AT);
        if (whole > MAX_FRAME) {
            throw lost(in, "a frame of " + whole + " bytes, " + MAX_FRAME + " allowed");
        }
        if (in.readableBytes() < whole) {
            return 0;
        }
        boolean ends = in.getUnsignedShort(start + whole - ObdDongleFrame.MARKER_BYTES) == ObdDongleFrame.END;
        return ends ? whole : upTo(in, ObdDongleFrame.HEADER_BYTES, ObdDongleFrame.END, ObdDongleFrame.MARKER_BYTES);
    }

    /** Bytes up to the next mark, of which {@code more} still count; 0: it is not in sight yet. */
    private static int upTo(ByteBuf in, int from, int mark, int more) {
        int start = in.readerIndex();
        int end = Math.min(in.writerIndex(), start + MAX_FRAME);
        for (int i = start + from; i + ObdDongleFrame.MARKER_BYTES <= end; i++) {
            if (in.getUnsignedShort(i) == mark) {
                return i + more - start;
            }
        }
        if (in.readableBytes() >= MAX_FRAME) {
            throw lost(in, "no end of a frame in " + MAX_FRAME + " bytes");
        }
        return 0;
    }

    /** The stream cannot be followed any more: what is left of it is dropped, so that it is said only once. */
    private static TooLongFrameException lost(ByteBuf in, String reason) {
        in.skipBytes(in.readableBytes());
        return new TooLongFrameException(reason);
    }
}
