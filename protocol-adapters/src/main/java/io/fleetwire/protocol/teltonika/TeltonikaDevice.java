package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Data;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Datagram;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Login;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Ping;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Text;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What a Teltonika device says: for the simulator and for tests. It sends one packet at a time and drops its records when their number is acknowledged. */
public final class TeltonikaDevice {

    private final String imei;
    private final AvlLayout layout;

    /**
     * @param extended speaks Codec 8 Extended, else Codec 8, whose ids end at 255 and whose values have 1, 2, 4 or 8 bytes
     */
    public TeltonikaDevice(String imei, boolean extended) {
        this.imei = imei;
        this.layout = extended ? AvlLayout.CODEC_8_EXTENDED : AvlLayout.CODEC_8;
    }

    /** The first words on a TCP connection. */
    public ByteBuf login() {
        return TeltonikaCodec.encode(new Login(imei));
    }

    /** Whether the login's answer lets the device in. */
    public static boolean isAccepted(ByteBuf answer) {
        return answer.isReadable() && answer.getByte(answer.readerIndex()) == 1;
    }

    /** What keeps a quiet connection alive. */
    public static ByteBuf ping() {
        return TeltonikaCodec.encode(new Ping());
    }

    /** A TCP packet of 1 to 255 records. */
    public ByteBuf packet(List<Sample> samples) {
        return TeltonikaCodec.encode(data(samples));
    }

    /** How many records the answer to a packet acknowledges; reads it. Empty: not all four bytes are there yet. */
    public static OptionalLong acknowledged(ByteBuf answer) {
        return answer.readableBytes() < Integer.BYTES
                ? OptionalLong.empty()
                : OptionalLong.of(answer.readUnsignedInt());
    }

    /** The same records as a UDP datagram. */
    public ByteBuf datagram(int packetId, int avlPacketId, List<Sample> samples) {
        return TeltonikaCodec.encode(new Datagram(packetId, 1, avlPacketId, imei, data(samples)));
    }

    /** The answer to a command of Codec 12. */
    public static ByteBuf commandAnswer(String text) {
        return TeltonikaCodec.encode(new Text(12, 6, null, null, text));
    }

    private Data data(List<Sample> samples) {
        if (samples.isEmpty() || samples.size() > 255) {
            throw new IllegalArgumentException("a packet has 1 to 255 records");
        }
        List<AvlRecord> records =
                samples.stream().map(sample -> sample.avl(layout)).toList();
        try {
            return new Data(AvlPacket.of(layout, records));
        } catch (Malformed e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }

    /** A record being put together; what is not said is 0, which the protocol cannot tell from absent. */
    public static final class Sample {
        private final Instant time;
        private final List<Element> elements = new ArrayList<>();
        private double lat;
        private double lon;
        private double altitudeM;
        private double headingDeg;
        private double speedKmh;
        private int satellites;
        private int eventId;
        private int priority;

        private record Element(int id, int width, long value, String text) {}

        /** A record of this time, to the millisecond. */
        public Sample(Instant time) {
            this.time = time;
        }

        /** Where; with 0 satellites it is the last known place. */
        public Sample place(double latDeg, double lonDeg, int satellitesInUse) {
            lat = latDeg;
            lon = lonDeg;
            satellites = satellitesInUse;
            return this;
        }

        public Sample altitudeM(double value) {
            altitudeM = value;
            return this;
        }

        /** How it moves. */
        public Sample motion(double speed, double heading) {
            speedKmh = speed;
            headingDeg = heading;
            return this;
        }

        /** Made because this element changed, with high priority. */
        public Sample event(int id) {
            eventId = id;
            priority = 1;
            return this;
        }

        /** An element of 1, 2, 4 or 8 bytes; the value is cut to them. */
        public Sample io(int id, int width, long value) {
            elements.add(new Element(id, width, value, ""));
            return this;
        }

        /** An element of any length, such as 256, the VIN; only Codec 8 Extended has those. */
        public Sample text(int id, String ascii) {
            elements.add(new Element(id, AvlId.VARIABLE, 0, ascii));
            return this;
        }

        public Sample ignition(boolean on) {
            return io(239, 1, on ? 1 : 0);
        }

        public Sample movement(boolean moving) {
            return io(240, 1, moving ? 1 : 0);
        }

        public Sample odometerM(double value) {
            return io(16, 4, Math.round(value));
        }

        /** The vehicle's supply and the device's battery, volts. */
        public Sample voltages(double externalV, double batteryV) {
            return io(66, 2, Math.round(externalV * 1_000)).io(67, 2, Math.round(batteryV * 1_000));
        }

        /** What an OBD dongle reads of the engine. */
        public Sample engine(double rpm, double loadPct, double coolantC, double throttlePct) {
            return io(36, 2, Math.round(rpm))
                    .io(31, 1, Math.round(loadPct))
                    .io(32, 1, Math.round(coolantC))
                    .io(41, 1, Math.round(throttlePct));
        }

        /** The tank and what the engine takes from it; 60 is in hundredths of a litre an hour. */
        public Sample fuel(double levelPct, double rateLph) {
            return io(48, 1, Math.round(levelPct)).io(60, 2, Math.round(rateLph * 100));
        }

        /** Multiples of standard gravity; the wire has thousandths. */
        public Sample accelerationG(double x, double y, double z) {
            return io(17, 2, Math.round(x * 1_000))
                    .io(18, 2, Math.round(y * 1_000))
                    .io(19, 2, Math.round(z * 1_000));
        }

        private AvlRecord avl(AvlLayout layout) {
            IoElements.Builder io = new IoElements.Builder(layout);
            for (Element element : elements) {
                if (element.width() == AvlId.VARIABLE) {
                    io.bytes(element.id(), element.text().getBytes(StandardCharsets.US_ASCII));
                } else {
                    io.number(element.id(), element.width(), element.value());
                }
            }
            return new AvlRecord(
                    time.toEpochMilli(),
                    priority,
                    lat,
                    lon,
                    (int) Math.round(altitudeM),
                    (int) Math.round(headingDeg) % 360,
                    satellites,
                    (int) Math.round(speedKmh),
                    eventId,
                    0,
                    io.build());
        }
    }
}
