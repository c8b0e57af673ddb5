package io.fleetwire.protocol.gt06;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Signal;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.wire.Bcd;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a GT06 device says, and how it understands the answers: the other end of {@link Gt06Adapter}, for simulators and tests. */
public final class Gt06Device {

    /** Why a location is sent: its interval passed. */
    public static final int MODE_TIME = 0;

    private static final int PRODUCT_CODE = 0x8066;

    /** UTC, English. */
    private static final int ZONE_UTC = 0x0002;

    private static final int LANGUAGE_ENGLISH = 2;
    private static final int MAX_SERIAL = 0xFFFF;

    private final String imei;
    private final Cell cell;
    private int serial;

    /**
     * @param imei 15 digits
     * @param cell where the device says it is registered
     */
    public Gt06Device(String imei, Cell cell) {
        this(imei, cell, 0);
    }

    /**
     * @param lastSerial the running number goes on from here
     */
    public Gt06Device(String imei, Cell cell, int lastSerial) {
        this.imei = imei;
        this.cell = cell;
        this.serial = lastSerial;
    }

    /** A cell of the mobile network: country, network, area and cell. */
    public record Cell(int mcc, int mnc, int lac, int cid) {}

    /**
     * A server's answer.
     *
     * @param type of the message it answers
     * @param serial of the message it answers
     */
    public record Answer(int type, int serial) {}

    /** Type 01. */
    public ByteBuf login() {
        ByteBuf frame = Gt06Frame.begin(Gt06Type.LOGIN, 12);
        Bcd.write(frame, imei);
        return close(frame.writeShort(PRODUCT_CODE).writeShort(ZONE_UTC));
    }

    /**
     * Type 22.
     *
     * @param mode {@link #MODE_TIME} or another of the manual's
     * @param again it was stored while there was no network
     * @param odometerM metres, or absent
     */
    public ByteBuf location(Instant at, Fix fix, boolean ignition, int mode, boolean again, double odometerM) {
        boolean mileage = Measure.has(odometerM);
        int content = Gt06Fields.POSITION_BYTES + 8 + 3 + (mileage ? 4 : 0);
        ByteBuf frame = Gt06Frame.begin(Gt06Type.LOCATION, content);
        writePosition(frame, at, fix);
        writeCell(frame);
        frame.writeByte(ignition ? 1 : 0).writeByte(mode).writeByte(again ? 1 : 0);
        if (mileage) {
            frame.writeInt((int) Math.round(odometerM));
        }
        return close(frame);
    }

    /** Type 26, asking for an answer. */
    public ByteBuf alarm(Instant at, Fix fix, boolean ignition, Signal signal) {
        ByteBuf frame = Gt06Frame.begin(Gt06Type.ALARM, Gt06Fields.POSITION_BYTES + 1 + 8 + Gt06Alarms.STATUS_BYTES);
        writePosition(frame, at, fix);
        frame.writeByte(9);
        writeCell(frame);
        frame.writeByte(info(ignition)).writeByte(6).writeByte(4);
        return close(frame.writeByte(Gt06AlarmCode.of(signal).code).writeByte(LANGUAGE_ENGLISH));
    }

    /**
     * Type 13.
     *
     * @param voltageLevel 0 (empty) … 6 (full)
     * @param gsm 0 (no signal) … 4 (strong)
     */
    public ByteBuf heartbeat(boolean ignition, int voltageLevel, int gsm) {
        ByteBuf frame = Gt06Frame.begin(Gt06Type.HEARTBEAT, 5);
        frame.writeByte(info(ignition)).writeByte(voltageLevel).writeByte(gsm);
        return close(frame.writeByte(0).writeByte(LANGUAGE_ENGLISH));
    }

    /** Type 15: what a command led to, under its flag. */
    public ByteBuf commandReply(int flag, String words) {
        serial = serial == MAX_SERIAL ? 1 : serial + 1;
        return Gt06Terminal.answer(flag, words, serial);
    }

    /** The serial of the message that was said last. */
    public int lastSerial() {
        return serial;
    }

    /** What a server answered; null where the bytes are no frame. */
    public static @Nullable Answer answer(ByteBuf frame) {
        try {
            Gt06Reader opened = Gt06Frame.open(frame, false, Gt06Model.ANY);
            return new Answer(opened.type, opened.serial);
        } catch (Malformed e) {
            return null;
        }
    }

    private static int info(boolean ignition) {
        return Gt06Status.GPS_TRACKING | Gt06Status.CHARGING | (ignition ? Gt06Status.ACC : 0);
    }

    private void writePosition(ByteBuf frame, Instant at, Fix fix) {
        Gt06Encoder.writeClock(frame, at);
        frame.writeByte(0xC0 | Math.clamp(fix.satellites(), 0, 15));
        frame.writeInt(units(fix.lat())).writeInt(units(fix.lon()));
        frame.writeByte((int) Math.min(255, Math.round(Measure.or(fix.speedKmh(), 0))));
        int word = (int) Math.round(Measure.or(fix.headingDeg(), 0)) % 360;
        word |= fix.lat() >= 0 ? Gt06Fields.NORTH : 0;
        word |= fix.lon() < 0 ? Gt06Fields.WEST : 0;
        word |= fix.valid() ? Gt06Fields.FIXED : 0;
        frame.writeShort(word);
    }

    private static int units(double degrees) {
        return (int) Math.round(Math.abs(degrees) * Gt06Fields.UNITS_PER_DEGREE);
    }

    private void writeCell(ByteBuf frame) {
        frame.writeShort(cell.mcc())
                .writeByte(cell.mnc())
                .writeShort(cell.lac())
                .writeMedium(cell.cid());
    }

    private ByteBuf close(ByteBuf frame) {
        serial = serial == MAX_SERIAL ? 1 : serial + 1;
        return Gt06Frame.close(frame, serial);
    }
}
