package io.fleetwire.protocol.gt06;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.event.Engine;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Power;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.wire.Quantities;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a message reports, in the fleet's words.
 *
 * @param clockMs the device's clock, read as if it were UTC; {@link Gt06Clock#UNSET}: the message carries none
 * @param unixTime the clock counts seconds since 1970, so that no time zone can shift it
 * @param fix null where there is no position, or the device has never been anywhere
 */
record Gt06Report(
        long clockMs,
        boolean unixTime,
        @Nullable Fix fix,
        @Nullable Boolean ignition,
        double odometerM,
        Engine engine,
        Power power,
        Set<Signal> signals,
        List<String> dtcs,
        @Nullable String driverTag,
        Map<String, String> attributes) {

    /** Adds what it says to a record. */
    void into(Telemetry.Builder event) {
        event.fix(fix)
                .ignition(ignition)
                .odometerM(odometerM)
                .engine(engine)
                .power(power)
                .dtcs(dtcs)
                .driverTag(driverTag)
                .attributes(attributes);
        signals.forEach(event::signal);
    }

    /** Collects while a frame is read. */
    static final class Builder {
        private final Gt06Model model;
        private final int type;
        private final Map<String, String> attributes = new LinkedHashMap<>(16);
        private final EnumSet<Signal> signals = EnumSet.noneOf(Signal.class);
        private final List<String> dtcs = new ArrayList<>(0);
        private long clockMs = Gt06Clock.UNSET;
        private boolean unixTime;
        private @Nullable Fix fix;
        private @Nullable Boolean ignition;
        private double odometerM = ABSENT;
        private double altitudeM = ABSENT;
        private double hdop = ABSENT;
        private double accuracyM = ABSENT;
        private double externalV = ABSENT;
        private double batteryV = ABSENT;
        private double rpm = ABSENT;
        private double loadPct = ABSENT;
        private double coolantC = ABSENT;
        private double throttlePct = ABSENT;
        private double fuelLevelPct = ABSENT;
        private double fuelRateLph = ABSENT;
        private @Nullable String driverTag;
        private boolean answer = true;
        private boolean charging;
        private boolean placed;

        Builder(Gt06Reader in) {
            model = in.model;
            type = in.type;
            attributes.put("type", Gt06Type.hex(in.type));
            if (in.serial >= 0) {
                put("serial", in.serial);
            }
        }

        void put(String name, String value) {
            attributes.put(name, cut(value));
        }

        private static String cut(String value) {
            return value.length() <= Telemetry.MAX_ATTRIBUTE_VALUE
                    ? value
                    : value.substring(0, Telemetry.MAX_ATTRIBUTE_VALUE);
        }

        void put(String name, long value) {
            attributes.put(name, Long.toString(value));
        }

        /** A measure without a typed field; whole numbers without a fraction, as people write them. */
        void put(String name, double value) {
            attributes.put(name, String.valueOf(value));
        }

        void put(String name, boolean value) {
            attributes.put(name, value ? "true" : "false");
        }

        /** Adds to a list of words. */
        void append(String name, String value) {
            attributes.merge(name, value, (before, more) -> cut(before + " " + more));
        }

        void clock(long epochMs) {
            clockMs = epochMs;
        }

        /** 0: the device has no time yet. */
        void unixTime(long epochSeconds) {
            clockMs = epochSeconds == 0 ? Gt06Clock.UNSET : epochSeconds * 1_000;
            unixTime = true;
        }

        void fix(@Nullable Fix value) {
            fix = value;
            placed = true;
        }

        /** Of the fix, wherever in the frame that is; nothing without one. */
        void altitudeM(double value) {
            altitudeM = value;
        }

        void hdop(double value) {
            hdop = value;
        }

        void accuracyM(double value) {
            accuracyM = value;
        }

        private @Nullable Fix refined() {
            Fix place = fix;
            boolean more = Measure.has(altitudeM) || Measure.has(hdop) || Measure.has(accuracyM);
            if (place == null || !more) {
                return place;
            }
            return new Fix(
                    place.lat(),
                    place.lon(),
                    place.valid(),
                    Measure.has(altitudeM) ? altitudeM : place.altitudeM(),
                    place.speedKmh(),
                    place.headingDeg(),
                    place.satellites(),
                    hdop,
                    accuracyM);
        }

        void ignition(@Nullable Boolean value) {
            if (value != null) {
                ignition = value;
            }
        }

        boolean isIgnition() {
            return Boolean.TRUE.equals(ignition);
        }

        void odometerM(double value) {
            odometerM = value;
        }

        void externalV(double value) {
            externalV = value;
        }

        void batteryV(double value) {
            batteryV = value;
        }

        void rpm(double value) {
            rpm = value;
        }

        void loadPct(double value) {
            loadPct = value;
        }

        void coolantC(double value) {
            coolantC = value;
        }

        void throttlePct(double value) {
            throttlePct = value;
        }

        void fuelLevelPct(double value) {
            fuelLevelPct = value;
        }

        void fuelRateLph(double value) {
            fuelRateLph = value;
        }

        void signal(@Nullable Signal value) {
            if (value != null) {
                signals.add(value);
            }
        }

        void dtc(String code) {
            if (dtcs.size() < Telemetry.MAX_DTCS && !dtcs.contains(code)) {
                dtcs.add(code);
            }
        }

        /** Hex digits that are all zero are nobody's card. */
        void driverTag(String tag) {
            driverTag = tag.chars().allMatch(c -> c == '0') ? null : tag;
        }

        /** An alarm code's name and signal, as this model means it. The code itself is kept beside them. */
        void alarm(int code) {
            put("alarm", code);
            Gt06AlarmCode alarm = Gt06AlarmCode.of(code, model);
            if (alarm == null) {
                return;
            }
            put("alarmName", alarm.name());
            if (alarm.contradicts(charging)) {
                put("alarmDenied", "charging");
            } else {
                signal(alarm.signal);
            }
        }

        /** Whether the device's own state says that what the code says is not so. */
        boolean isDenied(int code) {
            Gt06AlarmCode alarm = Gt06AlarmCode.of(code, model);
            return alarm != null && alarm.contradicts(charging);
        }

        /** The supply charges the device, by its own state. */
        void charging(boolean value) {
            charging = value;
            put("charging", value);
        }

        /** Whether a place was read, or that there is none. */
        boolean isPlaced() {
            return placed;
        }

        /** The language byte of an alarm: 0 asks for no answer, and 4G devices extend the code by its upper half. */
        void alarm(int code, int language) {
            boolean extended = Gt06Type.isExtendedAlarm(type);
            alarm(extended ? code | (language & 0xF0) << 4 : code);
            answer = (extended ? language & 0x0F : language) != 0;
        }

        /** Whether an answer is wanted: where nothing in the frame says no. */
        boolean wantsAnswer() {
            return answer;
        }

        void noAnswer() {
            answer = false;
        }

        /**
         * What was collected; a voltage or the like that cannot be is an attribute.
         *
         * @throws IllegalArgumentException naming the quantity of the fix that is outside its range
         */
        Gt06Report build() {
            return new Gt06Report(
                    clockMs,
                    unixTime,
                    refined(),
                    ignition,
                    Quantities.odometerM(odometerM, this::put),
                    Quantities.engine(rpm, loadPct, coolantC, throttlePct, fuelLevelPct, fuelRateLph, this::put),
                    Quantities.power(externalV, batteryV, this::put),
                    signals,
                    dtcs,
                    driverTag,
                    attributes);
        }
    }
}
