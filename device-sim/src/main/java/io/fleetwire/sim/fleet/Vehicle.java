package io.fleetwire.sim.fleet;

import io.fleetwire.sim.world.DrivingStyle;

/**
 * A vehicle of the simulated fleet.
 *
 * @param number 1 … the fleet's size
 * @param driverId who drives it; a tracker that reads the key fob knows {@link #driverTag} instead
 */
public record Vehicle(int number, String id, Equipment equipment, Role role, DrivingStyle style, String driverId) {

    /** What reports for it. */
    public enum Equipment {
        /** A Teltonika tracker: Codec 8 Extended over TCP, every second. */
        TELTONIKA,
        /** A GT06 tracker: a location every two seconds, heartbeats, alarms; the driver's phone reports the shift over MQTT. */
        GT06,
        /** An OBD dongle over TCP for the engine, and the driver's phone over MQTT for position and trips. */
        OBD_AND_PHONE
    }

    /** What it was made for: a demo has to show something soon. */
    public enum Role {
        /** Drives around, stops, drives on. */
        EVERYDAY,
        /** Drives laps on the ring road, far above the limit. */
        SPEEDER,
        /** Finishes a first trip within a minute and a half, then parks for a while. */
        SHORT_TRIP,
        /** Was offline for the best part of an hour and brings its stored records along. */
        BACKLOG,
        /** Its coolant overheats, its clutch slips, its alternator dies or its tank is emptied, after half a minute and again and again. */
        FAULTY,
        /** Its driver presses the SOS button after a minute. */
        SOS,
        /** Loses its connection for half a minute every now and then. */
        DEAD_SPOTS
    }

    /** The IMEI, or what takes its place, of its tracker or dongle: 15 digits from a range that no vendor has. */
    public String trackerId() {
        return "00%013d".formatted(8_600_000_000_000L + number);
    }

    /** What the driver's key fob says to the tracker, where one reads it: the number of an iButton. */
    public long driverTag() {
        return 0x0100_001A_2B00_0000L + number;
    }

    /** The id of its driver's phone. */
    public String phoneId() {
        return "phone-" + id;
    }

    /** Whether a phone reports for it. */
    public boolean hasPhone() {
        return equipment != Equipment.TELTONIKA;
    }
}
