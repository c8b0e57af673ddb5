package io.fleetwire.protocol.jt808;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.jt808.Jt808Message.Attributes;
import io.fleetwire.protocol.jt808.Jt808Message.Authenticate;
import io.fleetwire.protocol.jt808.Jt808Message.Batch;
import io.fleetwire.protocol.jt808.Jt808Message.Battery;
import io.fleetwire.protocol.jt808.Jt808Message.Driver;
import io.fleetwire.protocol.jt808.Jt808Message.Framed;
import io.fleetwire.protocol.jt808.Jt808Message.Heartbeat;
import io.fleetwire.protocol.jt808.Jt808Message.Location;
import io.fleetwire.protocol.jt808.Jt808Message.LocationAnswer;
import io.fleetwire.protocol.jt808.Jt808Message.LockReport;
import io.fleetwire.protocol.jt808.Jt808Message.Media;
import io.fleetwire.protocol.jt808.Jt808Message.MediaEvent;
import io.fleetwire.protocol.jt808.Jt808Message.Motion;
import io.fleetwire.protocol.jt808.Jt808Message.Parameters;
import io.fleetwire.protocol.jt808.Jt808Message.Register;
import io.fleetwire.protocol.jt808.Jt808Message.TerminalAnswer;
import io.fleetwire.protocol.jt808.Jt808Message.Text;
import io.fleetwire.protocol.jt808.Jt808Message.TimeQuery;
import io.fleetwire.protocol.jt808.Jt808Message.Transparent;
import io.fleetwire.protocol.jt808.Jt808Message.Unknown;
import io.fleetwire.protocol.jt808.Jt808Message.Unread;
import io.fleetwire.protocol.jt808.Jt808Message.Unregister;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Body to message. */
final class Jt808Codec {

    /** Bytes that are kept of what is not decoded: twice as many characters of hex are the longest attribute. */
    static final int MAX_KEPT_BYTES = 1_024;

    /** A percentage and a clock. */
    static final int BATTERY_BYTES = 1 + Jt808Fields.CLOCK_BYTES;

    /** A clock and three numbers. */
    private static final int MOTION_BYTES = Jt808Fields.CLOCK_BYTES + 6;

    private static final int IMEI_BYTES = 15;
    private static final int SOFTWARE_BYTES = 20;
    private static final int LICENCE_BYTES = 20;
    private static final int CARD_INSERTED = 1;

    private Jt808Codec() {}

    /** What a message says, or its bytes and the reason where that cannot be what its type says. */
    static Framed read(Jt808Header header, ByteBuf body) {
        try {
            return decode(header, body);
        } catch (Malformed e) {
            return unread(header, body, e.reason());
        }
    }

    static Unread unread(Jt808Header header, ByteBuf body, String reason) {
        return new Unread(header, reason, body.readableBytes(), kept(body.duplicate()));
    }

    /**
     * What a message says.
     *
     * @param body whole: sub-packets are put together
     * @throws Malformed where it cannot mean what its type says
     */
    static Framed decode(Jt808Header header, ByteBuf body) throws Malformed {
        try {
            return decodeBody(header, body.duplicate());
        } catch (IndexOutOfBoundsException e) {
            throw new Malformed("message " + Jt808Type.hex(header.type()) + " is shorter than it must be");
        }
    }

    private static Framed decodeBody(Jt808Header header, ByteBuf in) throws Malformed {
        return switch (header.type()) {
            case Jt808Type.REGISTER -> register(header, in);
            case Jt808Type.AUTHENTICATE -> authenticate(header, in);
            case Jt808Type.HEARTBEAT -> new Heartbeat(header, kept(in));
            case Jt808Type.UNREGISTER -> new Unregister(header);
            case Jt808Type.TIME_QUERY, Jt808Type.TIME_QUERY_VENDOR -> new TimeQuery(header);
            case Jt808Type.LOCATION -> new Location(header, Jt808Position.read(in));
            case Jt808Type.LOCATION_ANSWER, Jt808Type.CONTROL_ANSWER ->
                new LocationAnswer(header, in.readUnsignedShort(), Jt808Position.read(in));
            case Jt808Type.BATCH -> batch(header, in);
            case Jt808Type.BATCH_SHORT ->
                in.readableBytes() == BATTERY_BYTES ? battery(header, in) : new Batch(header, 0, parts(in, 1));
            case Jt808Type.COMMAND_ANSWER -> commandAnswer(header, in);
            case Jt808Type.MOTION -> motion(header, in);
            case Jt808Type.TRANSPARENT -> new Transparent(header, in.readUnsignedByte(), rest(in));
            case Jt808Type.TERMINAL_ANSWER ->
                new TerminalAnswer(header, in.readUnsignedShort(), in.readUnsignedShort(), in.readUnsignedByte());
            case Jt808Type.PARAMETERS -> parameters(header, in);
            case Jt808Type.ATTRIBUTES -> attributes(header, in);
            case Jt808Type.DRIVER -> driver(header, in);
            case Jt808Type.MEDIA_EVENT ->
                new MediaEvent(
                        header,
                        in.readUnsignedInt(),
                        in.readUnsignedByte(),
                        in.readUnsignedByte(),
                        in.readUnsignedByte(),
                        in.readUnsignedByte());
            case Jt808Type.MEDIA -> media(header, in);
            case Jt808Type.TEXT_WIDE -> {
                in.skipBytes(2);
                yield new Text(header, Jt808Fields.text(in, in.readableBytes(), StandardCharsets.UTF_16BE));
            }
            case Jt808Type.TEXT -> {
                in.skipBytes(1);
                yield new Text(header, Jt808Fields.text(in, in.readableBytes()));
            }
            case Jt808Type.LOCK_REPORT, Jt808Type.LOCK_REPORT_BLIND -> new LockReport(header, Jt808Lock.read(in));
            default -> new Unknown(header, in.readableBytes(), kept(in));
        };
    }

    private static Battery battery(Jt808Header header, ByteBuf in) {
        return new Battery(header, in.readUnsignedByte(), Jt808Fields.hex(in, Jt808Fields.CLOCK_BYTES));
    }

    /** A text behind its length of four bytes; a waybill, which the standard puts here, is told by not being text. */
    private static Framed commandAnswer(Jt808Header header, ByteBuf in) throws Malformed {
        long length = in.readUnsignedInt();
        if (length != in.readableBytes()) {
            throw new Malformed("a text of " + length + " bytes, but " + in.readableBytes() + " follow");
        }
        return new Text(header, Jt808Fields.text(in, in.readableBytes()));
    }

    /** Each sample: clock, then three numbers with their sign in the uppermost bit. */
    private static Motion motion(Jt808Header header, ByteBuf in) throws Malformed {
        if (in.readableBytes() % MOTION_BYTES != 0) {
            throw new Malformed("samples of " + MOTION_BYTES + " bytes do not fill " + in.readableBytes());
        }
        StringBuilder samples = new StringBuilder();
        while (in.isReadable()) {
            in.skipBytes(Jt808Fields.CLOCK_BYTES);
            samples.append(samples.isEmpty() ? "" : " ")
                    .append(Jt808Fields.signAndMagnitude(in.readUnsignedShort()))
                    .append(',')
                    .append(Jt808Fields.signAndMagnitude(in.readUnsignedShort()))
                    .append(',')
                    .append(Jt808Fields.signAndMagnitude(in.readUnsignedShort()));
        }
        return new Motion(header, samples.toString());
    }

    /** Maker, model and id grew with every edition. */
    private static Register register(Jt808Header header, ByteBuf in) {
        Edition edition = Edition.of(header, in.readableBytes());
        return new Register(
                header,
                in.readUnsignedShort(),
                in.readUnsignedShort(),
                Jt808Fields.text(in, edition.makerBytes),
                Jt808Fields.text(in, edition.modelBytes),
                Jt808Fields.text(in, edition.idBytes),
                in.readUnsignedByte(),
                Jt808Fields.text(in, in.readableBytes()));
    }

    /** The editions of the standard, by the widths of what a terminal calls itself. */
    enum Edition {
        V2011(5, 8, 7),
        V2013(5, 20, 7),
        V2019(11, 30, 30);

        /** Region and colour of the plate. */
        private static final int OTHER_BYTES = 5;

        final int makerBytes;
        final int modelBytes;
        final int idBytes;

        Edition(int makerBytes, int modelBytes, int idBytes) {
            this.makerBytes = makerBytes;
            this.modelBytes = modelBytes;
            this.idBytes = idBytes;
        }

        /** The header tells 2019; a plate has 9 bytes at most, so the length tells 2013 from 2011. */
        static Edition of(Jt808Header header, int registerBytes) {
            if (header.is2019()) {
                return V2019;
            }
            return registerBytes >= OTHER_BYTES + V2013.makerBytes + V2013.modelBytes + V2013.idBytes ? V2013 : V2011;
        }
    }

    private static Authenticate authenticate(Jt808Header header, ByteBuf in) {
        if (!header.is2019()) {
            return new Authenticate(header, Jt808Fields.text(in, in.readableBytes()), "", "");
        }
        String token = Jt808Fields.countedText(in);
        String imei = Jt808Fields.text(in, IMEI_BYTES);
        return new Authenticate(
                header, token, imei, Jt808Fields.text(in, Math.min(SOFTWARE_BYTES, in.readableBytes())));
    }

    /** The announced count is not believed: what is there counts. */
    private static Batch batch(Jt808Header header, ByteBuf in) {
        in.skipBytes(2);
        return new Batch(header, in.readUnsignedByte(), parts(in, 2));
    }

    /** A last part that is shorter than it says is kept as far as it goes. */
    private static List<byte[]> parts(ByteBuf in, int lengthBytes) {
        List<byte[]> parts = new ArrayList<>();
        while (in.isReadable()) {
            int length = lengthBytes == 1 ? in.readUnsignedByte() : in.readUnsignedShort();
            byte[] part = new byte[Math.min(length, in.readableBytes())];
            in.readBytes(part);
            parts.add(part);
        }
        return parts;
    }

    private static Parameters parameters(Jt808Header header, ByteBuf in) {
        int to = in.readUnsignedShort();
        in.skipBytes(1);
        Map<String, String> values = new LinkedHashMap<>();
        while (in.isReadable()) {
            String id = "%04x".formatted(in.readUnsignedInt());
            values.put(id, parameter(in.readSlice(in.readUnsignedByte())));
        }
        return new Parameters(header, to, values);
    }

    private static String parameter(ByteBuf in) {
        int length = in.readableBytes();
        if (length > 0 && in.forEachByte(b -> b < 0 || (b >= ' ' && b <= '~')) < 0) {
            return Jt808Fields.text(in, length);
        }
        return switch (length) {
            case 1 -> Integer.toString(in.readUnsignedByte());
            case 2 -> Integer.toString(in.readUnsignedShort());
            case 4 -> Long.toString(in.readUnsignedInt());
            default -> ByteBufUtil.hexDump(in);
        };
    }

    private static Attributes attributes(Jt808Header header, ByteBuf in) {
        Edition edition = header.is2019() ? Edition.V2019 : Edition.V2013;
        return new Attributes(
                header,
                in.readUnsignedShort(),
                Jt808Fields.text(in, Edition.V2013.makerBytes),
                Jt808Fields.text(in, edition.modelBytes),
                Jt808Fields.text(in, edition.idBytes),
                Jt808Fields.hex(in, 10),
                Jt808Fields.countedText(in),
                Jt808Fields.countedText(in));
    }

    private static Driver driver(Jt808Header header, ByteBuf in) {
        int action = in.readUnsignedByte();
        String clock = Jt808Fields.hex(in, Jt808Fields.CLOCK_BYTES);
        int result = in.isReadable() ? in.readUnsignedByte() : 0;
        if (action != CARD_INSERTED || result != 0 || !in.isReadable()) {
            return new Driver(header, action, clock, result, "", "", "", "");
        }
        return new Driver(
                header,
                action,
                clock,
                result,
                Jt808Fields.countedText(in),
                Jt808Fields.text(in, LICENCE_BYTES),
                Jt808Fields.countedText(in),
                Jt808Fields.hex(in, 4));
    }

    private static Media media(Jt808Header header, ByteBuf in) throws Malformed {
        long id = in.readUnsignedInt();
        int kind = in.readUnsignedByte();
        int format = in.readUnsignedByte();
        int event = in.readUnsignedByte();
        int channel = in.readUnsignedByte();
        Jt808Position position = Jt808Position.read(in.readSlice(Jt808Position.BASIC_BYTES));
        return new Media(header, id, kind, format, event, channel, position, in.readableBytes());
    }

    private static String kept(ByteBuf in) {
        return Jt808Fields.hex(in, Math.min(in.readableBytes(), MAX_KEPT_BYTES));
    }

    private static byte[] rest(ByteBuf in) {
        return ByteBufUtil.getBytes(in);
    }
}
