package io.fleetwire.protocol.teltonika;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import java.util.List;

/** Cuts a connection into pings, the login and packets. A stream that is none of these cannot be followed any more: there is no mark to search for. */
final class TeltonikaFramer extends ByteToMessageDecoder {

    /** Longest login with its length: an IMEI takes 17 bytes. */
    static final int MAX_LOGIN_LENGTH = 64;

    /** Shortest data: an empty message of Codec 12. */
    static final int MIN_DATA_LENGTH = 8;

    /** Longest data: devices keep to 1,280 bytes, recorded packets of cameras reach 2,067. */
    static final int MAX_DATA_LENGTH = 8 * 1024;

    private static final int INCOMPLETE = -1;

    private boolean loggedIn;

    /** The stream could not be followed: what comes until the connection is closed is dropped. */
    private boolean lost;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (lost) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int length = frameLength(in);
        if (length != INCOMPLETE && in.readableBytes() >= length) {
            loggedIn |= in.getUnsignedByte(in.readerIndex()) != TeltonikaCodec.PING;
            out.add(in.readRetainedSlice(length));
        }
    }

    private int frameLength(ByteBuf in) {
        int start = in.readerIndex();
        if (in.getUnsignedByte(start) == TeltonikaCodec.PING) {
            return 1;
        }
        if (in.readableBytes() < 2) {
            return INCOMPLETE;
        }
        int loginLength = in.getUnsignedShort(start);
        return loginLength == 0 ? packetLength(in, start) : loginLength(in, start, loginLength + 2);
    }

    private int packetLength(ByteBuf in, int start) {
        if (!loggedIn) {
            throw lost("data before login");
        }
        if (in.readableBytes() >= Integer.BYTES && in.getInt(start) != 0) {
            throw lost("neither a login nor a packet");
        }
        if (in.readableBytes() < TeltonikaCodec.HEADER_LENGTH) {
            return INCOMPLETE;
        }
        long dataLength = in.getUnsignedInt(start + 4);
        if (dataLength < MIN_DATA_LENGTH || dataLength > MAX_DATA_LENGTH) {
            throw lost("packet of " + dataLength + " bytes; " + MIN_DATA_LENGTH + " to " + MAX_DATA_LENGTH
                    + " are allowed");
        }
        return (int) dataLength + TeltonikaCodec.ENVELOPE_LENGTH;
    }

    private int loginLength(ByteBuf in, int start, int length) {
        if (length > MAX_LOGIN_LENGTH) {
            throw lost("login of " + length + " bytes; at most " + MAX_LOGIN_LENGTH + " are allowed");
        }
        for (int i = start + 2; i < start + Math.min(length, in.readableBytes()); i++) {
            int character = in.getUnsignedByte(i);
            if (character < ' ' || character > '~') {
                throw lost("neither a login nor a packet");
            }
        }
        return length;
    }

    private DecoderException lost(String reason) {
        lost = true;
        return new DecoderException(reason);
    }
}
