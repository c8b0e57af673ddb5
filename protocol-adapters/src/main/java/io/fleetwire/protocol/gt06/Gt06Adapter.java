package io.fleetwire.protocol.gt06;

import io.fleetwire.event.Command;
import io.fleetwire.event.Telemetry;
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
import io.fleetwire.protocol.gt06.Gt06Message.AddressRequest;
import io.fleetwire.protocol.gt06.Gt06Message.Alarm;
import io.fleetwire.protocol.gt06.Gt06Message.CommandReply;
import io.fleetwire.protocol.gt06.Gt06Message.Heartbeat;
import io.fleetwire.protocol.gt06.Gt06Message.Location;
import io.fleetwire.protocol.gt06.Gt06Message.Login;
import io.fleetwire.protocol.gt06.Gt06Message.Modules;
import io.fleetwire.protocol.gt06.Gt06Message.TimeRequest;
import io.fleetwire.protocol.gt06.Gt06Message.Unread;
import io.fleetwire.protocol.gt06.Gt06Message.VendorLocation;
import io.fleetwire.protocol.gt06.Gt06Message.Watch;
import io.fleetwire.protocol.wire.Bcd;
import io.fleetwire.protocol.wire.Imei;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** GT06: a login, then messages, of which some want an answer. */
public final class Gt06Adapter implements ProtocolAdapter<Gt06Session> {

    /** The protocol's id. */
    public static final String ID = "gt06";

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
        return 5_023;
    }

    @Override
    public Recognition recognise(ByteBuf firstBytes) {
        int readable = firstBytes.readableBytes();
        if (readable == 0) {
            return Recognition.UNDECIDED;
        }
        int first = firstBytes.getUnsignedByte(firstBytes.readerIndex());
        if (first != 0x78 && first != 0x79) {
            return Recognition.NO;
        }
        if (readable == 1) {
            return Recognition.UNDECIDED;
        }
        return Gt06Frame.isMarker(firstBytes.getUnsignedShort(firstBytes.readerIndex()))
                ? Recognition.YES
                : Recognition.NO;
    }

    @Override
    public ByteToMessageDecoder newFramer() {
        return new Gt06Framer();
    }

    @Override
    public Gt06Session newSession() {
        return Gt06Session.NEW;
    }

    @Override
    public List<Part> dissect(ByteBuf frame) {
        return Gt06Dissection.of(frame);
    }

    @Override
    public Outcome<Gt06Session> receive(Gt06Session session, ByteBuf frame, Instant receivedAt) {
        String imei = session.imei();
        Gt06Reader content;
        try {
            content = Gt06Frame.open(frame, session.profile().lenientChecksum(), session.model());
        } catch (Malformed e) {
            return imei == null ? damagedLogin(session, frame, e.reason()) : bad(session.afterBad(), frame, e.reason());
        }
        Gt06Session after = session.afterGood();
        return imei == null
                ? firstMessage(after, content, frame)
                : understood(after, imei, message(content), receivedAt);
    }

    /** What a frame says; its bytes and the reason where that cannot be what its type says. */
    private static Gt06Message message(Gt06Reader content) {
        try {
            return Gt06Codec.decode(content);
        } catch (Malformed e) {
            return Gt06Codec.unread(content, e.reason());
        } catch (IllegalArgumentException e) {
            // A quantity outside its range: the event's own constructor says which.
            return Gt06Codec.unread(content, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public ByteBuf login(String deviceId) {
        if (!Imei.isImei(deviceId) || deviceId.length() != 15) {
            throw new IllegalArgumentException("a GT06 device's id is its IMEI, 15 digits");
        }
        ByteBuf frame = Gt06Frame.begin(Gt06Type.LOGIN, Imei.BCD_LENGTH);
        Bcd.write(frame, deviceId);
        return Gt06Frame.close(frame, 1);
    }

    /**
     * A login with a wrong length or checksum is let in only where the profile of the device that it names forgives them; who looks for a silent clone
     * finds it among the refused by its id, not as noise.
     */
    private static Outcome<Gt06Session> damagedLogin(Gt06Session session, ByteBuf frame, String reason) {
        Step<Gt06Session> refused = refuse(session, frame, reason).closing();
        try {
            Gt06Message message = Gt06Codec.decode(Gt06Frame.open(frame, true, Gt06Model.ANY));
            return message instanceof Login login
                    ? new Outcome.Login<>(
                            login.imei(),
                            profile -> profile.lenientChecksum() ? welcome(login, profile) : refused,
                            refused)
                    : refused;
        } catch (Malformed e) {
            return refused;
        } catch (IllegalArgumentException e) {
            return refused;
        }
    }

    /** The stream itself is in doubt. */
    private static Step<Gt06Session> bad(Gt06Session session, ByteBuf frame, String reason) {
        Step<Gt06Session> step = refuse(session, frame, reason);
        return session.badInARow() >= MAX_BAD_IN_A_ROW ? step.closing() : step;
    }

    private static Step<Gt06Session> refuse(Gt06Session session, ByteBuf frame, String reason) {
        return Step.of(session).refuse(new Refused(reason, ByteBufUtil.getBytes(frame)));
    }

    /** Who does not say first who is calling is not heard. */
    private static Outcome<Gt06Session> firstMessage(Gt06Session session, Gt06Reader content, ByteBuf frame) {
        return switch (message(content)) {
            case Login login ->
                new Outcome.Login<>(
                        login.imei(),
                        profile -> welcome(login, profile),
                        Step.of(session).closing());
            case Unread unread -> refuse(session, frame, unread.reason()).closing();
            default -> Step.of(session).closing();
        };
    }

    private static Step<Gt06Session> welcome(Login login, DeviceProfile profile) {
        return Step.of(Gt06Session.of(login.imei(), profile, login.zone())).reply(welcoming(login));
    }

    private static Step<Gt06Session> understood(
            Gt06Session session, String imei, Gt06Message message, Instant receivedAt) {
        Step<Gt06Session> step = Step.of(session);
        if (message instanceof Login login) {
            // A slow answer makes a device say it again; a second device on one socket is none.
            return login.imei().equals(imei) ? welcome(login, session.profile()) : step.closing();
        }
        Telemetry event = Gt06Events.telemetry(session, imei, message, receivedAt);
        Reply reply = reply(session, message, receivedAt);
        List<Reply> replies = reply == null ? List.of() : List.of(reply);
        Step<Gt06Session> happened = new Step<>(session, List.of(event), List.of(), replies, false, null);
        return message instanceof CommandReply said ? happened.answering(Gt06Commands.answer(said)) : happened;
    }

    @Override
    public List<CommandForm> commands() {
        return Gt06Commands.FORMS;
    }

    @Override
    public CommandFrame command(Gt06Session session, Command command) throws Malformed {
        return Gt06Commands.frame(command);
    }

    private static @Nullable Reply reply(Gt06Session session, Gt06Message message, Instant receivedAt) {
        return switch (message) {
            case Location location -> location(session, location);
            case VendorLocation location -> location(session, location);
            case Modules modules -> location(session, modules);
            case Watch watch -> new Reply.WhenStored(Gt06Encoder.watchAnswer(watch.type(), watch.clockHex()));
            case Heartbeat heartbeat -> heartbeat.serial() == Gt06Reader.NO_SERIAL ? null : now(heartbeat);
            case Alarm alarm -> alarm.answer() ? whenStored(alarm, alarm.isLong()) : null;
            case TimeRequest request -> new Reply.Now(Gt06Encoder.time(receivedAt, request.serial()));
            case AddressRequest ignored -> new Reply.Now(Gt06Encoder.noAddress());
            case Unread unread -> unread(session, unread);
            default -> null;
        };
    }

    /** Silence would make the device send the same again, and start anew after three times: it hears what its type of message hears. */
    private static @Nullable Reply unread(Gt06Session session, Unread unread) {
        if (unread.serial() == Gt06Reader.NO_SERIAL) {
            return null;
        }
        if (Gt06Type.isAlarm(unread.type(), unread.isLong())) {
            return whenStored(unread, unread.isLong());
        }
        if (Gt06Type.isHeartbeat(unread.type())) {
            return now(unread);
        }
        if (Gt06Type.isAddressRequest(unread.type())) {
            return new Reply.Now(Gt06Encoder.noAddress());
        }
        return Gt06Type.isLocation(unread.type()) ? location(session, unread) : null;
    }

    private static @Nullable Reply location(Gt06Session session, Gt06Message message) {
        return session.profile().replyToLocations() ? whenStored(message, false) : null;
    }

    private static Reply welcoming(Login login) {
        return login.serial() == Gt06Reader.NO_SERIAL
                ? new Reply.Now(Gt06Encoder.watchAnswer(login.type(), ""))
                : now(login);
    }

    private static Reply now(Gt06Message message) {
        return new Reply.Now(Gt06Encoder.answer(message.type(), message.serial()));
    }

    private static Reply whenStored(Gt06Message message, boolean isLong) {
        return whenStored(message.type(), message.serial(), isLong);
    }

    private static Reply whenStored(int type, int serial, boolean isLong) {
        return new Reply.WhenStored(isLong ? Gt06Encoder.longAnswer(type, serial) : Gt06Encoder.answer(type, serial));
    }
}
