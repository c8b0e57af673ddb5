package io.fleetwire.protocol.jt808;

/** The status bits of a location: JT/T 808-2019 table 25. */
final class Jt808Status {

    static final long IGNITION = 1;
    static final long LOCATED = 1 << 1;
    static final long SOUTH = 1 << 2;
    static final long WEST = 1 << 3;

    private static final long FUEL_CUT = 1 << 10;
    private static final long DRIVER_DOOR = 1 << 16;

    /** Reserved in the standard; trackers with a battery of their own set it while that is charged. */
    private static final long CHARGING = 1 << 26;

    private static final int LOAD_SHIFT = 8;
    private static final String[] LOADS = {"empty", "half", "", "full"};

    /** Flags by bit: what is not here has a place of its own, or is reserved. */
    private static final String[] FLAGS = new String[32];

    static {
        FLAGS[4] = "outOfService";
        FLAGS[5] = "coordinatesEncrypted";
        FLAGS[6] = "forwardCollisionWarning";
        FLAGS[7] = "laneDepartureWarning";
        FLAGS[11] = "circuitCut";
        FLAGS[12] = "doorsLocked";
        FLAGS[13] = "frontDoorOpen";
        FLAGS[14] = "middleDoorOpen";
        FLAGS[15] = "rearDoorOpen";
        FLAGS[16] = "driverDoorOpen";
        FLAGS[17] = "otherDoorOpen";
        FLAGS[22] = "moving";
    }

    private static final String[] SYSTEMS = {"GPS", "BeiDou", "GLONASS", "Galileo"};
    private static final int FIRST_SYSTEM = 18;

    private Jt808Status() {}

    /** What is set; of the flags that are not, only those that somebody waits for are said. */
    static void read(long status, Jt808Row row) {
        row.put("status", "%08x".formatted(status));
        row.ignition((status & IGNITION) != 0);
        row.flag("fuelCut", (status & FUEL_CUT) != 0);
        row.flag("charging", (status & CHARGING) != 0);
        if (row.model() == Jt808Model.MV) {
            row.flag("doorOpen", (status & DRIVER_DOOR) != 0);
        }
        if (row.model() == Jt808Model.G1C) {
            row.flag("moving", (status & 1 << 4) != 0);
        }
        for (int bit = 0; bit < FLAGS.length; bit++) {
            boolean own = bit == 4 && row.model() == Jt808Model.G1C;
            if (FLAGS[bit] != null && !own && ((status >> bit) & 1) != 0) {
                row.put(FLAGS[bit], "true");
            }
        }
        int load = (int) ((status >> LOAD_SHIFT) & 3);
        if (load != 0 && !LOADS[load].isEmpty()) {
            row.put("load", LOADS[load]);
        }
        StringBuilder systems = new StringBuilder();
        for (int i = 0; i < SYSTEMS.length; i++) {
            if (((status >> (FIRST_SYSTEM + i)) & 1) != 0) {
                systems.append(systems.isEmpty() ? "" : " ").append(SYSTEMS[i]);
            }
        }
        if (!systems.isEmpty()) {
            row.put("gnss", systems.toString());
        }
    }
}
