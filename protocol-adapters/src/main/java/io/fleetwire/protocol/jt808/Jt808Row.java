package io.fleetwire.protocol.jt808;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.event.Engine;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Power;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.wire.Quantities;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what one record says: items come one by one, and two of them may speak of one quantity. The later one wins. */
final class Jt808Row {

    /** What nobody can read leaves room for what is read. */
    private static final int MAX_KEPT = Telemetry.MAX_ATTRIBUTES / 2;

    /** No lithium cell has more: a device without a battery of its own says the supply where others say the battery. */
    private static final double HIGHEST_CELL_V = 6;

    /** A percentage that says: is being charged. */
    private static final int CHARGING = 255;

    private final Telemetry.Builder event;
    private final Jt808Model model;
    private final Map<String, String> attributes = new LinkedHashMap<>(32);
    private final List<String> dtcs = new ArrayList<>();
    private @Nullable Fix fix;
    private int satellites = Fix.UNKNOWN_COUNT;
    private double hdop = ABSENT;
    private double externalV = ABSENT;
    private double batteryV = ABSENT;
    private double rpm = ABSENT;
    private double loadPct = ABSENT;
    private double coolantC = ABSENT;
    private double throttlePct = ABSENT;
    private double fuelLevelPct = ABSENT;
    private double odometerM = ABSENT;

    Jt808Row(String deviceId, long deviceTimeMs, long receivedAtMs, Jt808Model model) {
        this.model = model;
        event = Telemetry.builder(deviceId, Jt808Adapter.ID, deviceTimeMs).receivedAtMs(receivedAtMs);
    }

    /** The product, as the registry has it. */
    Jt808Model model() {
        return model;
    }

    /** What nobody can read, in hex; a second one of the same name stands behind the first. */
    void keep(String name, String hex) {
        String before = attributes.get(name);
        if (attributes.size() < MAX_KEPT || before != null) {
            put(name, before == null ? hex : before + " " + hex);
        }
    }

    void put(String name, String value) {
        if (!value.isEmpty()) {
            attributes.put(name, value.substring(0, Math.min(value.length(), Telemetry.MAX_ATTRIBUTE_VALUE)));
        }
    }

    void put(String name, long value) {
        attributes.put(name, Long.toString(value));
    }

    /** An exact decimal, see {@link Jt808Fields#decimal}. */
    void put(String name, long raw, int digits) {
        attributes.put(name, Jt808Fields.decimal(raw, digits));
    }

    void flag(String name, boolean value) {
        attributes.put(name, value ? "true" : "false");
    }

    void signal(@Nullable Signal signal) {
        if (signal != null) {
            event.signal(signal);
        }
    }

    void signalIf(boolean happened, Signal signal) {
        if (happened) {
            event.signal(signal);
        }
    }

    void fix(Fix value) {
        fix = value;
    }

    void ignition(boolean on) {
        event.ignition(on);
    }

    void odometerM(double metres) {
        odometerM = metres;
    }

    void driverTag(String tag) {
        if (!tag.isEmpty()) {
            event.driverTag(tag);
        }
    }

    void satellites(int count) {
        satellites = count;
    }

    void hdop(double value) {
        hdop = value;
    }

    void externalV(double volts) {
        externalV = volts;
    }

    /** What is called a battery may be the vehicle's, where the device has none of its own. */
    void supplyOrBattery(double volts) {
        if (volts > HIGHEST_CELL_V) {
            externalV = volts;
        } else {
            batteryV = volts;
        }
    }

    void batteryV(double volts) {
        batteryV = volts;
    }

    /** Per cent; Jimi and others say 255 while it is charged. */
    void batteryPct(int percent) {
        if (percent == CHARGING) {
            flag("charging", true);
        } else {
            put(Quantities.isPercentage(percent) ? "batteryPct" : "batteryRaw", percent);
        }
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

    void dtc(String code) {
        if (!code.isEmpty() && dtcs.size() < Telemetry.MAX_DTCS) {
            dtcs.add(code);
        }
    }

    /**
     * @throws IllegalArgumentException naming the quantity that is outside its range
     */
    Telemetry build() {
        if (fix != null) {
            event.fix(new Fix(
                    fix.lat(),
                    fix.lon(),
                    fix.valid(),
                    fix.altitudeM(),
                    fix.speedKmh(),
                    fix.headingDeg(),
                    satellites,
                    hdop,
                    ABSENT));
        } else if (satellites != Fix.UNKNOWN_COUNT) {
            put("satellites", satellites);
        }
        Power power = Quantities.power(externalV, batteryV, this::impossible);
        Engine engine = Quantities.engine(rpm, loadPct, coolantC, throttlePct, fuelLevelPct, ABSENT, this::impossible);
        event.power(power).odometerM(Quantities.odometerM(odometerM, this::impossible));
        return event.engine(engine)
                .dtcs(List.copyOf(dtcs))
                .attributes(attributes)
                .build();
    }

    /** One value that cannot be is an attribute, and costs nothing else. */
    private void impossible(String name, double value) {
        attributes.put(name, String.valueOf(value));
    }
}
