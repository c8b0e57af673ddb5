package io.fleetwire.protocol.obd;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.util.List;

/** First the identification line, up to its end; then replies, up to their prompt. Neither end is part of the frame. */
final class ObdFramer extends ByteToMessageDecoder {

    /** {@code ID }, an id of at most 64 characters, perhaps of several bytes, and some space. */
    static final int MAX_IDENTIFICATION = 128;

    /** Longest line of an adapter is a VIN without line breaks; more is no ELM327. */
    static final int MAX_LINE = 512;

    /** 128 trouble codes of 2 control units: 2 × 37 CAN frames of 20 characters make 1.5 KiB. */
    static final int MAX_REPLY = 2_048;

    private static final char PROMPT = '>';

    private boolean identified;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int end = identified ? replyEnd(in) : lineEnd(in);
        if (end >= 0) {
            identified = true;
            out.add(in.readRetainedSlice(end - in.readerIndex()));
            in.skipBytes(1);
        }
    }

    private static int lineEnd(ByteBuf in) {
        while (in.isReadable() && isLineEnd(in.getByte(in.readerIndex()))) {
            in.skipBytes(1);
        }
        for (int i = in.readerIndex(); i < in.writerIndex(); i++) {
            if (isLineEnd(in.getByte(i))) {
                return i;
            }
        }
        require(in.readableBytes() <= MAX_IDENTIFICATION, in, "identification line over " + MAX_IDENTIFICATION);
        return -1;
    }

    private static int replyEnd(ByteBuf in) {
        int lineStart = in.readerIndex();
        for (int i = lineStart; i < in.writerIndex(); i++) {
            byte b = in.getByte(i);
            if (b == PROMPT) {
                return i;
            }
            if (isLineEnd(b)) {
                lineStart = i + 1;
            }
            require(i - lineStart < MAX_LINE, in, "line over " + MAX_LINE);
            require(i - in.readerIndex() < MAX_REPLY, in, "reply over " + MAX_REPLY);
        }
        return -1;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\r' || b == '\n';
    }

    private static void require(boolean within, ByteBuf in, String what) {
        if (!within) {
            in.skipBytes(in.readableBytes());
            throw new TooLongFrameException(what + " bytes");
        }
    }
}
