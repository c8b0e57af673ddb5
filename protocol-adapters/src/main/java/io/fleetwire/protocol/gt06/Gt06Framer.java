package io.fleetwire.protocol.gt06;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.util.List;

/**
 * Cuts the stream by the frames' lengths, or by the build of watches' frames, whose lengths are none. What does not end where its length says is cut at the next {@code 0D0A}, and what begins like no frame is
 * cut before the next one: both come out as frames too, for the codec to refuse, so that every byte is accounted for.
 */
final class Gt06Framer extends ByteToMessageDecoder {

    /** Marker, length byte, up to 255 bytes, end. */
    static final int MAX_SHORT_FRAME = 2 + 1 + 255 + 2;

    /** Recorded long frames stay below 300 bytes, file chunks of cameras below 1.1 KiB; the field itself could say 64 KiB. */
    static final int MAX_LONG_FRAME = 8 * 1_024;

    /** The first frame is a login of at most 22 bytes: whoever begins with more is no tracker. */
    static final int MAX_FIRST_FRAME = 64;

    private boolean first = true;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < Gt06Frame.MARKER_BYTES) {
            return;
        }
        int length = Gt06Frame.isMarker(in.getUnsignedShort(in.readerIndex())) ? frameLength(in) : noiseLength(in);
        if (length > 0) {
            first = false;
            out.add(in.readRetainedSlice(length));
        }
    }

    /** Bytes of the frame at the front; 0: it is not complete. */
    private int frameLength(ByteBuf in) {
        int start = in.readerIndex();
        boolean isLong = in.getUnsignedShort(start) == Gt06Frame.LONG;
        int header = Gt06Frame.headerBytes(isLong);
        if (in.readableBytes() < header) {
            return 0;
        }
        int declared = Gt06Frame.declaredLength(in, start);
        int whole = header + declared + Gt06Frame.END_BYTES;
        int limit = limit(isLong ? MAX_LONG_FRAME : MAX_SHORT_FRAME);
        if (whole > limit) {
            throw lost(in, "a frame of " + whole + " bytes, " + limit + " allowed");
        }
        int readable = in.readableBytes();
        boolean sound = declared >= Gt06Frame.MIN_LENGTH;
        if (sound && readable >= whole && in.getUnsignedShort(start + whole - Gt06Frame.END_BYTES) == Gt06Frame.END) {
            return whole;
        }
        int watch = isLong ? 0 : Gt06WatchDevice.frameLength(in, start);
        if (watch > 0) {
            return watch;
        }
        if (watch == Gt06WatchDevice.INCOMPLETE || (sound && readable < whole)) {
            return 0;
        }
        return cut(in, start + header, limit, false);
    }

    /** Bytes up to the next frame or line end; 0: it is not in sight yet. */
    private int noiseLength(ByteBuf in) {
        return cut(in, in.readerIndex(), limit(MAX_SHORT_FRAME), true);
    }

    private static int cut(ByteBuf in, int from, int limit, boolean stopAtMarker) {
        int start = in.readerIndex();
        for (int i = from; i + 1 < in.writerIndex(); i++) {
            int two = in.getUnsignedShort(i);
            if (two == Gt06Frame.END) {
                return i + Gt06Frame.END_BYTES - start;
            }
            if (stopAtMarker && Gt06Frame.isMarker(two)) {
                return i - start;
            }
        }
        if (in.readableBytes() > limit) {
            throw lost(in, "no end of a frame in " + limit + " bytes");
        }
        return 0;
    }

    /** The stream cannot be followed any more: what is left of it is dropped, so that it is said only once. */
    private static TooLongFrameException lost(ByteBuf in, String reason) {
        in.skipBytes(in.readableBytes());
        return new TooLongFrameException(reason);
    }

    private int limit(int later) {
        return first ? MAX_FIRST_FRAME : later;
    }
}
