package io.fleetwire.protocol.obd;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

    private static @Nullable Pid[] read() {
        @Nullable Pid[] pids = new @Nullable Pid[256];
        for (String line : lines()) {
            if (line.startsWith("#") || line.startsWith("pid,")) {
                continue;
            }
            List<String> cells = List.of(line.split(",", -1));
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
        String width = cells.get(4);
        boolean signed = width.endsWith("s");
        return new Pid.Quantity(
                cells.get(2),
                Integer.parseInt(cells.get(3)),
                Integer.parseInt(signed ? width.substring(0, width.length() - 1) : width),
                signed,
                fraction(cells.get(5)),
                Double.parseDouble(cells.get(6)));
    }

    private static double fraction(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? Double.parseDouble(text)
                : Double.parseDouble(text.substring(0, slash)) / Double.parseDouble(text.substring(slash + 1));
    }

    private static List<String> lines() {
        try (InputStream in = Pids.class.getResourceAsStream("pids.csv")) {
            if (in == null) {
                throw new IllegalStateException("pids.csv is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
