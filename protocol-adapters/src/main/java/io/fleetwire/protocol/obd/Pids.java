package io.fleetwire.protocol.obd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters of service 01, from {@code pids.csv}. */
final class Pids {

    static final int RPM = 0x0C;
    static final int SPEED = 0x0D;
    static final int LOAD = 0x04;
    static final int THROTTLE = 0x11;
    static final int MAF = 0x10;
    static final int FUEL_RATE = 0x5E;
    static final int COOLANT = 0x05;
    static final int FUEL_LEVEL = 0x2F;
    static final int MODULE_VOLTAGE = 0x42;
    static final int AMBIENT = 0x46;
    static final int INTAKE_AIR = 0x0F;
    static final int OIL = 0x5C;
    static final int RUN_TIME = 0x1F;
    static final int ODOMETER = 0xA6;
    static final int MONITOR_STATUS = 0x01;
    static final int FREEZE_FRAME_CODE = 0x02;
    static final int MONITOR_STATUS_THIS_DRIVE = 0x41;

    /** Every 32nd parameter says which of the next 32 there are. */
    static final int BITMAP_SPAN = 0x20;

    private static final @Nullable Pid[] BY_ID = read();

    private Pids() {}

    /** Null: not in the table. */
    static @Nullable Pid of(int id) {
        return BY_ID[id];
    }

    static boolean isBitmap(int id) {
        return id % BITMAP_SPAN == 0;
    }

    /** All of them, in the order of their ids. */
    static Stream<Pid> all() {
        return Arrays.stream(BY_ID).flatMap(Stream::ofNullable);
    }

    private static @Nullable Pid[] read() {
        @Nullable Pid[] pids = new @Nullable Pid[256];
        for (List<String> cells : Table.read("pids.csv")) {
            int id = Integer.parseInt(cells.get(0), 16);
            List<Pid.Quantity> quantities = new ArrayList<>();
            Pid known = pids[id];
            if (known != null) {
                quantities.addAll(known.quantities());
            }
            quantities.add(quantity(cells));
            pids[id] = new Pid(id, Integer.parseInt(cells.get(1)), List.copyOf(quantities));
        }
        return pids;
    }

    private static Pid.Quantity quantity(List<String> cells) {
        String width = cells.get(5);
        boolean signed = width.endsWith("s");
        String flag = cells.get(8);
        String none = cells.get(9);
        return new Pid.Quantity(
                cells.get(2),
                cells.get(3),
                Integer.parseInt(cells.get(4)),
                Integer.parseInt(signed ? width.substring(0, width.length() - 1) : width),
                signed,
                fraction(cells.get(6)),
                Double.parseDouble(cells.get(7)),
                flag.isEmpty() ? -1 : Integer.parseInt(flag),
                none.isEmpty() ? -1 : Long.parseLong(none, 16));
    }

    private static double fraction(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? Double.parseDouble(text)
                : Double.parseDouble(text.substring(0, slash)) / Double.parseDouble(text.substring(slash + 1));
    }
}
