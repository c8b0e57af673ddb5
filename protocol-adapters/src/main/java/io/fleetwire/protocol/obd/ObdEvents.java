package io.fleetwire.protocol.obd;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.event.Engine;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Power;
import io.fleetwire.event.Telemetry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The readings of a cycle to telemetry. What has a typed field goes there, the rest keeps its name. */
final class ObdEvents {

    private static final Set<String> TYPED =
            Set.of("rpm", "loadPct", "coolantC", "throttlePct", "fuelLevelPct", "fuelRateLph", "moduleV", "odometerKm");

    private ObdEvents() {}

    /**
     * @throws IllegalArgumentException naming the quantity that is outside its range
     */
    static Telemetry telemetry(String deviceId, ObdReadings readings, Instant receivedAt) {
        Map<String, Double> values = readings.values();
        Telemetry.Builder event = Telemetry.builder(deviceId, ObdAdapter.ID, receivedAt.toEpochMilli());
        event.engine(engine(values));
        double volts = Measure.has(readings.supplyV()) ? readings.supplyV() : value(values, "moduleV");
        if (Measure.has(volts)) {
            event.power(new Power(volts, ABSENT));
        }
        event.odometerM(value(values, "odometerKm") * 1_000);
        if (!values.isEmpty()) {
            // Control units sleep while the ignition is off.
            event.ignition(true);
        }
        Set<String> stored = readings.codes().get(ObdDecoder.SERVICE_STORED);
        if (stored != null) {
            event.dtcs(stored.stream().limit(Telemetry.MAX_DTCS).toList());
        }
        return event.attributes(attributes(readings)).build();
    }

    private static Engine engine(Map<String, Double> values) {
        return new Engine(
                value(values, "rpm"),
                value(values, "loadPct"),
                value(values, "coolantC"),
                value(values, "throttlePct"),
                value(values, "fuelLevelPct"),
                value(values, "fuelRateLph"));
    }

    private static Map<String, String> attributes(ObdReadings readings) {
        Map<String, String> attributes = new LinkedHashMap<>();
        readings.values().forEach((name, value) -> {
            if (!TYPED.contains(name)) {
                // No position says how fast it is: the name says where this speed is from.
                attributes.put(name.equals("speedKmh") ? "obdSpeedKmh" : name, text(value));
            }
        });
        codes(readings, ObdDecoder.SERVICE_PENDING, "pendingDtcs", attributes);
        codes(readings, ObdDecoder.SERVICE_PERMANENT, "permanentDtcs", attributes);
        if (readings.vin() != null) {
            attributes.put("vin", readings.vin());
        }
        if (!readings.errors().isEmpty()) {
            attributes.put(
                    "obdErrors",
                    String.join("; ", readings.errors().stream().sorted().toList()));
        }
        return attributes;
    }

    private static void codes(ObdReadings readings, int service, String name, Map<String, String> attributes) {
        List<String> codes = readings.codes().getOrDefault(service, Set.of()).stream()
                .limit(Telemetry.MAX_DTCS)
                .toList();
        if (!codes.isEmpty()) {
            attributes.put(name, String.join(",", codes));
        }
    }

    private static double value(Map<String, Double> values, String name) {
        return values.getOrDefault(name, ABSENT);
    }

    /** To a thousandth, without a fraction where there is none. */
    static String text(double value) {
        double rounded = Math.rint(value * 1_000) / 1_000;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
