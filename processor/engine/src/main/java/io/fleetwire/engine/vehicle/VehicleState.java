package io.fleetwire.engine.vehicle;

/** Everything the engine remembers of one vehicle. Immutable: safe to serialize while the next step is computed. */
public final class VehicleState {

    private final String vehicleId;

    VehicleState(String vehicleId) {
        this.vehicleId = vehicleId;
    }

    /** Whose state it is. */
    public String vehicleId() {
        return vehicleId;
    }
}
