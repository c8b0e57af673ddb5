package io.fleetwire.sim.fleet;

import io.fleetwire.sim.fleet.Vehicle.Equipment;
import io.fleetwire.sim.fleet.Vehicle.Role;
import io.fleetwire.sim.world.DrivingStyle;
import java.util.ArrayList;
import java.util.List;

/** Which vehicles a fleet of a given size has. The first ones are made for something; the rest just work. */
public final class Roster {

    private static final List<Role> FIRST = List.of(
            Role.SPEEDER,
            Role.BACKLOG,
            Role.SHORT_TRIP,
            Role.FAULTY,
            Role.SOS,
            Role.FAULTY,
            Role.DEAD_SPOTS,
            Role.FAULTY,
            Role.SPEEDER,
            Role.FAULTY);

    private static final List<Equipment> FIRST_EQUIPMENT = List.of(
            Equipment.TELTONIKA,
            Equipment.TELTONIKA,
            Equipment.TELTONIKA,
            Equipment.TELTONIKA,
            Equipment.GT06,
            Equipment.OBD_AND_PHONE,
            Equipment.TELTONIKA,
            Equipment.TELTONIKA,
            Equipment.GT06,
            Equipment.OBD_AND_PHONE);

    private Roster() {}

    /** A fleet of this many vehicles: of ten, five have a Teltonika, three a GT06 and two an OBD dongle with a phone. */
    public static List<Vehicle> of(int size) {
        List<Vehicle> vehicles = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            int number = i + 1;
            Equipment equipment = equipment(i);
            vehicles.add(new Vehicle(
                    number,
                    "%s-%03d".formatted(prefix(equipment), number),
                    equipment,
                    role(i),
                    style(i),
                    "D-%03d".formatted(number)));
        }
        return vehicles;
    }

    /** A fleet to learn from: the same equipment and drivers, every third vehicle of those that report their engine has faults, the others just work. */
    static List<Vehicle> ofWorkers(int size) {
        return of(size).stream().map(Roster::worker).toList();
    }

    private static Vehicle worker(Vehicle vehicle) {
        int number = vehicle.number();
        Equipment equipment = equipment(FIRST.size() + number);
        boolean faulty = equipment != Equipment.GT06 && number % 3 == 0;
        return new Vehicle(
                number,
                "%s-%03d".formatted(prefix(equipment), number),
                equipment,
                faulty ? Role.FAULTY : Role.EVERYDAY,
                style(FIRST.size() + number),
                vehicle.driverId());
    }

    private static Role role(int index) {
        if (index < FIRST.size()) {
            return FIRST.get(index);
        }
        return index % 10 == 7 ? Role.DEAD_SPOTS : Role.EVERYDAY;
    }

    private static Equipment equipment(int index) {
        if (index < FIRST_EQUIPMENT.size()) {
            return FIRST_EQUIPMENT.get(index);
        }
        return switch (index % 10) {
            case 1, 4, 8 -> Equipment.GT06;
            case 2, 6 -> Equipment.OBD_AND_PHONE;
            default -> Equipment.TELTONIKA;
        };
    }

    private static DrivingStyle style(int index) {
        if (role(index) == Role.SPEEDER) {
            return DrivingStyle.AGGRESSIVE;
        }
        return switch (index % 7) {
            case 0, 3 -> DrivingStyle.CALM;
            case 5 -> DrivingStyle.AGGRESSIVE;
            default -> DrivingStyle.NORMAL;
        };
    }

    private static String prefix(Equipment equipment) {
        return switch (equipment) {
            case TELTONIKA -> "VAN";
            case GT06 -> "CAR";
            case OBD_AND_PHONE -> "TRUCK";
        };
    }
}
