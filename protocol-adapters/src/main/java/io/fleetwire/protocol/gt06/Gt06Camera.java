package io.fleetwire.protocol.gt06;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Signal;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.Alarm;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Type 95, the dash cameras' events: JC100 (clock, latitude, longitude, course), JC400 (behind FFFF and a version; with satellites, a speed behind the
 * course, and the supply), or a clock alone; then the event, a number of its own, and the files that show it.
 */
final class Gt06Camera {

    private static final int MARKER = 0xFFFF;

    /** A clock and an event: shorter than any position. */
    private static final int SHORT_BYTES = 9;

    /** In a message without a position this event says less than SOS. */
    private static final int SOS = 0x01;

    private static final Map<Integer, Signal> EVENTS = Map.of(
            SOS,
            Signal.SOS,
            0x0E,
            Signal.LOW_BATTERY,
            0x87,
            Signal.OVERSPEED,
            0x88,
            Signal.POWER_CUT,
            0x90,
            Signal.HARSH_ACCELERATION,
            0x91,
            Signal.HARSH_BRAKE,
            0x92,
            Signal.HARSH_CORNERING,
            0x93,
            Signal.CRASH);

    private static final Map<Integer, String> NAMES = Map.of(
            SOS,
            "SOS",
            0x0E,
            "EXTERNAL_BATTERY_LOW",
            0x76,
            "TEMPERATURE",
            0x80,
            "VIBRATION",
            0x87,
            "OVERSPEED",
            0x88,
            "POWER_CUT",
            0x90,
            "HARSH_ACCELERATION",
            0x91,
            "HARSH_BRAKE",
            0x92,
            "HARSH_CORNERING",
            0x93,
            "COLLISION");

    private Gt06Camera() {}

    static Alarm decode(Gt06Reader in) throws Malformed {
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        boolean jc400 = in.peek16(0) == MARKER;
        boolean placed = in.length() > SHORT_BYTES;
        if (jc400) {
            in.u16("marker");
            out.put("version", in.u8("version"));
        }
        out.clock(in.clock("time"));
        if (placed) {
            place(in, out, jc400);
        }
        if (jc400) {
            out.externalV(in.scaled("externalVoltage", 2, 10, " V"));
        }
        int event = in.u8("event");
        String name = placed || event != SOS ? NAMES.get(event) : null;
        if (in.noted()) {
            in.means(Gt06Type.hex(event) + (name == null ? "" : " " + name));
        }
        out.put("event", event);
        if (name != null) {
            out.put("eventName", name);
        }
        if (placed || event != SOS) {
            out.signal(EVENTS.get(event));
        }
        if (in.left() >= 2) {
            out.put("eventData", in.u16("eventData"));
        }
        if (in.left() > 0) {
            out.put("eventFiles", in.text("eventFiles", in.left(), StandardCharsets.US_ASCII));
        }
        return Gt06Alarms.alarm(in, out);
    }

    private static void place(Gt06Reader in, Gt06Report.Builder out, boolean jc400) throws Malformed {
        int satellites = jc400 ? Gt06Fields.satellites(in) : Fix.UNKNOWN_COUNT;
        int word = in.peek16(8);
        long lat = Gt06Fields.coordinate(in, "latitude", word);
        long lon = Gt06Fields.coordinate(in, "longitude", word);
        Gt06Fields.courseWord(in);
        double speedKmh = jc400 ? (double) in.unsigned("speed", 2, " km/h") : ABSENT;
        out.fix(Gt06Fields.fix(lat, lon, ABSENT, speedKmh, word, satellites));
        out.ignition(Gt06Fields.ignition(word));
    }
}
