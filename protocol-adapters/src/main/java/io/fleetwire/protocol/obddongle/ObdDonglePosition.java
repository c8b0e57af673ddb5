package io.fleetwire.protocol.obddongle;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Instant;

/**
 * The position in a publish, in the units of the wire.
 *
 * @param timeS seconds since 1970, UTC
 * @param flags bits 0–3 satellites, 4 north, 5 east, 6 no fix
 * @param unknown 15 bits
 * @param longitude 1e-5 degrees, 25 bits, without sign
 * @param latitude 1e-5 degrees, 24 bits, without sign
 * @param speed 0.1 mph, 14 bits
 * @param course degrees, 10 bits
 * @param tail what follows, hex
 */
record ObdDonglePosition(
        long timeS, int flags, int unknown, int longitude, int latitude, int speed, int course, String tail) {

    /** Time, flags, longitude, latitude, speed and course. */
    static final int BYTES = 4 + 1 + 5 + 3 + 3;

    static final int SATELLITES = 0x0F;
    static final int NORTH = 1 << 4;
    static final int EAST = 1 << 5;
    static final int NO_FIX = 1 << 6;

    static final double DEGREES = 1e5;

    /** A mile has 1,609.344 m. */
    static final double KMH_PER_TENTH_MPH = 0.160_934_4;

    static final int LONGITUDE_BITS = 25;
    static final int COURSE_BITS = 10;
    static final int MAX_SPEED = (1 << 14) - 1;
    static final int COURSE = (1 << COURSE_BITS) - 1;

    /** Reads all there is, which is at least {@link #BYTES}. */
    static ObdDonglePosition read(ByteBuf in) {
        long timeS = in.readUnsignedInt();
        int flags = in.readUnsignedByte();
        long word = (long) in.readUnsignedShort() << 24 | in.readUnsignedMedium();
        int latitude = in.readUnsignedMedium();
        int motion = in.readUnsignedMedium();
        return new ObdDonglePosition(
                timeS,
                flags,
                (int) (word >> LONGITUDE_BITS),
                (int) (word & ((1 << LONGITUDE_BITS) - 1)),
                latitude,
                motion >> COURSE_BITS,
                motion & COURSE,
                ByteBufUtil.hexDump(in));
    }

    /**
     * A fix in the units of the wire; altitude and accuracy have no place there.
     *
     * @param at to the second
     */
    static ObdDonglePosition of(Instant at, Fix fix) {
        int flags = Math.clamp(fix.satellites(), 0, SATELLITES)
                | (fix.lat() >= 0 ? NORTH : 0)
                | (fix.lon() >= 0 ? EAST : 0)
                | (fix.valid() ? 0 : NO_FIX);
        return new ObdDonglePosition(
                at.getEpochSecond(),
                flags,
                0,
                (int) Math.round(Math.abs(fix.lon()) * DEGREES),
                (int) Math.round(Math.abs(fix.lat()) * DEGREES),
                (int) Math.min(MAX_SPEED, Math.round(Measure.or(fix.speedKmh(), 0) / KMH_PER_TENTH_MPH)),
                (int) Math.round(Measure.or(fix.headingDeg(), 0)) % 360,
                "");
    }

    void write(ByteBuf out) {
        long word = (long) unknown << LONGITUDE_BITS | longitude;
        out.writeInt((int) timeS)
                .writeByte(flags)
                .writeShort((int) (word >> 24))
                .writeMedium((int) word & 0xFF_FFFF)
                .writeMedium(latitude)
                .writeMedium(speed << COURSE_BITS | course)
                .writeBytes(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(tail)));
    }

    Instant at() {
        return Instant.ofEpochSecond(timeS);
    }

    double latitudeDeg() {
        return ((flags & NORTH) != 0 ? latitude : -latitude) / DEGREES;
    }

    double longitudeDeg() {
        return ((flags & EAST) != 0 ? longitude : -longitude) / DEGREES;
    }

    double speedKmh() {
        return speed * KMH_PER_TENTH_MPH;
    }

    int satellites() {
        return flags & SATELLITES;
    }

    boolean valid() {
        return (flags & NO_FIX) == 0;
    }

    /**
     * @throws IllegalArgumentException naming the quantity that is outside its range
     */
    Fix fix() {
        return new Fix(
                latitudeDeg(), longitudeDeg(), valid(), ABSENT, speedKmh(), course, satellites(), ABSENT, ABSENT);
    }
}
