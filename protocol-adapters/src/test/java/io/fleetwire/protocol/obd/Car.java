package io.fleetwire.protocol.obd;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A vehicle for tests. */
final class Car implements ElmDevice.Vehicle {

    final Map<String, Double> values = new HashMap<>(Map.of(
            "rpm", 1_726.0,
            "speedKmh", 55.0,
            "loadPct", 40.0,
            "throttlePct", 20.0,
            "coolantC", 88.0,
            "fuelLevelPct", 60.0,
            "fuelRateLph", 5.1,
            "odometerKm", 182_345.1));
    List<String> stored = List.of("P0133", "U1016");
    boolean awake = true;

    @Override
    public double value(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    @Override
    public List<String> troubleCodes(int service) {
        return switch (service) {
            case 3 -> stored;
            case 7 -> List.of("C0123");
            default -> List.of();
        };
    }

    @Override
    public String vin() {
        return "LFV3B28R8A3025310";
    }

    @Override
    public double supplyV() {
        return 13.8;
    }

    @Override
    public boolean awake() {
        return awake;
    }
}
