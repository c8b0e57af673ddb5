package io.fleetwire.protocol.queclink;

import io.fleetwire.event.Command;
import io.fleetwire.protocol.CommandForm;
import io.fleetwire.protocol.CommandFrame;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.Outcome.Step;
import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.Recognition;
import io.fleetwire.protocol.Refused;
import io.fleetwire.protocol.Reply;
import io.fleetwire.protocol.Transport;
import io.fleetwire.protocol.queclink.QueclinkMessage.CommandTaken;
import io.fleetwire.protocol.queclink.QueclinkMessage.Heartbeat;
import io.fleetwire.protocol.queclink.QueclinkMessage.Report;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Queclink's @Track in its ASCII and HEX forms: no login, each message says who sends it. */
public final class QueclinkAdapter implements ProtocolAdapter<QueclinkSession> {

    /** The protocol's id. */
    public static final String ID = "queclink";

    /** The message after which a connection that sends only what cannot be read is closed. */
    static final int MAX_REFUSED_IN_A_ROW = 3;

    private static final List<String> OPENINGS =
            List.of("+RESP:GT", "+BUFF:GT", "+ACK:GT", "+RSP", "+BSP", "+EVT", "+BVT", "+INF", "+BNF", "+HBD");

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Set<Transport> transports() {
        return EnumSet.allOf(Transport.class);
    }

    @Override
    public int defaultPort() {
        return 5_004;
    }

    /** The binary forms are recognised as well, to be refused with a reason. */
    @Override
    public Recognition recognise(ByteBuf firstBytes) {
        String opening = firstBytes.toString(
                firstBytes.readerIndex(), Math.min(firstBytes.readableBytes(), 8), StandardCharsets.ISO_8859_1);
        Recognition best = Recognition.NO;
        for (String known : OPENINGS) {
            if (opening.startsWith(known)) {
                return Recognition.YES;
            }
            if (known.startsWith(opening)) {
                best = Recognition.UNDECIDED;
            }
        }
        return best;
    }

    @Override
    public ByteToMessageDecoder newFramer() {
        return new QueclinkFramer();
    }

    @Override
    public QueclinkSession newSession() {
        return QueclinkSession.NEW;
    }

    @Override
    public List<Part> dissect(ByteBuf frame) {
        return QueclinkParts.of(frame);
    }

    @Override
    public Outcome<QueclinkSession> receive(QueclinkSession session, ByteBuf frame, Instant receivedAt) {
        List<ByteBuf> messages = Datagram.messages(frame);
        if (session.deviceId() != null) {
            return talk(session, messages, receivedAt);
        }
        for (ByteBuf message : messages) {
            String deviceId = sender(message);
            if (deviceId != null) {
                return new Outcome.Login<>(
                        deviceId,
                        profile -> talk(new QueclinkSession(deviceId, profile, 0), messages, receivedAt),
                        Step.of(session).closing());
            }
        }
        return talk(session, messages, receivedAt).closing();
    }

    /** Who sent a message; null: it is none, and another one of the datagram may say it. */
    private static @Nullable String sender(ByteBuf message) {
        try {
            if (Binary.isHex(message)) {
                return HexMessage.parse(message).deviceId();
            }
            return QueclinkCodec.decode(message, DeviceProfile.DEFAULT)
                    .sentence()
                    .deviceId();
        } catch (Malformed e) {
            return null;
        }
    }

    /** Every message of a frame, in their order. */
    private static Step<QueclinkSession> talk(QueclinkSession session, List<ByteBuf> messages, Instant receivedAt) {
        Step<QueclinkSession> all = Step.of(session);
        for (ByteBuf message : messages) {
            all = then(all, say(all.session(), message, receivedAt));
        }
        return all;
    }

    private static Step<QueclinkSession> then(Step<QueclinkSession> first, Step<QueclinkSession> second) {
        return new Step<>(
                second.session(),
                join(first.events(), second.events()),
                join(first.refused(), second.refused()),
                join(first.replies(), second.replies()),
                first.close() || second.close(),
                null,
                join(first.answers(), second.answers()));
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        if (first.isEmpty()) {
            return second;
        }
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return List.copyOf(both);
    }

    private static Step<QueclinkSession> say(QueclinkSession session, ByteBuf bytes, Instant receivedAt) {
        if (Binary.isHex(bytes)) {
            return hex(session, bytes, receivedAt);
        }
        QueclinkMessage message;
        try {
            message = QueclinkCodec.decode(bytes, session.profile());
        } catch (Malformed e) {
            return Sentence.isMessage(bytes) && session.deviceId() != null
                    ? kept(session, bytes, e.reason(), receivedAt)
                    : refuse(session, bytes, e.reason());
        }
        Sentence sentence = message.sentence();
        if (!sentence.deviceId().equals(session.deviceId())) {
            return refuse(session, bytes, "message of another device on the same connection")
                    .closing();
        }
        Step<QueclinkSession> step = Step.of(session.understood());
        return switch (message) {
            case Heartbeat ignored -> step.reply(new Reply.Now(QueclinkCodec.stillHere(sentence)));
            case Report report -> stored(step, bytes, report.named(), receivedAt);
            case CommandTaken taken ->
                stored(step, bytes, taken.named(), receivedAt).answering(QueclinkCommands.answer(taken.named()));
        };
    }

    /** The HEX form; how its messages are acknowledged no recorded frame shows. */
    private static Step<QueclinkSession> hex(QueclinkSession session, ByteBuf bytes, Instant receivedAt) {
        try {
            HexMessage message = HexMessage.parse(bytes);
            if (!message.deviceId().equals(session.deviceId())) {
                return refuse(session, bytes, "message of another device on the same connection")
                        .closing();
            }
            return Step.of(session.understood()).with(HexEvents.telemetry(message, session.profile(), receivedAt));
        } catch (Malformed e) {
            return refuse(session, bytes, e.reason());
        }
    }

    /** A message whose frame and header are right and whose content is not: a record with its text. */
    private static Step<QueclinkSession> kept(
            QueclinkSession session, ByteBuf bytes, String reason, Instant receivedAt) {
        return Step.of(session.understood())
                .with(List.of(QueclinkEvents.unread(String.valueOf(session.deviceId()), bytes, reason, receivedAt)));
    }

    @Override
    public List<CommandForm> commands() {
        return QueclinkCommands.FORMS;
    }

    @Override
    public CommandFrame command(QueclinkSession session, Command command) throws Malformed {
        return QueclinkCommands.frame(command);
    }

    /** A message that says nothing believable is a record with its text, and is acknowledged too: sent again it would say the same. */
    private static Step<QueclinkSession> stored(
            Step<QueclinkSession> step, ByteBuf bytes, Named named, Instant receivedAt) {
        Step<QueclinkSession> happened;
        try {
            happened = step.with(QueclinkEvents.telemetry(named, step.session().profile(), receivedAt));
        } catch (IllegalArgumentException e) {
            happened = kept(step.session(), bytes, String.valueOf(e.getMessage()), receivedAt);
        }
        return named.sentence().count().isEmpty()
                ? happened
                : happened.reply(new Reply.WhenStored(QueclinkCodec.stored(named.sentence())));
    }

    private static Step<QueclinkSession> refuse(QueclinkSession session, ByteBuf bytes, String reason) {
        QueclinkSession after = session.refusedAgain();
        Step<QueclinkSession> step = Step.of(after).refuse(new Refused(reason, ByteBufUtil.getBytes(bytes)));
        return after.refusedInARow() >= MAX_REFUSED_IN_A_ROW ? step.closing() : step;
    }
}
