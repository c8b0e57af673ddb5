package io.fleetwire.protocol.queclink;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Cuts the stream at the tail characters, and the binary forms by their length. A header in the middle of a message means that the rest of it was lost:
 * cut there too, so that two halves never make one message.
 */
final class QueclinkFramer extends ByteToMessageDecoder {

    /** Recorded messages reach 660 bytes; a CAN report may take 1,000 (GV300CAN), transparent data 1,200, a network packet 1,440. */
    static final int MAX_MESSAGE = 4 * 1_024;

    /** Line ends and padding between messages, the rest of a message whose head was lost. */
    static final int MAX_NOISE = 1_500;

    private static final List<byte[]> HEADERS = List.of(
            Sentence.Kind.REPORT.header.getBytes(StandardCharsets.US_ASCII),
            Sentence.Kind.BUFFERED.header.getBytes(StandardCharsets.US_ASCII),
            Sentence.Kind.ACKNOWLEDGEMENT.header.getBytes(StandardCharsets.US_ASCII));

    /** Enough to tell text from the binary forms. */
    private static final int KIND_BYTES = 5;

    private int noise;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        skipNoise(in);
        if (in.readableBytes() < 2) {
            return;
        }
        int length = frameLength(in);
        if (length > 0) {
            noise = 0;
            out.add(in.readRetainedSlice(length));
        }
    }

    private void skipNoise(ByteBuf in) {
        int before = in.readableBytes();
        while (in.isReadable() && in.getByte(in.readerIndex()) != '+') {
            in.skipBytes(1);
        }
        noise += before - in.readableBytes();
        if (noise > MAX_NOISE) {
            in.skipBytes(in.readableBytes());
            throw new TooLongFrameException("no message begins in " + MAX_NOISE + " bytes");
        }
    }

    /** Bytes of the frame at the front; 0: it is not complete. */
    private static int frameLength(ByteBuf in) {
        int start = in.readerIndex();
        int end = in.writerIndex();
        if (Binary.isBinary(in, start, end)) {
            return binaryLength(in);
        }
        if (end - start < KIND_BYTES) {
            return 0;
        }
        int text = textLength(in, start, end);
        if ((text == 0 && end - start > MAX_MESSAGE) || text > MAX_MESSAGE) {
            in.skipBytes(in.readableBytes());
            throw new TooLongFrameException("a message of more than " + MAX_MESSAGE + " bytes");
        }
        return text;
    }

    private static int binaryLength(ByteBuf in) {
        if (in.readableBytes() < Binary.HEADER_BYTES) {
            return 0;
        }
        int length = Binary.length(in, in.readerIndex());
        if (length == 0) {
            in.skipBytes(in.readableBytes());
            throw new CorruptedFrameException("a binary message of an impossible length");
        }
        return in.readableBytes() < length ? 0 : length;
    }

    /** Bytes of the text message that begins at {@code start}, its tail character included; 0: its end is not in sight. */
    static int textLength(ByteBuf in, int start, int end) {
        int at = start + 1;
        while (at < end && !isTail(in.getByte(at))) {
            at++;
        }
        if (at == end) {
            return 0;
        }
        for (int i = start + 1; i < at; i++) {
            if (in.getByte(i) == '+' && isHeader(in, i, at)) {
                return i - start;
            }
        }
        return at + 1 - start;
    }

    static boolean isTail(byte b) {
        return b == Sentence.TAIL || b == Sentence.OLD_TAIL;
    }

    private static boolean isHeader(ByteBuf in, int at, int end) {
        return HEADERS.stream().anyMatch(header -> startsWith(in, at, end, header));
    }

    private static boolean startsWith(ByteBuf in, int at, int end, byte[] header) {
        if (end - at < header.length) {
            return false;
        }
        for (int i = 0; i < header.length; i++) {
            if (in.getByte(at + i) != header[i]) {
                return false;
            }
        }
        return true;
    }
}
