package io.fleetwire.protocol.teltonika;

import io.fleetwire.event.Measure;
import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;

/**
 * One AVL record, as the device says it: nothing is interpreted yet.
 *
 * @param timeMs milliseconds since 1970, UTC; 1970 or nonsense where the device had no time
 * @param priority 0 low, 1 high, 2 panic
 * @param lat degrees; {@link Measure#ABSENT} where the record has no place (legacy devices)
 * @param satellites 0: no fix, the place is the last known one
 * @param eventId the IO element whose change made the record; 0: none, it is periodic
 * @param generation why (Codec 16): 0 exit … 7 periodical; 0 elsewhere
 */
record AvlRecord(
        long timeMs,
        int priority,
        double lat,
        double lon,
        int altitudeM,
        int angleDeg,
        int satellites,
        int speedKmh,
        int eventId,
        int generation,
        IoElements io) {

    /** Bytes before the IO block. */
    private static final int FIXED_LENGTH = 24;

    /** Coordinates are whole ten-millionths of a degree. */
    private static final double DEGREE = 1e7;

    static AvlRecord read(ByteBuf in, AvlLayout layout) throws Malformed {
        Reads.require(in, FIXED_LENGTH, "record");
        long timeMs = in.readLong();
        int priority = in.readUnsignedByte();
        double lon = in.readInt() / DEGREE;
        double lat = in.readInt() / DEGREE;
        int altitudeM = in.readShort();
        int angleDeg = in.readUnsignedShort();
        int satellites = in.readUnsignedByte();
        int speedKmh = in.readUnsignedShort();
        int eventId = Reads.number(in, layout.idBytes, "event id");
        int generation = layout.generation ? Reads.number(in, 1, "generation type") : 0;
        IoElements io = IoElements.read(in, layout);
        return new AvlRecord(
                timeMs, priority, lat, lon, altitudeM, angleDeg, satellites, speedKmh, eventId, generation, io);
    }

    void write(ByteBuf out) {
        out.writeLong(timeMs);
        out.writeByte(priority);
        out.writeInt((int) Math.round(Measure.or(lon, 0) * DEGREE));
        out.writeInt((int) Math.round(Measure.or(lat, 0) * DEGREE));
        out.writeShort(altitudeM);
        out.writeShort(angleDeg);
        out.writeByte(satellites);
        out.writeShort(speedKmh);
        Reads.write(out, io.layout().idBytes, eventId);
        if (io.layout().generation) {
            out.writeByte(generation);
        }
        io.write(out);
    }
}
