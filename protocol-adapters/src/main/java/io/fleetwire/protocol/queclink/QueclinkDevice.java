package io.fleetwire.protocol.queclink;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a GV300 says; for tests and simulated fleets. It counts its messages. */
public final class QueclinkDevice {

    /**
     * The cell it is connected to.
     *
     * @param lac location area, 16 bits
     * @param cid cell identity, 16 or 28 bits
     */
    public record Cell(int mcc, int mnc, int lac, long cid) {}

    /**
     * How the vehicle is.
     *
     * @param odometerM metres, or absent
     * @param externalV supply, or absent
     * @param batteryPct of the device's own battery
     */
    public record State(boolean ignition, boolean moving, double odometerM, double externalV, int batteryPct) {}

    /**
     * What a server answered.
     *
     * @param count of the message that it has, as it came
     * @param heartbeat the answer to a heartbeat, which promises nothing
     */
    public record Answer(String count, boolean heartbeat) {}

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);
    private static final Pattern ANSWER = Pattern.compile("\\+SACK:(?:(GTHBD),[0-9A-Z]*,)?(\\p{XDigit}{4})\\$");
    private static final int COUNTS = 0x1_0000;

    private final String deviceId;
    private final String version;
    private final Cell cell;
    private int count;

    /**
     * A device.
     *
     * @param deviceId 15 digits
     * @param version protocol version, which begins with the type of the product: {@code 060228}
     * @param count of the message that it said last
     */
    public QueclinkDevice(String deviceId, String version, Cell cell, int count) {
        this.deviceId = deviceId;
        this.version = version;
        this.cell = cell;
        this.count = count;
    }

    /**
     * A fixed report.
     *
     * @param buffered it happened while the network was away
     * @param at by the satellites
     * @param sent by its own clock, in whatever zone
     */
    public ByteBuf fixed(boolean buffered, Instant at, Fix fix, State state, LocalDateTime sent) {
        String externalMv = Measure.has(state.externalV()) ? String.valueOf(Math.round(state.externalV() * 1_000)) : "";
        String body = externalMv + ",10,1," + location(at, fix) + ",00," + mileage(state) + ",,,," + state.batteryPct()
                + "," + status(state) + ",,,";
        return message(buffered ? Sentence.Kind.BUFFERED : Sentence.Kind.REPORT, "FRI", body, sent);
    }

    /** The emergency button. */
    public ByteBuf sos(Instant at, Fix fix, State state, LocalDateTime sent) {
        return message(Sentence.Kind.REPORT, "SOS", ",11,1," + location(at, fix) + ",00," + mileage(state), sent);
    }

    /**
     * The ignition was switched.
     *
     * @param state how the vehicle is since then
     * @param lastedS how long it was the other way
     */
    public ByteBuf ignition(Instant at, Fix fix, State state, int lastedS, LocalDateTime sent) {
        String body = lastedS + "," + location(at, fix) + ",00,," + mileage(state);
        return message(Sentence.Kind.REPORT, state.ignition() ? "IGN" : "IGF", body, sent);
    }

    /** Still there. */
    public ByteBuf heartbeat(LocalDateTime sent) {
        count = (count + 1) % COUNTS;
        return QueclinkCodec.ascii("%sHBD,%s,%s,,%s,%04X$"
                .formatted(Sentence.Kind.ACKNOWLEDGEMENT.header, version, deviceId, CLOCK.format(sent), count));
    }

    /** What a server answered; null where the bytes are no answer. */
    public static @Nullable Answer answer(ByteBuf frame) {
        Matcher parts = ANSWER.matcher(frame.toString(StandardCharsets.US_ASCII));
        return parts.matches() ? new Answer(parts.group(2), parts.group(1) != null) : null;
    }

    private ByteBuf message(Sentence.Kind kind, String type, String body, LocalDateTime sent) {
        count = (count + 1) % COUNTS;
        return QueclinkCodec.ascii("%s%s,%s,%s,,%s,%s,%04X$"
                .formatted(kind.header, type, version, deviceId, body, CLOCK.format(sent), count));
    }

    private String location(Instant at, Fix fix) {
        return String.format(
                Locale.ROOT,
                "%d,%.1f,%d,%.1f,%.6f,%.6f,%s,%04d,%04d,%04X,%04X",
                fix.valid() ? Math.max(1, Math.round(Measure.or(fix.hdop(), 1))) : 0,
                Measure.or(fix.speedKmh(), 0),
                Math.round(Measure.or(fix.headingDeg(), 0)) % 360,
                Measure.or(fix.altitudeM(), 0),
                fix.lon(),
                fix.lat(),
                CLOCK.format(LocalDateTime.ofInstant(at, ZoneOffset.UTC)),
                cell.mcc(),
                cell.mnc(),
                cell.lac(),
                cell.cid());
    }

    private static String mileage(State state) {
        return Measure.has(state.odometerM()) ? String.format(Locale.ROOT, "%.1f", state.odometerM() / 1_000) : "";
    }

    private static String status(State state) {
        return (state.ignition() ? "2" : "1") + (state.moving() ? "2" : "1") + (state.ignition() ? "0100" : "0000");
    }
}
