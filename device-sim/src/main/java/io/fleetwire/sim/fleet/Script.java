package io.fleetwire.sim.fleet;

import io.fleetwire.sim.fault.Episode;
import io.fleetwire.sim.fault.Fault;
import io.fleetwire.sim.world.Car;
import io.fleetwire.sim.world.City;
import io.fleetwire.sim.world.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a vehicle does, by what it was made for: pure and seeded. Times are epoch milliseconds. */
final class Script {

    /** A vehicle that was offline brings this much driving along: enough kilometres for a score. */
    static final long BACKLOG_MS = 50 * 60_000L;

    private static final long SOS_AFTER_MS = 60_000;
    private static final long FIRST_FAULT_AFTER_MS = 30_000;
    private static final long FAULT_LASTS_MS = 90_000;
    private static final long FAULT_EVERY_MS = 300_000;
    private static final List<Fault> FAULTS =
            List.of(Fault.COOLANT_RISE, Fault.CLUTCH_SLIP, Fault.ALTERNATOR, Fault.FUEL_THEFT);
    private static final int FAULTS_PLANNED = 200;
    private static final long SHORT_STOP_MS = 20_000;
    private static final long LONG_STOP_MS = 90_000;
    private static final long DELIVERY_MS = 240_000;
    private static final long PARKED_MS = 240_000;
    private static final double SHORT_TRIP_M = 600;

    private final Vehicle vehicle;
    private final City city;
    private final RandomGenerator random;
    private boolean firstPlan = true;

    Script(Vehicle vehicle, City city, RandomGenerator random) {
        this.vehicle = vehicle;
        this.city = city;
        this.random = random;
    }

    /** Where it stands when the simulation begins. */
    Place home() {
        return vehicle.role() == Vehicle.Role.SPEEDER ? city.anyRingPoint(random) : city.anyCrossing(random);
    }

    /** Gives the car something to do. */
    void plan(Car car) {
        boolean first = firstPlan;
        firstPlan = false;
        switch (vehicle.role()) {
            case SPEEDER -> lap(car);
            case SHORT_TRIP -> shortTrip(car, first);
            case BACKLOG -> delivery(car);
            default -> errand(car, first);
        }
    }

    private void lap(Car car) {
        car.thenDrive(city.lap(car.place()));
    }

    private void shortTrip(Car car, boolean first) {
        if (!first) {
            errand(car, false);
            return;
        }
        Place destination = city.anyCrossing(random);
        while (Math.abs(destination.metresTo(car.place()) - SHORT_TRIP_M) > SHORT_TRIP_M / 3) {
            destination = city.anyCrossing(random);
        }
        car.thenDrive(city.route(car.place(), destination));
        car.thenStand(PARKED_MS, false);
    }

    /** To some crossing, there a stop that ends the trip. */
    private void delivery(Car car) {
        car.thenDrive(city.route(car.place(), city.anyCrossing(random)));
        car.thenStand(DELIVERY_MS, false);
    }

    /** To some crossing, there a stop with or without the engine on. */
    private void errand(Car car, boolean first) {
        if (first && vehicle.role() == Vehicle.Role.EVERYDAY && random.nextInt(6) == 0) {
            car.thenStand(random.nextLong(SHORT_STOP_MS, PARKED_MS), false);
        }
        car.thenDrive(city.route(car.place(), city.anyCrossing(random)));
        car.thenStand(random.nextLong(SHORT_STOP_MS, LONG_STOP_MS), random.nextBoolean());
    }

    /** When its driver presses the button; {@link Long#MAX_VALUE} for never. */
    long sosAtMs(long startMs) {
        return vehicle.role() == Vehicle.Role.SOS ? startMs + SOS_AFTER_MS : Long.MAX_VALUE;
    }

    /** What is wrong with it and when. */
    List<Episode> faults(long startMs) {
        List<Episode> episodes = new ArrayList<>();
        if (vehicle.role() == Vehicle.Role.FAULTY) {
            Fault fault = FAULTS.get(vehicle.number() % FAULTS.size());
            for (int i = 0; i < FAULTS_PLANNED; i++) {
                long from = startMs + FIRST_FAULT_AFTER_MS + i * FAULT_EVERY_MS;
                episodes.add(new Episode(fault, from, from + FAULT_LASTS_MS));
            }
        }
        return episodes;
    }

    /** Whether it has no connection at this instant. */
    boolean isOffline(long startMs, long nowMs) {
        if (vehicle.role() != Vehicle.Role.DEAD_SPOTS) {
            return false;
        }
        long phaseMs = (nowMs - startMs + vehicle.number() * 7_000L) % 180_000;
        return phaseMs >= 90_000 && phaseMs < 120_000;
    }
}
