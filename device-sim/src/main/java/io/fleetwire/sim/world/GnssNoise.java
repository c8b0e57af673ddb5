package io.fleetwire.sim.world;

import java.util.random.RandomGenerator;

/**
 * The error of a satellite receiver: a place that wanders around the true one (a Gauss–Markov process with a time constant of a minute, as reflections and
 * the atmosphere make it), and white noise on the Doppler speed and the course, which gets worse the slower it goes. A standing receiver holds still.
 */
public final class GnssNoise {

    private static final double CORRELATION_S = 60;

    /** What differs from one fix to the next. */
    private static final double WHITE_M = 0.15;

    private static final double SPEED_KMH = 0.35;

    private final double wanderM;
    private final RandomGenerator random;
    private double northM;
    private double eastM;
    private long lastMs;

    /**
     * @param wanderM standard deviation of the wandering error in each direction; 0: a perfect receiver
     */
    public GnssNoise(double wanderM, RandomGenerator random) {
        this.wanderM = wanderM;
        this.random = random;
        this.northM = random.nextGaussian() * wanderM;
        this.eastM = random.nextGaussian() * wanderM;
    }

    /** What the receiver makes of a moment. */
    public CarState show(CarState m) {
        if (wanderM == 0) {
            return m;
        }
        double kept = lastMs == 0 ? 1 : Math.exp(-(m.atMs() - lastMs) / 1e3 / CORRELATION_S);
        lastMs = m.atMs();
        if (m.speedKmh() == 0) {
            return m.withPlace(m.place().offset(northM, eastM));
        }
        double renewedM = wanderM * Math.sqrt(1 - kept * kept);
        northM = northM * kept + random.nextGaussian() * renewedM;
        eastM = eastM * kept + random.nextGaussian() * renewedM;
        double speedKmh = Math.max(0, m.speedKmh() + random.nextGaussian() * SPEED_KMH);
        double courseDeg = Math.toDegrees(random.nextGaussian() * SPEED_KMH / Math.max(3, m.speedKmh()));
        return m.withPlace(m.place()
                        .offset(northM + random.nextGaussian() * WHITE_M, eastM + random.nextGaussian() * WHITE_M))
                .withMotion(speedKmh, (m.headingDeg() + courseDeg + 360) % 360);
    }
}
