package io.fleetwire.sim.fleet;

import io.fleetwire.sim.device.SimDevice;
import io.fleetwire.sim.fault.Episode;
import io.fleetwire.sim.truth.TruthLog;
import io.fleetwire.sim.world.Car;
import io.fleetwire.sim.world.CarState;
import io.fleetwire.sim.world.City;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** A vehicle on its way: once a second the car moves on, and every device aboard senses what its sensors show. */
final class SimVehicle implements Runnable {

    private static final long TICK_MS = 1_000;

    /** How often a tracker stores a record while it has no connection for long. */
    private static final long BACKLOG_TICK_MS = 5_000;

    private final Vehicle vehicle;
    private final List<SimDevice> devices;
    private final TruthLog truth;
    private final Script script;
    private final long startMs;
    private final List<Episode> faults;
    private final Car car;
    private long sosAtMs;
    private boolean offline;
    private long offlineSinceMs;
    private int faultsWritten;

    SimVehicle(Vehicle vehicle, List<SimDevice> devices, City city, TruthLog truth, long seed, long startMs) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + vehicle.number());
        this.vehicle = vehicle;
        this.devices = devices;
        this.truth = truth;
        this.script = new Script(vehicle, city, random);
        this.startMs = startMs;
        this.faults = script.faults(startMs);
        this.sosAtMs = script.sosAtMs(startMs);
        boolean bringsBacklog = vehicle.role() == Vehicle.Role.BACKLOG;
        this.car =
                new Car(script.home(), vehicle.style(), bringsBacklog ? startMs - Script.BACKLOG_MS : startMs, random);
    }

    @Override
    public void run() {
        try {
            if (vehicle.role() == Vehicle.Role.BACKLOG) {
                driveThePast();
            }
            // A vehicle each at its own part of the second, as in a real fleet.
            long atMs = startMs + vehicle.number() * 37L % TICK_MS;
            while (true) {
                Thread.sleep(Duration.ofMillis(Math.max(0, atMs - System.currentTimeMillis())));
                tick(atMs);
                atMs += TICK_MS;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            devices.forEach(SimDevice::close);
        }
    }

    private void driveThePast() {
        long fromMs = startMs - Script.BACKLOG_MS;
        truth.offline(vehicle.id(), fromMs, startMs);
        for (long atMs = fromMs + BACKLOG_TICK_MS; atMs < startMs; atMs += BACKLOG_TICK_MS) {
            sense(atMs);
        }
    }

    private void tick(long atMs) {
        switchConnection(atMs);
        CarState shown = sense(atMs);
        if (atMs >= sosAtMs) {
            sosAtMs = Long.MAX_VALUE;
            truth.event(vehicle.id(), "SOS", atMs);
            devices.forEach(device -> device.sos(shown));
        }
    }

    private CarState sense(long atMs) {
        if (car.isIdle()) {
            script.plan(car);
        }
        CarState shown = car.advanceTo(atMs);
        for (Episode episode : faults) {
            shown = episode.show(shown);
        }
        writeTruth(atMs);
        for (SimDevice device : devices) {
            device.sense(shown);
        }
        return shown;
    }

    private void writeTruth(long atMs) {
        for (Car.Drive drive : car.takeDriven()) {
            truth.trip(vehicle.id(), drive.startedMs(), drive.endedMs(), drive.distanceM());
        }
        while (faultsWritten < faults.size() && faults.get(faultsWritten).fromMs() <= atMs) {
            Episode episode = faults.get(faultsWritten++);
            truth.anomaly(vehicle.id(), episode.fault().name(), episode.fromMs(), episode.toMs());
        }
    }

    private void switchConnection(long atMs) {
        boolean nowOffline = script.isOffline(startMs, atMs);
        if (nowOffline == offline) {
            return;
        }
        offline = nowOffline;
        if (nowOffline) {
            offlineSinceMs = atMs;
        } else {
            truth.offline(vehicle.id(), offlineSinceMs, atMs);
        }
        devices.forEach(device -> device.online(!nowOffline));
    }
}
