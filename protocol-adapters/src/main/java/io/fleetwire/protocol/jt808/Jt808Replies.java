package io.fleetwire.protocol.jt808;

import io.fleetwire.protocol.Reply;
import io.fleetwire.protocol.jt808.Jt808Message.Framed;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What the terminal hears, and when: what it would send again waits until it is stored. */
final class Jt808Replies {

    private Jt808Replies() {}

    /**
     * @param serials of the sub-packets, or of the one frame
     * @param nextSerial the server's own
     */
    static List<Reply> to(
            Framed message, Collection<Integer> serials, String deviceId, Instant receivedAt, int nextSerial) {
        Jt808Header header = message.header();
        int type = header.type();
        if (Jt808Type.isAnswer(type)) {
            return List.of();
        }
        return switch (type) {
            case Jt808Type.REGISTER -> List.of(new Reply.Now(Jt808Encoder.registered(header, deviceId, nextSerial)));
            case Jt808Type.TIME_QUERY, Jt808Type.TIME_QUERY_VENDOR ->
                List.of(new Reply.Now(Jt808Encoder.time(header, receivedAt, nextSerial)));
            case Jt808Type.LOCK_REPORT, Jt808Type.LOCK_REPORT_BLIND ->
                header.wantsAnswer()
                        ? List.of(new Reply.WhenStored(Jt808Encoder.lockReceived(header, nextSerial)))
                        : List.of();
            default -> general(message, serials, nextSerial);
        };
    }

    private static List<Reply> general(Framed message, Collection<Integer> serials, int nextSerial) {
        int result = message.header().isEncrypted() ? Jt808Encoder.NOT_SUPPORTED : Jt808Encoder.DONE;
        List<Reply> replies = new ArrayList<>();
        int serial = nextSerial;
        for (int toSerial : serials) {
            ByteBuf reply = Jt808Encoder.general(message.header(), toSerial, result, serial);
            boolean now = Jt808Type.promisesNothing(message.header().type());
            replies.add(now ? new Reply.Now(reply) : new Reply.WhenStored(reply));
            serial = (serial + 1) & 0xFFFF;
        }
        if (message instanceof Jt808Message.Media media) {
            replies.add(new Reply.WhenStored(Jt808Encoder.mediaReceived(media.header(), media.id(), serial)));
        }
        return replies;
    }
}
