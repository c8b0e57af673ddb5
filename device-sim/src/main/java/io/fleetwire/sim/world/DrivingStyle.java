package io.fleetwire.sim.world;

/** How somebody drives. The aggressive values lie above the harsh-event thresholds of DEFINITIONS (3.6 m/s² and more), the others well below. */
public enum DrivingStyle {
    CALM(1.1, 1.4, 1.8, 0.92),
    NORMAL(1.7, 2.0, 2.6, 1.0),
    AGGRESSIVE(4.3, 5.2, 4.8, 1.42);

    final double accelerationMps2;
    final double brakingMps2;
    final double lateralMps2;
    final double speedFactor;

    /**
     * @param lateralMps2 in bends and corners
     * @param speedFactor driven speed as a share of the limit
     */
    DrivingStyle(double accelerationMps2, double brakingMps2, double lateralMps2, double speedFactor) {
        this.accelerationMps2 = accelerationMps2;
        this.brakingMps2 = brakingMps2;
        this.lateralMps2 = lateralMps2;
        this.speedFactor = speedFactor;
    }
}
