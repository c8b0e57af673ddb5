package io.fleetwire.sim.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A car that follows a plan of drives and stops. Stepped with event time, never with a clock, so that the past is driven as well as the present.
 * Between two instants it moves in steps of {@value #STEP_MS} ms.
 */
public final class Car {

    private static final long STEP_MS = 200;

    /** Slow enough for a right angle. */
    private static final double CORNER_KMH = 18;

    /** A bend below this is taken at full speed. */
    private static final double BEND_DEG = 25;

    private static final double RED_LIGHT_CHANCE = 0.12;
    private static final long SHORTEST_RED_MS = 5_000;
    private static final long LONGEST_RED_MS = 20_000;

    private final DrivingStyle style;
    private final RandomGenerator random;
    private final EngineModel engine;
    private final Deque<Leg> plan = new ArrayDeque<>();
    private final List<Drive> driven = new ArrayList<>();

    private List<Road> roads = List.of();
    private int roadIndex;
    private double onRoadM;
    private boolean redAhead;
    private Place place;
    private double headingDeg;
    private double speedMps;
    private double accelerationMps2;
    private boolean ignition;
    private double odometerM;
    private long nowMs;
    private long standUntilMs;
    private boolean standing;
    private long driveStartedMs;
    private double driveStartedM;

    /** A car that stands at a place since {@code startMs}, its engine warm. */
    public Car(Place place, DrivingStyle style, long startMs, RandomGenerator random) {
        this(place, style, startMs, random, true);
    }

    /** A car that stands at a place since {@code startMs}, for a while or since yesterday. */
    public Car(Place place, DrivingStyle style, long startMs, RandomGenerator random, boolean warm) {
        this.place = place;
        this.style = style;
        this.nowMs = startMs;
        this.random = random;
        this.engine = new EngineModel(random, warm);
        this.odometerM = Math.floor(random.nextDouble(5e6, 2.5e8));
    }

    /** What a car does next. */
    sealed interface Leg {
        /** Follows these roads; the engine goes on first. */
        record Go(List<Road> roads) implements Leg {}

        /** Stands. */
        record Stand(long durationMs, boolean engineOn) implements Leg {}
    }

    /** A drive from engine on to engine off, as it truly was. */
    public record Drive(long startedMs, long endedMs, double distanceM) {}

    /** Appends a drive to the plan. */
    public void thenDrive(List<Road> way) {
        plan.add(new Leg.Go(way));
    }

    /** Appends a stop to the plan. */
    public void thenStand(long durationMs, boolean engineOn) {
        plan.add(new Leg.Stand(durationMs, engineOn));
    }

    /** Whether the plan has come to its end. */
    public boolean isIdle() {
        return plan.isEmpty() && roads.isEmpty() && !standing;
    }

    public Place place() {
        return place;
    }

    /** The drives finished since the last call. */
    public List<Drive> takeDriven() {
        List<Drive> taken = List.copyOf(driven);
        driven.clear();
        return taken;
    }

    /** Moves on to an instant and says how it looks then. */
    public CarState advanceTo(long atMs) {
        while (nowMs + STEP_MS <= atMs) {
            nowMs += STEP_MS;
            step(STEP_MS / 1e3);
            engine.step(STEP_MS / 1e3, speedMps * 3.6, accelerationMps2, ignition, random);
        }
        return engine.moment(atMs, place, speedMps * 3.6, headingDeg, accelerationMps2, ignition, odometerM);
    }

    private void step(double dtS) {
        if (standing && nowMs < standUntilMs) {
            return;
        }
        standing = false;
        if (roads.isEmpty()) {
            begin(plan.poll());
        }
        if (!roads.isEmpty() && !standing) {
            drive(dtS);
        }
    }

    private void begin(@Nullable Leg leg) {
        switch (leg) {
            case Leg.Go go
            when !go.roads().isEmpty() -> {
                if (!ignition) {
                    driveStartedMs = nowMs;
                    driveStartedM = odometerM;
                }
                ignition = true;
                roads = go.roads();
                roadIndex = 0;
                onRoadM = 0;
                place = roads.getFirst().from();
                headingDeg = speedMps == 0 ? roads.getFirst().headingDeg() : headingDeg;
            }
            case Leg.Stand stand -> {
                if (ignition && !stand.engineOn()) {
                    driven.add(new Drive(driveStartedMs, nowMs, odometerM - driveStartedM));
                }
                ignition = stand.engineOn();
                stand(stand.durationMs());
            }
            case null, default -> {}
        }
    }

    private void stand(long durationMs) {
        speedMps = 0;
        accelerationMps2 = 0;
        standing = true;
        standUntilMs = nowMs + durationMs;
    }

    private void drive(double dtS) {
        Road road = roads.get(roadIndex);
        double wantedMps = road.limitKmh() / 3.6 * style.speedFactor;
        double exitMps = exitMps();
        double leftM = road.lengthM() - onRoadM;
        double brakingM = Math.max(0, speedMps * speedMps - exitMps * exitMps) / (2 * style.brakingMps2);
        double before = speedMps;
        if (brakingM >= leftM - speedMps * dtS) {
            speedMps = Math.max(Math.max(exitMps, 1.0), speedMps - style.brakingMps2 * dtS);
        } else if (speedMps < wantedMps) {
            speedMps = Math.min(wantedMps, speedMps + style.accelerationMps2 * dtS);
        } else {
            speedMps = Math.max(wantedMps, speedMps - style.brakingMps2 * dtS / 2);
        }
        accelerationMps2 = (speedMps - before) / dtS;
        onRoadM += speedMps * dtS;
        odometerM += speedMps * dtS;
        if (onRoadM >= road.lengthM()) {
            crossing(road);
        }
        Road here = roads.isEmpty() ? road : roads.get(roadIndex);
        place = roads.isEmpty() ? road.to() : here.from().towards(here.to(), Math.min(1, onRoadM / here.lengthM()));
        steer(here.headingDeg(), dtS);
    }

    /** Turns towards the road as fast as the tyres, or the passengers, allow. */
    private void steer(double wantedDeg, double dtS) {
        double offDeg = (wantedDeg - headingDeg + 540) % 360 - 180;
        double mostDeg = Math.toDegrees(style.lateralMps2 / Math.max(speedMps, 1)) * dtS;
        headingDeg = (headingDeg + Math.clamp(offDeg, -mostDeg, mostDeg) + 360) % 360;
    }

    /** How fast the end of this road may be passed. */
    private double exitMps() {
        if (redAhead || roadIndex + 1 >= roads.size()) {
            return 0;
        }
        double bendDeg = Math.abs(
                roads.get(roadIndex + 1).headingDeg() - roads.get(roadIndex).headingDeg());
        double turnDeg = Math.min(bendDeg, 360 - bendDeg);
        double nextMps = roads.get(roadIndex + 1).limitKmh() / 3.6 * style.speedFactor;
        return turnDeg < BEND_DEG ? nextMps : CORNER_KMH / 3.6;
    }

    private void crossing(Road road) {
        onRoadM = redAhead ? 0 : onRoadM - road.lengthM();
        roadIndex++;
        if (redAhead) {
            stand(random.nextLong(SHORTEST_RED_MS, LONGEST_RED_MS));
        }
        if (roadIndex >= roads.size()) {
            roads = List.of();
            speedMps = 0;
            accelerationMps2 = 0;
        } else {
            // The ring road has no lights.
            redAhead = !City.isRing(roads.get(roadIndex)) && random.nextDouble() < RED_LIGHT_CHANCE;
        }
    }
}
