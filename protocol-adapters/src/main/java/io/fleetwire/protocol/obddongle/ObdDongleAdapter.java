package io.fleetwire.protocol.obddongle;

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
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Binary OBD dongles: every frame says whose it is, so the first one is the login; what is published is acknowledged once it is stored. */
public final class ObdDongleAdapter implements ProtocolAdapter<ObdDongleSession> {

    /** The protocol's id. */
    public static final String ID = "obddongle";

    /** Frames that cannot be opened, one after the other, that end the connection. */
    static final int MAX_BAD_IN_A_ROW = 3;

    /** What the peer answers, and its devices take: the fields' meaning is not public. */
    private static final byte[] WELCOME = {1, 0, 0, 0, 0, 0, 0};

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
        return 5_115;
    }

    @Override
    public Recognition recognise(ByteBuf firstBytes) {
        int readable = Math.min(firstBytes.readableBytes(), ObdDongleFrame.MARKER_BYTES);
        for (int i = 0; i < readable; i++) {
            if (firstBytes.getUnsignedByte(firstBytes.readerIndex() + i) != (ObdDongleFrame.START & 0xFF)) {
                return Recognition.NO;
            }
        }
        return readable == ObdDongleFrame.MARKER_BYTES ? Recognition.YES : Recognition.UNDECIDED;
    }

    @Override
    public ByteToMessageDecoder newFramer() {
        return new ObdDongleFramer();
    }

    @Override
    public ObdDongleSession newSession() {
        return ObdDongleSession.NEW;
    }

    @Override
    public List<Part> dissect(ByteBuf frame) {
        return ObdDongleDissection.of(frame);
    }

    @Override
    public Outcome<ObdDongleSession> receive(ObdDongleSession session, ByteBuf frame, Instant receivedAt) {
        byte[] raw = ByteBufUtil.getBytes(frame);
        try {
            ObdDongleFrame opened = ObdDongleFrame.open(frame, session.profile().lenientChecksum());
            ObdDongleSession after = session.afterGood();
            if (session.imei() == null) {
                return new Outcome.Login<>(
                        opened.imei(),
                        profile -> heard(after.of(opened.imei(), profile), opened, receivedAt),
                        Step.of(after).closing());
            }
            return session.imei().equals(opened.imei())
                    ? heard(after, opened, receivedAt)
                    : Step.of(after)
                            .refuse(new Refused("a message of " + opened.imei() + " on this connection", raw))
                            .closing();
        } catch (Malformed e) {
            ObdDongleSession after = session.afterBad();
            Step<ObdDongleSession> step = Step.of(after).refuse(new Refused(e.reason(), raw));
            if (after.imei() == null) {
                return lenient(session, frame, receivedAt, step.closing());
            }
            return after.badInARow() >= MAX_BAD_IN_A_ROW ? step.closing() : step;
        }
    }

    /** The first frame: whether its device is known to send wrong lengths is known only with its number. */
    private static Outcome<ObdDongleSession> lenient(
            ObdDongleSession session, ByteBuf frame, Instant receivedAt, Step<ObdDongleSession> bad) {
        try {
            ObdDongleFrame opened = ObdDongleFrame.open(frame, true);
            return new Outcome.Login<>(
                    opened.imei(),
                    profile -> profile.lenientChecksum()
                            ? heard(session.afterGood().of(opened.imei(), profile), opened, receivedAt)
                            : bad,
                    bad);
        } catch (Malformed e) {
            return bad;
        }
    }

    private static Step<ObdDongleSession> heard(ObdDongleSession session, ObdDongleFrame frame, Instant receivedAt) {
        Step<ObdDongleSession> step = Step.of(session);
        try {
            return switch (ObdDongleCodec.decode(frame)) {
                case ObdDongleMessage.Connect ignored ->
                    step.reply(new Reply.Now(frame.answer(ObdDongleType.CONNACK, WELCOME)));
                case ObdDongleMessage.Ping ignored -> step.reply(new Reply.Now(frame.answer(ObdDongleType.PONG)));
                case ObdDongleMessage.Disconnect ignored -> step.closing();
                case ObdDongleMessage.Located located ->
                    published(step, frame, receivedAt, () -> ObdDongleEvents.of(located, frame.imei(), receivedAt));
                case ObdDongleMessage.Published other ->
                    published(step, frame, receivedAt, () -> ObdDongleEvents.of(other, frame.imei(), receivedAt));
            };
        } catch (Malformed e) {
            return step.with(List.of(ObdDongleEvents.unread(frame, e.reason(), receivedAt)));
        }
    }

    /** Once the event is stored, the device may forget it. */
    private static Step<ObdDongleSession> published(
            Step<ObdDongleSession> step, ObdDongleFrame frame, Instant receivedAt, Supplier<Telemetry> event) {
        byte major = frame.payload()[0];
        byte minor = frame.payload()[1];
        Reply stored = new Reply.WhenStored(frame.answer(ObdDongleType.PUBACK, major, minor));
        try {
            return step.with(List.of(event.get())).reply(stored);
        } catch (IllegalArgumentException e) {
            // A quantity outside its range: the event's own constructor says which.
            return step.with(List.of(ObdDongleEvents.unread(frame, String.valueOf(e.getMessage()), receivedAt)))
                    .reply(stored);
        }
    }
}
