package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.LegacyData;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Codec 7 of the GH3000 family. A record is: time (2 bits priority, 30 bits seconds since 2007), a mask of its parts, then the parts:
 *
 * <pre>
 *   mask 01  place: a mask of its own, then 01 lat, lon as floats · 02 altitude · 04 angle (360°/256) · 08 speed · 10 satellites
 *                                           · 20 LAC, cell · 40 signal · 80 operator
 *        02, 04, 08  elements of 1, 2, 4 bytes: a count, then (id, value)
 * </pre>
 *
 * <p>A record without a place becomes one at 0, 0, which is how later devices say it.
 */
final class LegacyCodec {

    static final int CODEC_ID = 0x07;

    private static final long EPOCH_S = Instant.parse("2007-01-01T00:00:00Z").getEpochSecond();
    private static final int SECONDS_MASK = 0x3FFF_FFFF;

    /** What the records are rewritten in: room for whatever a record of Codec 7 can hold. */
    private static final AvlLayout LAYOUT = AvlLayout.CODEC_8_EXTENDED;

    private LegacyCodec() {}

    static LegacyData read(ByteBuf in) throws Malformed {
        in.skipBytes(1);
        int count = in.readUnsignedByte();
        List<AvlRecord> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            records.add(record(in));
        }
        ByteReads.requireEnd(in, count);
        return new LegacyData(AvlPacket.of(LAYOUT, records));
    }

    /** The time of a record's first word. */
    static Instant at(int word) {
        return Instant.ofEpochSecond(EPOCH_S + (word & SECONDS_MASK));
    }

    private static AvlRecord record(ByteBuf in) throws Malformed {
        ByteReads.require(in, 5, "record");
        int time = in.readInt();
        int parts = in.readUnsignedByte();
        Place place = new Place();
        IoElements.Builder io = new IoElements.Builder(LAYOUT);
        if ((parts & 1) != 0) {
            place.read(in, io);
        }
        for (int width = 1; width <= 4; width <<= 1) {
            if ((parts & (width << 1)) != 0) {
                elements(in, width, io);
            }
        }
        return new AvlRecord(
                at(time).toEpochMilli(),
                time >>> 30,
                place.lat,
                place.lon,
                place.altitudeM,
                place.angleDeg,
                place.satellites,
                place.speedKmh,
                0,
                0,
                io.build());
    }

    private static void elements(ByteBuf in, int width, IoElements.Builder io) throws Malformed {
        int count = ByteReads.number(in, 1, "IO count");
        ByteReads.require(in, count * (1 + width), "IO group");
        for (int i = 0; i < count; i++) {
            int id = in.readUnsignedByte();
            long raw = width == 1 ? in.readUnsignedByte() : width == 2 ? in.readUnsignedShort() : in.readUnsignedInt();
            io.number(id, width, raw);
        }
    }

    private static final class Place {
        private double lat;
        private double lon;
        private int altitudeM;
        private int angleDeg;
        private int satellites;
        private int speedKmh;

        private void read(ByteBuf in, IoElements.Builder io) throws Malformed {
            int mask = ByteReads.number(in, 1, "place");
            if ((mask & 0x01) != 0) {
                ByteReads.require(in, 8, "coordinates");
                lat = in.readFloat();
                lon = in.readFloat();
            }
            if ((mask & 0x02) != 0) {
                altitudeM = (short) ByteReads.number(in, 2, "altitude");
            }
            if ((mask & 0x04) != 0) {
                angleDeg = ByteReads.number(in, 1, "angle") * 360 / 256;
            }
            if ((mask & 0x08) != 0) {
                speedKmh = ByteReads.number(in, 1, "speed");
            }
            if ((mask & 0x10) != 0) {
                satellites = ByteReads.number(in, 1, "satellites");
            }
            network(in, mask, io);
        }

        /** Becomes the elements that later devices have for the same. */
        private static void network(ByteBuf in, int mask, IoElements.Builder io) throws Malformed {
            if ((mask & 0x20) != 0) {
                io.number(206, 2, ByteReads.number(in, 2, "area code"));
                io.number(205, 2, ByteReads.number(in, 2, "cell"));
            }
            if ((mask & 0x40) != 0) {
                io.number(21, 1, ByteReads.number(in, 1, "signal"));
            }
            if ((mask & 0x80) != 0) {
                ByteReads.require(in, 4, "operator");
                io.number(241, 4, in.readUnsignedInt());
            }
        }
    }
}
