package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.geo.Geo;
import io.fleetwire.event.Acceleration;
import io.fleetwire.event.Engine;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A drive in words, as records of one vehicle. Phases {@code SPEEDxSECONDS} or {@code FROM>TOxSECONDS} (km/h), with settings that stay until changed
 * ({@code every=10} seconds between records, {@code on}, {@code off}, {@code noignition}, {@code turn=15} degrees a second, {@code lag=120} seconds until
 * received, {@code rpm=800}, {@code hdop=9}, {@code acc=50} metres, {@code odo=1000} metres of the odometer now, {@code device=2}, {@code nofix}, {@code fix},
 * {@code clock=480} minutes that the device's clock is ahead) and signals of the next record only ({@code +CRASH}, {@code +g=3.1}). {@code gap=600} lets seconds pass
 * without a record.
 */
public final class Drive {

    /** When every drive begins: 2026-11-21T10:00:00Z. */
    public static final long START_MS = 1_795_255_200_000L;

    private final String vehicleId;
    private final List<Telemetry> records = new ArrayList<>();
    private long atMs = START_MS;
    private double lat = 52.5;
    private double lon = 13.4;
    private double speedKmh;
    private double headingDeg;
    private double everyS = 1;
    private double turnDegS;
    private long lagMs = 400;
    private long clockAheadMs;
    private boolean placed = true;
    private double accuracyM = Measure.ABSENT;
    private double odometerM = Measure.ABSENT;
    private String deviceId = "356307042441013";
    private double rpm = Measure.ABSENT;
    private double hdop = Measure.ABSENT;
    private @Nullable Boolean ignition = true;
    private final List<Signal> signals = new ArrayList<>();
    private double impactG = Measure.ABSENT;

    private Drive(String vehicleId) {
        this.vehicleId = vehicleId;
    }

    /** The records of a drive. */
    public static List<Telemetry> of(String words) {
        Drive drive = new Drive("VAN-7");
        for (String word : words.trim().split("\\s+", -1)) {
            drive.word(word);
        }
        return drive.records;
    }

    private void word(String word) {
        if (Character.isDigit(word.charAt(0))) {
            phase(word);
        } else if (word.startsWith("+g=")) {
            impactG = Double.parseDouble(word.substring(3));
        } else if (word.startsWith("+")) {
            signals.add(Signal.valueOf(word.substring(1)));
        } else if (word.contains("=")) {
            set(word.substring(0, word.indexOf('=')), Double.parseDouble(word.substring(word.indexOf('=') + 1)));
        } else if (word.equals("fix") || word.equals("nofix")) {
            placed = word.equals("fix");
        } else {
            ignition = switch (word) {
                case "on" -> true;
                case "off" -> false;
                case "noignition" -> null;
                default -> throw new IllegalArgumentException(word);
            };
        }
    }

    private void set(String name, double value) {
        switch (name) {
            case "every" -> everyS = value;
            case "turn" -> turnDegS = value;
            case "clock" -> clockAheadMs = (long) (value * 60_000);
            case "lag" -> lagMs = (long) (value * 1000);
            case "device" -> deviceId = "35630704244101" + (int) value;
            case "acc" -> accuracyM = value == 0 ? Measure.ABSENT : value;
            case "odo" -> odometerM = value == 0 ? Measure.ABSENT : value;
            case "rpm" -> rpm = value;
            case "hdop" -> hdop = value;
            case "gap" -> atMs += (long) (value * 1000);
            default -> throw new IllegalArgumentException(name);
        }
    }

    private void phase(String word) {
        String[] parts = word.split("x", -1);
        String[] speeds = parts[0].split(">", -1);
        double from = Double.parseDouble(speeds[0]);
        double to = Double.parseDouble(speeds[speeds.length - 1]);
        int count = (int) (Double.parseDouble(parts[1]) / everyS);
        if (records.isEmpty()) {
            speedKmh = from;
            record();
        }
        for (int i = 1; i <= count; i++) {
            move(from + (to - from) * i / count);
            record();
        }
    }

    private void move(double toKmh) {
        headingDeg = (headingDeg + turnDegS * everyS + 360) % 360;
        double[] place = Geo.destination(lat, lon, headingDeg, (speedKmh + toKmh) / 2 / 3.6 * everyS);
        lat = place[0];
        lon = place[1];
        odometerM += (speedKmh + toKmh) / 2 / 3.6 * everyS;
        speedKmh = toKmh;
        atMs += (long) (everyS * 1000);
    }

    private void record() {
        Fix fix = new Fix(lat, lon, placed, Measure.ABSENT, speedKmh, headingDeg, Fix.UNKNOWN_COUNT, hdop, accuracyM);
        Telemetry.Builder builder = Telemetry.builder(deviceId, "teltonika", atMs + clockAheadMs)
                .vehicleId(vehicleId)
                .receivedAtMs(atMs + lagMs)
                .fix(fix)
                .ignition(ignition)
                .odometerM(odometerM)
                .engine(new Engine(rpm, Measure.ABSENT, Measure.ABSENT, Measure.ABSENT, Measure.ABSENT, Measure.ABSENT))
                .acceleration(new Acceleration(impactG, Double.isNaN(impactG) ? impactG : 0, Measure.ABSENT));
        signals.forEach(builder::signal);
        signals.clear();
        impactG = Measure.ABSENT;
        records.add(builder.build());
    }
}
