package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.geo.Geo;
import io.fleetwire.event.Fix;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records of a vehicle, one after the other: a test says what a device reports where and when. */
abstract class Reports {

    static final double LAT = 52.5;
    static final double LON = 13.4;

    final List<Telemetry> records = new ArrayList<>();
    String device = "tracker";
    long atS;
    double northM;

    /** A location of a device that stamps local time, one a minute, 145 m farther each. */
    Telemetry local(int minute, long offsetMs) {
        Telemetry record = Telemetry.builder("tracker", "gt06", Drive.START_MS + minute * 60_000L + offsetMs)
                .vehicleId("VAN-7")
                .receivedAtMs(Drive.START_MS + minute * 60_000L + 1_500)
                .fix(Fix.moving(lat(minute * 145.0), LON, 9, 0))
                .build();
        northM = minute * 145.0;
        records.add(record);
        return record;
    }

    void drive(int seconds, int everyS, double kmh) {
        for (int second = 0; second < seconds; second += everyS) {
            add(fix(kmh), true);
            atS += everyS;
            northM += kmh / 3.6 * everyS;
        }
        add(fix(kmh), true);
    }

    /** Stands with the ignition off where it is. */
    void park() {
        for (int i = 0; i < 3; i++) {
            atS += 30;
            add(fix(0), false);
        }
    }

    long ms() {
        return Drive.START_MS + atS * 1_000;
    }

    static double lat(double metresNorth) {
        return Geo.destination(LAT, LON, 0, metresNorth)[0];
    }

    Fix fix(double kmh) {
        return new Fix(lat(northM), LON, true, Measure.ABSENT, kmh, 0, 9, Measure.ABSENT, Measure.ABSENT);
    }

    Fix invalid() {
        return new Fix(lat(northM), LON, false, Measure.ABSENT, 0, 0, 0, Measure.ABSENT, Measure.ABSENT);
    }

    Fix circle(double eastM, double radiusM) {
        double[] place = Geo.destination(lat(northM), LON, 90, eastM);
        return new Fix(
                place[0],
                place[1],
                true,
                Measure.ABSENT,
                Measure.ABSENT,
                Measure.ABSENT,
                Fix.UNKNOWN_COUNT,
                Measure.ABSENT,
                radiusM);
    }

    Fix beside(double eastM) {
        double[] place = Geo.destination(lat(northM), LON, 90, eastM);
        return new Fix(place[0], place[1], true, Measure.ABSENT, 36, 0, Fix.UNKNOWN_COUNT, Measure.ABSENT, 12);
    }

    void add(Fix fix, @Nullable Boolean ignition) {
        add(fix, ignition, Measure.ABSENT);
    }

    void add(Fix fix, @Nullable Boolean ignition, double odometerM) {
        add(Telemetry.builder(device, "teltonika", ms())
                .fix(fix)
                .ignition(ignition)
                .odometerM(odometerM));
    }

    void add(Telemetry.Builder record) {
        records.add(record.vehicleId("VAN-7").build());
    }

    static Telemetry.Builder record(Telemetry record) {
        return Telemetry.builder(record.deviceId(), record.protocol(), record.deviceTimeMs())
                .vehicleId(record.vehicleId())
                .receivedAtMs(record.receivedAtMs())
                .fix(record.fix())
                .ignition(record.ignition());
    }

    static LivePosition live(Outcome outcome) {
        return Objects.requireNonNull(outcome.live());
    }
}
