package io.fleetwire.sim.fleet;

import io.fleetwire.event.Telemetry;
import io.fleetwire.sim.device.OfflineDevice;
import io.fleetwire.sim.fault.Episode;
import io.fleetwire.sim.fault.Fault;
import io.fleetwire.sim.world.Car;
import io.fleetwire.sim.world.CarState;
import io.fleetwire.sim.world.City;
import io.fleetwire.sim.world.GnssNoise;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A vehicle of a recording, with a receiver as good or bad as it happens to be, and sometimes an engine that is cold when it starts. */
final class RecordedVehicle {

    /** The attribute that names a fault; there is none while all is well. */
    static final String LABEL = "label";

    /** While what a fault left behind, such as a tank that is suddenly full again, shows in measurements over a minute or two. */
    static final String UNSURE = "unsure";

    private static final long AFTERMATH_MS = 180_000;
    private static final long FAULT_LASTS_MS = 90_000;
    private static final long SHORTEST_PEACE_MS = 240_000;
    private static final long LONGEST_PEACE_MS = 480_000;

    /** A good receiver under open sky to a poor one between houses; one of four is perfect, as in simulators. */
    private static final double MOST_WANDER_M = 3;

    private static final List<Fault> ALL = List.of(Fault.values());

    /** Our dongle's vehicle reports none. */
    private static final List<Fault> WITHOUT_ODOMETER =
            ALL.stream().filter(fault -> fault != Fault.ODOMETER_BACK).toList();

    private final Vehicle vehicle;
    private final RandomGenerator random;
    private final Script script;
    private final Car car;
    private final Make make;
    private final GnssNoise receiver;
    private final List<OfflineDevice> devices;
    private Episode episode;

    RecordedVehicle(Vehicle vehicle, City city, long seed, long startMs) {
        this.vehicle = vehicle;
        this.random = new SplittableRandom(seed * 1_000_003 + vehicle.number());
        this.script = new Script(vehicle, city, random);
        this.car = new Car(script.home(), vehicle.style(), startMs, random, vehicle.number() % 3 != 1);
        this.make = Make.any(random);
        this.receiver = new GnssNoise(vehicle.number() % 4 == 0 ? 0 : random.nextDouble(MOST_WANDER_M), random);
        this.devices = equip(vehicle, random);
        this.episode = next(startMs);
    }

    private static List<OfflineDevice> equip(Vehicle vehicle, RandomGenerator random) {
        return switch (vehicle.equipment()) {
            case TELTONIKA -> List.of(OfflineDevice.teltonika(vehicle.trackerId(), vehicle.driverTag()));
            case GT06 -> List.of(OfflineDevice.gt06(vehicle.trackerId()));
            case OBD_AND_PHONE ->
                List.of(
                        OfflineDevice.obd(vehicle.trackerId(), random.nextLong(50, 950)),
                        OfflineDevice.phone(vehicle.phoneId()));
        };
    }

    private Episode next(long afterMs) {
        List<Fault> faults = vehicle.equipment() == Vehicle.Equipment.TELTONIKA ? ALL : WITHOUT_ODOMETER;
        long fromMs = afterMs + random.nextLong(SHORTEST_PEACE_MS, LONGEST_PEACE_MS);
        return new Episode(faults.get(random.nextInt(faults.size())), fromMs, fromMs + FAULT_LASTS_MS);
    }

    /** What its devices report of this second. */
    List<Telemetry> sense(long atMs) {
        if (car.isIdle()) {
            script.plan(car);
        }
        CarState shown = receiver.show(make.show(car.advanceTo(atMs)));
        String label = "";
        if (vehicle.role() == Vehicle.Role.FAULTY) {
            if (atMs >= episode.toMs() + AFTERMATH_MS) {
                episode = next(atMs);
            }
            label = label(shown);
            shown = episode.show(shown);
        }
        List<Telemetry> records = new ArrayList<>();
        for (OfflineDevice device : devices) {
            for (Telemetry record : device.sense(shown)) {
                records.add(labelled(record.forVehicle(vehicle.id()), label));
            }
        }
        return records;
    }

    /** A parked vehicle's fault shows nothing, so nobody can be asked to find it. */
    private String label(CarState truth) {
        if (truth.atMs() < episode.fromMs()) {
            return "";
        }
        return truth.atMs() < episode.toMs() && truth.ignition()
                ? episode.fault().name()
                : UNSURE;
    }

    private static Telemetry labelled(Telemetry record, String label) {
        return label.isEmpty() ? record : record.withAttribute(LABEL, label);
    }
}
