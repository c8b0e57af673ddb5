package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.Refused.Insistent;
import io.fleetwire.protocol.wire.BigEndian;
import io.fleetwire.protocol.wire.Imei;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records that cannot be read. A device sends the same packet until as many as it holds are acknowledged, and nothing after it; so it must be said what
 * would let it go on.
 */
final class UndecodablePacket {

    /** Length, packet id, packet type, AVL packet id, length of the IMEI. */
    private static final int DATAGRAM_HEADER = 8;

    private UndecodablePacket() {}

    /** Null where the device does not wait for an acknowledgement, or nobody can say for how many records. */
    static @Nullable Insistent insistent(byte[] frame) {
        boolean packet = frame.length > TeltonikaCodec.ENVELOPE_LENGTH + 1 && BigEndian.s32(frame, 0) == 0;
        if (packet) {
            int codec = BigEndian.u8(frame, TeltonikaCodec.HEADER_LENGTH);
            boolean text = codec >= TextCodec.FIRST && codec <= TextCodec.LAST;
            int records = BigEndian.u8(frame, TeltonikaCodec.HEADER_LENGTH + 1);
            byte[] answer = Unpooled.buffer(Integer.BYTES).writeInt(records).array();
            return text ? null : new Insistent(Arrays.hashCode(frame), answer);
        }
        return isDatagram(frame) ? datagram(frame) : null;
    }

    /** Whose datagram it is, as far as it says so; null: it is none, or doesn't. */
    static @Nullable String sender(ByteBuf frame) {
        byte[] bytes = ByteBufUtil.getBytes(frame);
        if (!isDatagram(bytes)) {
            return null;
        }
        int length = Math.min(BigEndian.u16(bytes, DATAGRAM_HEADER - 2), bytes.length - DATAGRAM_HEADER);
        String id = new String(bytes, DATAGRAM_HEADER, length, StandardCharsets.US_ASCII);
        return Imei.isImei(id) ? id : null;
    }

    private static boolean isDatagram(byte[] frame) {
        return frame.length >= DATAGRAM_HEADER && BigEndian.u16(frame, 0) != 0 && TeltonikaCodec.isDatagram(frame);
    }

    /** The ids differ each time it is sent: what counts is what is behind them. */
    private static @Nullable Insistent datagram(byte[] frame) {
        int codecAt = DATAGRAM_HEADER + BigEndian.u16(frame, DATAGRAM_HEADER - 2);
        if (codecAt + 1 >= frame.length) {
            return null;
        }
        int fingerprint = Arrays.hashCode(Arrays.copyOfRange(frame, DATAGRAM_HEADER, frame.length));
        int records = BigEndian.u8(frame, codecAt + 1);
        return new Insistent(
                fingerprint,
                ByteBufUtil.getBytes(
                        TeltonikaCodec.acknowledgement(BigEndian.u16(frame, 2), BigEndian.u8(frame, 5), records)));
    }
}
