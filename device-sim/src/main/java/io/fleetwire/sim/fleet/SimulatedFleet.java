package io.fleetwire.sim.fleet;

import io.fleetwire.sim.device.Equipping;
import io.fleetwire.sim.device.SimDevice;
import io.fleetwire.sim.truth.TruthLog;
import io.fleetwire.sim.world.City;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole fleet: registered, equipped, on the road. */
public final class SimulatedFleet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedFleet.class);
    private static final double DEPOT_RADIUS_M = 1_500;

    private final List<Thread> drivers = new ArrayList<>();
    private final City city;
    private final FleetApi api;
    private final Equipping equipping;
    private final TruthLog truth;
    private final long seed;

    public SimulatedFleet(City city, FleetApi api, Equipping equipping, TruthLog truth, long seed) {
        this.city = city;
        this.api = api;
        this.equipping = equipping;
        this.truth = truth;
        this.seed = seed;
    }

    /** Registers every device with the stack and sends the vehicles out. */
    public void start(List<Vehicle> vehicles) throws IOException, InterruptedException {
        api.geofence("centre", "City centre", City.CENTRE.lat(), City.CENTRE.lon(), DEPOT_RADIUS_M);
        long startMs = System.currentTimeMillis();
        for (Vehicle vehicle : vehicles) {
            List<SimDevice> devices = equip(vehicle);
            Thread driver = Thread.ofVirtual()
                    .name(vehicle.id())
                    .unstarted(new SimVehicle(vehicle, devices, city, truth, seed, startMs));
            drivers.add(driver);
            driver.start();
        }
        LOG.info("{} vehicles are on the road, seed {}", vehicles.size(), seed);
    }

    private List<SimDevice> equip(Vehicle vehicle) throws IOException, InterruptedException {
        List<SimDevice> devices = new ArrayList<>();
        String tracker = vehicle.trackerId();
        switch (vehicle.equipment()) {
            case TELTONIKA -> {
                api.register(tracker, "teltonika", vehicle.id());
                devices.add(equipping.teltonika(tracker, vehicle.driverTag()));
            }
            case GT06 -> {
                api.register(tracker, "gt06", vehicle.id());
                devices.add(equipping.gt06(tracker));
            }
            case OBD_AND_PHONE -> {
                api.register(tracker, "obd", vehicle.id());
                devices.add(equipping.obd(tracker));
            }
        }
        if (vehicle.hasPhone()) {
            String secret = api.register(vehicle.phoneId(), "fleetjson", vehicle.id());
            boolean sendsPositions = vehicle.equipment() == Vehicle.Equipment.OBD_AND_PHONE;
            devices.add(equipping.phone(vehicle.phoneId(), secret, vehicle.driverId(), sendsPositions));
        }
        return devices;
    }

    /** Until somebody stops us. */
    public void await() throws InterruptedException {
        for (Thread driver : drivers) {
            driver.join();
        }
    }

    @Override
    public void close() {
        drivers.forEach(Thread::interrupt);
    }
}
