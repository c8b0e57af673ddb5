package io.fleetwire.sim.device;

import io.fleetwire.protocol.obd.ElmDevice;
import io.fleetwire.sim.world.CarState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the control unit of a vehicle reads: the moment that was shown last. */
final class ObdSensors implements ElmDevice.Vehicle {

    private static final String VIN = "WVWZZZ1KZ6W000001";

    private volatile @Nullable CarState shown;

    void show(CarState now) {
        shown = now;
    }

    @Override
    public double value(String name) {
        CarState m = shown;
        if (m == null) {
            return Double.NaN;
        }
        return switch (name) {
            case "rpm" -> m.rpm();
            case "speedKmh" -> m.speedKmh();
            case "loadPct" -> m.loadPct();
            case "throttlePct" -> m.throttlePct();
            case "coolantC" -> m.coolantC();
            case "fuelLevelPct" -> m.fuelLevelPct();
            case "moduleV" -> m.externalV();
            case "fuelRateLph" -> m.loadPct() / 8;
            default -> Double.NaN;
        };
    }

    @Override
    public List<String> troubleCodes(int service) {
        return List.of();
    }

    @Override
    public String vin() {
        return VIN;
    }

    @Override
    public double supplyV() {
        CarState m = shown;
        return m == null ? 12.5 : m.externalV();
    }

    @Override
    public boolean awake() {
        CarState m = shown;
        return m != null && m.ignition();
    }
}
