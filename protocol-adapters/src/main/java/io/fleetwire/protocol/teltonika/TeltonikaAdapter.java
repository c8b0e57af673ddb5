package io.fleetwire.protocol.teltonika;

import io.fleetwire.event.Command;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.protocol.CommandAnswer;
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
import io.fleetwire.protocol.SelfDescription;
import io.fleetwire.protocol.Transport;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Avl;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Datagram;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Login;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Ping;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Text;
import io.fleetwire.protocol.wire.Imei;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Teltonika's trackers: what their messages mean and what they hear. */
public final class TeltonikaAdapter implements ProtocolAdapter<TeltonikaSession> {

    /** The protocol's id. */
    public static final String ID = "teltonika";

    /** The packet after which a connection that sends only garbage is closed. */
    static final int MAX_REFUSED_IN_A_ROW = 3;

    private static final int ACCEPTED = 0x01;
    private static final int REJECTED = 0x00;

    private final AvlDictionary dictionary;

    /** An adapter that knows the built-in meanings of IO elements. */
    public TeltonikaAdapter() {
        this(AvlDictionary.builtIn());
    }

    /** An adapter that knows these meanings of IO elements. */
    public TeltonikaAdapter(AvlDictionary dictionary) {
        this.dictionary = dictionary;
    }

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
        return 5_027;
    }

    /** Pings, then a login: the length of an IMEI and a digit. */
    @Override
    public Recognition recognise(ByteBuf firstBytes) {
        int at = firstBytes.readerIndex();
        int end = firstBytes.writerIndex();
        while (at < end && firstBytes.getUnsignedByte(at) == TeltonikaCodec.PING) {
            at++;
        }
        int known = end - at;
        boolean login = (known < 1 || firstBytes.getByte(at) == 0)
                && (known < 2 || isImeiLength(firstBytes.getByte(at + 1)))
                && (known < 3 || Character.isDigit(firstBytes.getUnsignedByte(at + 2)));
        return !login ? Recognition.NO : known > 2 ? Recognition.YES : Recognition.UNDECIDED;
    }

    private static boolean isImeiLength(int length) {
        return length >= 14 && length <= 16;
    }

    /** The SIM's number is too long for one element: its first half is element 11, its second 14 (Teltonika, AVL ID list: ICCID1, ICCID2). */
    @Override
    public SelfDescription describesItself(Telemetry record) {
        Map<String, String> attributes = record.attributes();
        String first = attributes.get("io_11");
        String second = first == null ? null : attributes.get("io_14");
        return second == null ? SelfDescription.NOTHING : new SelfDescription(null, null, first + second);
    }

    @Override
    public ByteToMessageDecoder newFramer() {
        return new TeltonikaFramer();
    }

    @Override
    public TeltonikaSession newSession() {
        return TeltonikaSession.NEW;
    }

    @Override
    public Outcome<TeltonikaSession> receive(TeltonikaSession session, ByteBuf frame, Instant receivedAt) {
        TeltonikaMessage message;
        try {
            message = TeltonikaCodec.decode(frame, session.profile().lenientChecksum());
        } catch (Malformed e) {
            String sender = session.imei() == null ? UndecodablePacket.sender(frame) : null;
            return sender == null
                    ? refuse(session, frame, e.reason())
                    : new Outcome.Login<>(
                            sender,
                            profile -> Step.of(session).refuse(refused(e.reason(), frame)),
                            Step.of(session).refuse(refused(e.reason(), frame)));
        }
        long receivedAtMs = receivedAt.toEpochMilli();
        return switch (message) {
            case Ping ignored -> Step.of(session);
            case Login login -> login(session, login, frame);
            case Datagram datagram -> datagram(session, datagram, frame, receivedAtMs);
            case Avl avl -> data(session, avl, frame, receivedAtMs);
            case Text text -> text(session, text, frame, receivedAtMs);
        };
    }

    @Override
    public ByteBuf login(String deviceId) {
        if (!Imei.isImei(deviceId)) {
            throw new IllegalArgumentException("a Teltonika device's id is its IMEI, 14 to 16 digits");
        }
        return TeltonikaCodec.encode(new Login(deviceId));
    }

    @Override
    public List<Part> dissect(ByteBuf frame) {
        return new TeltonikaDissector(dictionary).dissect(ByteBufUtil.getBytes(frame));
    }

    private static Outcome<TeltonikaSession> login(TeltonikaSession session, Login login, ByteBuf frame) {
        String imei = login.id();
        if (!Imei.isImei(imei)) {
            return Step.of(session)
                    .refuse(refused("login is no IMEI", frame))
                    .reply(now(REJECTED))
                    .closing();
        }
        if (session.imei() == null) {
            return new Outcome.Login<>(
                    imei,
                    profile -> Step.of(new TeltonikaSession(imei, profile, 0)).reply(now(ACCEPTED)),
                    Step.of(session).reply(now(REJECTED)).closing());
        }
        return imei.equals(session.imei())
                ? Step.of(session).reply(now(ACCEPTED))
                : Step.of(session)
                        .refuse(refused("login of another device on the same connection", frame))
                        .closing();
    }

    /** Each datagram is login and data in one, so it leaves no session behind. */
    private Outcome<TeltonikaSession> datagram(
            TeltonikaSession session, Datagram datagram, ByteBuf frame, long receivedAtMs) {
        String imei = datagram.imei();
        if (session.imei() != null || !Imei.isImei(imei)) {
            String reason = session.imei() != null ? "datagram on a connection" : "datagram names no IMEI";
            return refuse(session, frame, reason);
        }
        return new Outcome.Login<>(
                imei,
                profile -> Step.of(session)
                        .with(events(imei, profile, datagram.avl(), receivedAtMs))
                        .reply(new Reply.WhenStored(acknowledgement(datagram))),
                Step.of(session));
    }

    private Outcome<TeltonikaSession> data(TeltonikaSession session, Avl avl, ByteBuf frame, long receivedAtMs) {
        String imei = session.imei();
        if (imei == null) {
            return refuse(session, frame, "data before login");
        }
        ByteBuf records = Unpooled.buffer(Integer.BYTES).writeInt(avl.packet().size());
        return new Step<>(
                session.understood(),
                events(imei, session.profile(), avl, receivedAtMs),
                List.of(),
                List.of(new Reply.WhenStored(records)),
                false,
                null);
    }

    /** Answering these makes the device log an error: it expects nothing. */
    private static Outcome<TeltonikaSession> text(
            TeltonikaSession session, Text text, ByteBuf frame, long receivedAtMs) {
        String imei = session.imei();
        if (imei == null) {
            return refuse(session, frame, "message before login");
        }
        Step<TeltonikaSession> step =
                Step.of(session.understood()).with(List.of(TelemetryMapper.telemetry(imei, text, receivedAtMs)));
        CommandAnswer answer = TeltonikaCommands.answer(imei, text);
        return answer == null ? step : step.answering(answer);
    }

    @Override
    public List<CommandForm> commands() {
        return TeltonikaCommands.FORMS;
    }

    @Override
    public CommandFrame command(TeltonikaSession session, Command command) throws Malformed {
        return TeltonikaCommands.frame(session, command);
    }

    private List<VehicleEvent> events(String imei, DeviceProfile profile, Avl avl, long receivedAtMs) {
        return TelemetryMapper.telemetry(imei, dictionary.of(profile.model()), avl.packet(), receivedAtMs);
    }

    /** No reply: the device keeps the whole packet and sends it again. */
    private static Step<TeltonikaSession> refuse(TeltonikaSession session, ByteBuf frame, String reason) {
        TeltonikaSession after = session.refusedAgain();
        Step<TeltonikaSession> step = Step.of(after).refuse(refused(reason, frame));
        boolean hopeless = after.imei() == null || after.refusedInARow() >= MAX_REFUSED_IN_A_ROW;
        return hopeless ? step.closing() : step;
    }

    private static Refused refused(String reason, ByteBuf frame) {
        byte[] bytes = ByteBufUtil.getBytes(frame);
        return new Refused(reason, bytes, UndecodablePacket.insistent(bytes));
    }

    private static Reply now(int answer) {
        return new Reply.Now(Unpooled.buffer(1).writeByte(answer));
    }

    private static ByteBuf acknowledgement(Datagram datagram) {
        return TeltonikaCodec.acknowledgement(
                datagram.packetId(),
                datagram.avlPacketId(),
                datagram.avl().packet().size());
    }
}
