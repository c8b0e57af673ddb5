package io.fleetwire.protocol.jt808;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a terminal says. Counts its own messages; not for two threads. */
public final class Jt808Device {

    private static final int VERSION_1 = 1;
    private static final int ITEM_MILEAGE = 0x01;
    private static final int ITEM_SATELLITES = 0x31;

    private final Jt808Header template;
    private int serial = -1;

    private Jt808Device(Jt808Header template) {
        this.template = template;
    }

    /**
     * A terminal of the 2011 and 2013 editions.
     *
     * @param number at most 12 digits
     */
    public static Jt808Device of2013(String number) {
        return new Jt808Device(header(number, 12, Jt808Header.NO_VERSION));
    }

    /**
     * A terminal of the 2019 edition.
     *
     * @param number at most 20 digits
     */
    public static Jt808Device of2019(String number) {
        return new Jt808Device(header(number, 20, VERSION_1));
    }

    private static Jt808Header header(String number, int digits, int version) {
        if (!number.matches("\\d{1," + digits + "}")) {
            throw new IllegalArgumentException(
                    "a terminal's number has 1 to " + digits + " digits, not '" + number + "'");
        }
        return new Jt808Header(0, 0, version, "0".repeat(digits - number.length()) + number, 0, 1, 1);
    }

    /**
     * What a server said.
     *
     * @param type of its message
     * @param toSerial the message it answers; −1 where the type has none
     * @param toType −1 where the type has none
     * @param result −1 where the type has none
     * @param token of a registering that succeeded
     */
    public record Answer(int type, int toSerial, int toType, int result, String token) {}

    /** Message 0100. */
    public ByteBuf register(String maker, String model, String terminalId, String plate) {
        Jt808Codec.Edition edition = template.is2019() ? Jt808Codec.Edition.V2019 : Jt808Codec.Edition.V2013;
        ByteBuf body = Unpooled.buffer(96).writeShort(0).writeShort(0);
        fixed(body, maker, edition.makerBytes);
        fixed(body, model, edition.modelBytes);
        fixed(body, terminalId, edition.idBytes);
        body.writeByte(1).writeBytes(plate.getBytes(Jt808Fields.GBK));
        return frame(Jt808Type.REGISTER, body);
    }

    /** Message 0102. */
    public ByteBuf authenticate(String token, String imei, String software) {
        byte[] bytes = token.getBytes(Jt808Fields.GBK);
        if (!template.is2019()) {
            return frame(Jt808Type.AUTHENTICATE, Unpooled.wrappedBuffer(bytes));
        }
        ByteBuf body = Unpooled.buffer(64).writeByte(bytes.length).writeBytes(bytes);
        fixed(body, imei, 15);
        fixed(body, software, 20);
        return frame(Jt808Type.AUTHENTICATE, body);
    }

    /** Message 0002. */
    public ByteBuf heartbeat() {
        return frame(Jt808Type.HEARTBEAT, Unpooled.EMPTY_BUFFER);
    }

    /**
     * Message 0200.
     *
     * @param alarm bits of the standard's table
     * @param odometerM metres, or absent
     */
    public ByteBuf location(Instant at, Fix fix, boolean ignition, long alarm, double odometerM) {
        ByteBuf body = Unpooled.buffer(64);
        position(at, fix, ignition, alarm, odometerM).write(body);
        return frame(Jt808Type.LOCATION, body);
    }

    /**
     * Message 0704.
     *
     * @param locations bodies of message 0200, see {@link #body}
     */
    public ByteBuf batch(List<byte[]> locations) {
        ByteBuf body = Unpooled.buffer(512).writeShort(locations.size()).writeByte(1);
        locations.forEach(location -> body.writeShort(location.length).writeBytes(location));
        return frame(Jt808Type.BATCH, body);
    }

    /** A location for {@link #batch}. */
    public static byte[] body(Instant at, Fix fix, boolean ignition, long alarm, double odometerM) {
        ByteBuf body = Unpooled.buffer(64);
        position(at, fix, ignition, alarm, odometerM).write(body);
        return ByteBufUtil.getBytes(body);
    }

    /** A message of any type, cut into sub-packets of this many bytes. */
    public List<ByteBuf> packets(int type, byte[] body, int packetBytes) {
        int count = (body.length + packetBytes - 1) / packetBytes;
        List<ByteBuf> packets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = i * packetBytes;
            ByteBuf part = Unpooled.wrappedBuffer(body, from, Math.min(packetBytes, body.length - from));
            Jt808Header whole = template.of(type, nextSerial(), part.readableBytes());
            int bits = whole.attributes() | (1 << 13);
            packets.add(Jt808Frame.close(
                    new Jt808Header(type, bits, whole.version(), whole.number(), whole.serial(), count, i + 1), part));
        }
        return packets;
    }

    /** The serial of the message that was said last. */
    public int lastSerial() {
        return serial;
    }

    /** What a server answered; null where the bytes are no frame. */
    public static @Nullable Answer answer(ByteBuf frame) {
        try {
            Jt808Frame opened = Jt808Frame.open(frame, false);
            ByteBuf in = opened.body();
            int type = opened.header().type();
            return switch (type) {
                case Jt808Type.GENERAL_REPLY ->
                    new Answer(type, in.readUnsignedShort(), in.readUnsignedShort(), in.readUnsignedByte(), "");
                case Jt808Type.REGISTER_REPLY ->
                    new Answer(
                            type,
                            in.readUnsignedShort(),
                            -1,
                            in.readUnsignedByte(),
                            in.toString(StandardCharsets.US_ASCII));
                default -> new Answer(type, -1, -1, -1, "");
            };
        } catch (Malformed | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private static Jt808Position position(Instant at, Fix fix, boolean ignition, long alarm, double odometerM) {
        long status = ignition ? Jt808Status.IGNITION : 0;
        status |= fix.valid() ? Jt808Status.LOCATED : 0;
        status |= fix.lat() < 0 ? Jt808Status.SOUTH : 0;
        status |= fix.lon() < 0 ? Jt808Status.WEST : 0;
        List<Jt808Position.Item> items = new ArrayList<>();
        if (Measure.has(odometerM)) {
            byte[] tenths = new byte[4];
            Unpooled.wrappedBuffer(tenths).setInt(0, (int) Math.round(odometerM / 100));
            items.add(new Jt808Position.Item(ITEM_MILEAGE, tenths));
        }
        if (fix.satellites() != Fix.UNKNOWN_COUNT) {
            items.add(new Jt808Position.Item(ITEM_SATELLITES, new byte[] {(byte) fix.satellites()}));
        }
        return new Jt808Position(
                alarm,
                status,
                millionths(fix.lat()),
                millionths(fix.lon()),
                (int) Math.round(Measure.or(fix.altitudeM(), 0)),
                (int) Math.round(Measure.or(fix.speedKmh(), 0) * 10),
                (int) Math.round(Measure.or(fix.headingDeg(), 0)) % 360,
                Jt808Fields.clock(at, Jt808Fields.BEIJING),
                items,
                "");
    }

    private static long millionths(double degrees) {
        return Math.round(Math.abs(degrees) * 1e6);
    }

    private static void fixed(ByteBuf to, String text, int bytes) {
        byte[] all = text.getBytes(Jt808Fields.GBK);
        to.writeBytes(all, 0, Math.min(all.length, bytes)).writeZero(Math.max(0, bytes - all.length));
    }

    private ByteBuf frame(int type, ByteBuf body) {
        return Jt808Frame.close(template.of(type, nextSerial(), body.readableBytes()), body);
    }

    private int nextSerial() {
        serial = (serial + 1) & 0xFFFF;
        return serial;
    }
}
