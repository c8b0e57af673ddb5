package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.wire.BigEndian;

/** Records of Codec 7 taken apart for people; {@link LegacyCodec} draws them. */
final class LegacyDissector {

    private final Parts parts;
    private final IoReader io;

    LegacyDissector(Parts parts, AvlDictionary dictionary) {
        this.parts = parts;
        this.io = new IoReader(dictionary);
    }

    void records(int count) throws Malformed {
        for (int i = 0; i < count; i++) {
            record("records[" + i + "].");
        }
    }

    private void record(String name) throws Malformed {
        parts.require(parts.position() + 5, name + "record");
        int time = BigEndian.s32(parts.frame(), parts.position());
        parts.take(4, name + "time", LegacyCodec.at(time) + ", priority " + (time >>> 30));
        int mask = (int) parts.number(1, name + "parts", "");
        if ((mask & 1) != 0) {
            place(name);
        }
        for (int width = 1; width <= 4; width <<= 1) {
            if ((mask & (width << 1)) != 0) {
                elements(name, width);
            }
        }
    }

    private void place(String name) throws Malformed {
        int mask = (int) parts.number(1, name + "place", "");
        if ((mask & 0x01) != 0) {
            parts.require(parts.position() + 8, name + "coordinates");
            parts.take(4, name + "latitude", degrees());
            parts.take(4, name + "longitude", degrees());
        }
        if ((mask & 0x02) != 0) {
            parts.require(parts.position() + 2, name + "altitude");
            parts.take(2, name + "altitude", BigEndian.s16(parts.frame(), parts.position()) + " m");
        }
        if ((mask & 0x04) != 0) {
            parts.require(parts.position() + 1, name + "angle");
            int angle = BigEndian.u8(parts.frame(), parts.position()) * 360 / 256;
            parts.take(1, name + "angle", angle + " °");
        }
        if ((mask & 0x08) != 0) {
            parts.number(1, name + "speed", " km/h");
        }
        if ((mask & 0x10) != 0) {
            parts.number(1, name + "satellites", "");
        }
        network(name, mask);
    }

    private void network(String name, int mask) throws Malformed {
        if ((mask & 0x20) != 0) {
            parts.number(2, name + "area code", "");
            parts.number(2, name + "cell", "");
        }
        if ((mask & 0x40) != 0) {
            parts.number(1, name + "signal", "");
        }
        if ((mask & 0x80) != 0) {
            parts.number(4, name + "operator", "");
        }
    }

    /** To the ten-millionth, as the record will have it. */
    private String degrees() {
        double exact = Float.intBitsToFloat(BigEndian.s32(parts.frame(), parts.position()));
        return Math.rint(exact * AvlRecord.DEGREE) / AvlRecord.DEGREE + " °";
    }

    private void elements(String name, int width) throws Malformed {
        long count = parts.number(1, name + "IO count, " + width + " bytes", "");
        for (long i = 0; i < count; i++) {
            parts.require(parts.position() + 1 + width, name + "IO element");
            int at = parts.position();
            int id = BigEndian.u8(parts.frame(), at);
            String value = io.value(id, width, parts.frame(), at + 1, width);
            parts.take(1 + width, name + "io[" + id + "]" + io.name(id, width), value);
        }
    }
}
