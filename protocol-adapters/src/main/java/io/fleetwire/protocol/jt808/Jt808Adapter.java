package io.fleetwire.protocol.jt808;

import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.Outcome.Step;
import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.Recognition;
import io.fleetwire.protocol.Refused;
import io.fleetwire.protocol.Reply;
import io.fleetwire.protocol.Transport;
import io.fleetwire.protocol.jt808.Jt808Message.Framed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JT/T 808: every frame says whose it is, so the first one is the login, whatever it is; then reports that want an answer each. */
public final class Jt808Adapter implements ProtocolAdapter<Jt808Session> {

    /** The protocol's id. */
    public static final String ID = "jt808";

    /** Frames with a wrong length or checksum, one after the other, that end the connection. */
    static final int MAX_BAD_IN_A_ROW = 3;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Set<Transport> transports() {
        return Set.of(Transport.TCP);
    }

    @Override
    public int defaultPort() {
        return 5_015;
    }

    @Override
    public Recognition recognise(ByteBuf firstBytes) {
        if (!firstBytes.isReadable()) {
            return Recognition.UNDECIDED;
        }
        return firstBytes.getUnsignedByte(firstBytes.readerIndex()) == Jt808Frame.FLAG
                ? Recognition.YES
                : Recognition.NO;
    }

    @Override
    public ByteToMessageDecoder newFramer() {
        return new Jt808Framer();
    }

    @Override
    public Jt808Session newSession() {
        return Jt808Session.NEW;
    }

    @Override
    public List<Part> dissect(ByteBuf frame) {
        return Jt808Dissection.of(frame);
    }

    @Override
    public Outcome<Jt808Session> receive(Jt808Session session, ByteBuf frame, Instant receivedAt) {
        if (Jt808Sentence.is(frame)) {
            return sentence(session, frame, receivedAt);
        }
        byte[] raw = ByteBufUtil.getBytes(frame);
        try {
            Jt808Frame opened = Jt808Frame.open(frame, session.profile().lenientChecksum());
            String deviceId = opened.header().deviceId();
            Jt808Session after = session.afterGood();
            if (session.deviceId() == null) {
                return new Outcome.Login<>(
                        deviceId,
                        profile -> heard(after.of(deviceId, profile), opened, raw, receivedAt),
                        stranger(after, opened.header()));
            }
            return session.deviceId().equals(deviceId)
                    ? heard(after, opened, raw, receivedAt)
                    : refuse(after, "a message of " + deviceId + " on this connection", raw)
                            .closing();
        } catch (Malformed e) {
            Step<Jt808Session> bad = bad(session.afterBad(), raw, e.reason());
            return session.deviceId() == null ? lenient(session, frame, receivedAt, bad) : bad;
        }
    }

    /** The first frame: whether its device is known to send wrong checksums or lengths is known only with its number. */
    private static Outcome<Jt808Session> lenient(
            Jt808Session session, ByteBuf frame, Instant receivedAt, Step<Jt808Session> bad) {
        try {
            Jt808Frame opened = Jt808Frame.open(frame, true);
            byte[] raw = ByteBufUtil.getBytes(frame);
            String deviceId = opened.header().deviceId();
            return new Outcome.Login<>(
                    deviceId,
                    profile -> profile.lenientChecksum()
                            ? heard(session.afterGood().of(deviceId, profile), opened, raw, receivedAt)
                            : bad,
                    bad);
        } catch (Malformed e) {
            return bad;
        }
    }

    @Override
    public Step<Jt808Session> wake(Jt808Session session, Instant now) {
        Jt808Assembly assembly = session.assembly();
        if (assembly == null) {
            return Step.of(session);
        }
        return now.isBefore(assembly.expiresAt())
                ? Step.of(session).waking(assembly.expiresAt())
                : Step.of(session.assembling(null)).refuse(given(assembly));
    }

    private static Outcome<Jt808Session> sentence(Jt808Session session, ByteBuf frame, Instant receivedAt) {
        byte[] raw = ByteBufUtil.getBytes(frame);
        try {
            Jt808Message.Sentence sentence = Jt808Sentence.read(frame);
            if (session.deviceId() == null) {
                return new Outcome.Login<>(
                        sentence.deviceId(),
                        profile -> understood(session.of(sentence.deviceId(), profile), sentence, receivedAt),
                        Step.of(session).closing());
            }
            return session.deviceId().equals(sentence.deviceId())
                    ? understood(session, sentence, receivedAt)
                    : refuse(session, "a sentence of " + sentence.deviceId() + " on this connection", raw)
                            .closing();
        } catch (Malformed e) {
            return bad(session.afterBad(), raw, e.reason());
        }
    }

    private static Step<Jt808Session> understood(
            Jt808Session session, Jt808Message.Sentence sentence, Instant receivedAt) {
        Step<Jt808Session> step = resting(session).with(List.of(Jt808Events.of(sentence, receivedAt)));
        return Jt808Sentence.asksForTheTime(sentence)
                ? step.reply(new Reply.Now(Jt808Sentence.time(sentence, receivedAt)))
                : step;
    }

    /** A terminal nobody knows hears so, in the way its message asks for. */
    private static Step<Jt808Session> stranger(Jt808Session session, Jt808Header header) {
        Step<Jt808Session> step = Step.of(session).closing();
        if (Jt808Type.isLock(header.type())) {
            return step;
        }
        ByteBuf no = header.type() == Jt808Type.REGISTER
                ? Jt808Encoder.notRegistered(header, session.nextSerial())
                : Jt808Encoder.general(header, header.serial(), Jt808Encoder.FAILED, session.nextSerial());
        return step.reply(new Reply.Now(no));
    }

    /** The stream itself is in doubt. */
    private static Step<Jt808Session> bad(Jt808Session session, byte[] raw, String reason) {
        Step<Jt808Session> step = refuse(session, reason, raw);
        return session.deviceId() == null || session.badInARow() >= MAX_BAD_IN_A_ROW ? step.closing() : step;
    }

    /** A frame of the device that is calling. */
    private static Step<Jt808Session> heard(Jt808Session session, Jt808Frame frame, byte[] raw, Instant receivedAt) {
        Jt808Header header = frame.header();
        if (header.packets() == 1) {
            return whole(session, header, frame.body(), List.of(header.serial()), receivedAt);
        }
        return packet(session, frame, raw, receivedAt);
    }

    private static Step<Jt808Session> packet(Jt808Session session, Jt808Frame frame, byte[] raw, Instant receivedAt) {
        Jt808Header header = frame.header();
        Jt808Assembly before = session.assembly();
        boolean continues = before != null && before.includes(header) && receivedAt.isBefore(before.expiresAt());
        Refused lost = before == null || continues ? null : given(before);
        try {
            Jt808Assembly begun = continues && before != null ? before : Jt808Assembly.of(header, receivedAt);
            Jt808Assembly assembly = begun.with(header, frame.body(), receivedAt);
            Step<Jt808Session> step = assembly.isComplete()
                    ? whole(
                            session.assembling(null),
                            assembly.first(),
                            assembly.body(),
                            assembly.serials().values(),
                            receivedAt)
                    : resting(session.assembling(assembly));
            return and(step, lost);
        } catch (Malformed e) {
            return and(unreadable(session.assembling(null), header, Jt808Encoder.NOT_SUPPORTED, e.reason(), raw), lost);
        }
    }

    private static Step<Jt808Session> and(Step<Jt808Session> step, @Nullable Refused lost) {
        return lost == null ? step : step.refuse(lost);
    }

    private static Refused given(Jt808Assembly assembly) {
        return new Refused(assembly.loss(), ByteBufUtil.getBytes(assembly.body()));
    }

    private static Step<Jt808Session> whole(
            Jt808Session session, Jt808Header header, ByteBuf body, Collection<Integer> serials, Instant receivedAt) {
        String deviceId = String.valueOf(session.deviceId());
        Framed message = header.isEncrypted()
                ? Jt808Codec.unread(header, body, "encrypted, and we have no key")
                : Jt808Codec.read(header, body);
        List<Telemetry> events = Jt808Events.of(message, body, deviceId, session.profile(), receivedAt);
        List<Reply> replies = Jt808Replies.to(message, serials, deviceId, receivedAt, session.nextSerial());
        Step<Jt808Session> step = resting(session.afterReplies(replies.size())).with(events);
        for (Reply reply : replies) {
            step = step.reply(reply);
        }
        return step;
    }

    /** One message is in doubt: once its bytes are kept, the terminal hears what was wrong, or it would send it for ever. */
    private static Step<Jt808Session> unreadable(
            Jt808Session session, Jt808Header header, int result, String reason, byte[] raw) {
        if (Jt808Type.isAnswer(header.type()) || Jt808Type.isLock(header.type())) {
            return refuse(session, reason, raw);
        }
        ByteBuf reply = Jt808Encoder.general(header, header.serial(), result, session.nextSerial());
        return refuse(session.afterReplies(1), reason, raw).reply(new Reply.WhenStored(reply));
    }

    private static Step<Jt808Session> refuse(Jt808Session session, String reason, byte[] raw) {
        return resting(session).refuse(new Refused(reason, raw));
    }

    /** While a message is incomplete, silence must end it. */
    private static Step<Jt808Session> resting(Jt808Session session) {
        Jt808Assembly assembly = session.assembly();
        return Step.of(session).waking(assembly == null ? null : assembly.expiresAt());
    }
}
