package io.fleetwire.protocol.teltonika;

import io.netty.buffer.ByteBuf;

/**
 * One AVL record as a value, as the device says it: what devices are made to say. What they said is read where it lies, in the {@link AvlPacket}.
 *
 * @param timeMs milliseconds since 1970, UTC; 1970 or nonsense where the device had no time
 * @param priority 0 low, 1 high, 2 panic
 * @param lat degrees; 0, 0 where the device has had no fix
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

    /** Coordinates are whole ten-millionths of a degree. */
    static final double DEGREE = 1e7;

    static AvlRecord of(AvlPacket packet, int start) {
        return new AvlRecord(
                packet.timeMs(start),
                packet.priority(start),
                packet.latE7(start) / DEGREE,
                packet.lonE7(start) / DEGREE,
                packet.altitudeM(start),
                packet.angleDeg(start),
                packet.satellites(start),
                packet.speedKmh(start),
                packet.eventId(start),
                packet.generation(start),
                IoElements.of(packet, start));
    }

    void write(ByteBuf out) {
        out.writeLong(timeMs);
        out.writeByte(priority);
        out.writeInt(units(lon)).writeInt(units(lat));
        out.writeShort(altitudeM);
        out.writeShort(angleDeg);
        out.writeByte(satellites);
        out.writeShort(speedKmh);
        ByteReads.write(out, io.layout().idBytes, eventId);
        if (io.layout().generation) {
            out.writeByte(generation);
        }
        io.write(out);
    }

    /** What does not fit becomes the largest number that does, which is no coordinate either; what is no number becomes 0. */
    private static int units(double degrees) {
        return (int) Math.rint(degrees * DEGREE);
    }
}
