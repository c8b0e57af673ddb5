package io.fleetwire.protocol.obd;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is asked, and when. */
final class ObdPlan {

    /** Fast values, one record each. */
    static final Duration CYCLE = Duration.ofSeconds(1);

    /** Values that hardly move. */
    static final Duration SLOW = Duration.ofSeconds(30);

    static final Duration CODES = Duration.ofMinutes(5);

    /** Between attempts while no control unit answers: the engine is off, and asking keeps the vehicle's bus awake. */
    static final Duration ASLEEP = Duration.ofSeconds(30);

    /** For a reply. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** For the first question to the vehicle: the adapter tries all its protocols. */
    static final Duration SEARCH_PATIENCE = Duration.ofSeconds(15);

    /** Silence after which no late answer is on its way any more: what a link held back comes at once when it moves again. */
    static final Duration QUIET = Duration.ofMillis(400);

    /** Longest wait for silence where the adapter goes on talking. */
    static final Duration LONGEST_DRAIN = Duration.ofSeconds(5);

    /** Before the second reset in a row; doubled for each further one. */
    static final Duration RESET_PAUSE = Duration.ofSeconds(2);

    /** Longest pause between two resets: an adapter that makes sense again reports within a minute. */
    static final Duration LONGEST_RESET_PAUSE = Duration.ofSeconds(16);

    static final String RESET = "ATZ";
    static final String HEADERS_ON = "ATH1";
    static final String VOLTAGE = "ATRV";
    static final String FIRST_BITMAP = "0100";
    static final String VIN = "0902";

    /** Reset; no echo, no line feeds, no spaces; headers; find the bus by itself; which parameters are there? */
    static final List<String> INITIALISATION =
            List.of(RESET, "ATE0", "ATL0", "ATS0", HEADERS_ON, "ATSP0", FIRST_BITMAP);

    /** What follows the reset. */
    static final List<String> AFTER_RESET = INITIALISATION.subList(1, INITIALISATION.size());

    private static final List<Integer> FAST =
            List.of(Pids.RPM, Pids.SPEED, Pids.LOAD, Pids.THROTTLE, Pids.MAF, Pids.FUEL_RATE);

    private static final List<Integer> SLOWLY = List.of(
            Pids.COOLANT,
            Pids.FUEL_LEVEL,
            Pids.MODULE_VOLTAGE,
            Pids.AMBIENT,
            Pids.INTAKE_AIR,
            Pids.OIL,
            Pids.RUN_TIME,
            Pids.ODOMETER,
            Pids.MONITOR_STATUS);

    private static final List<String> TROUBLE_CODES = List.of("03", "07", "0A");

    private ObdPlan() {}

    /** The commands of a cycle that begins now: only parameters the vehicle has. */
    static List<String> cycle(Set<Integer> supported, ObdSession.Due due, Instant now) {
        if (supported.isEmpty()) {
            return List.of(VOLTAGE, FIRST_BITMAP);
        }
        List<String> commands = new ArrayList<>();
        addSupported(FAST, supported, commands);
        if (!now.isBefore(due.slow())) {
            addSupported(SLOWLY, supported, commands);
            commands.add(VOLTAGE);
        }
        if (!now.isBefore(due.codes())) {
            commands.addAll(TROUBLE_CODES);
        }
        if (!due.vinAsked()) {
            commands.add(VIN);
        }
        // A vehicle without any of these is still asked whether it is there.
        return commands.isEmpty() ? List.of(FIRST_BITMAP) : List.copyOf(commands);
    }

    private static void addSupported(List<Integer> pids, Set<Integer> supported, List<String> commands) {
        for (int pid : pids) {
            if (supported.contains(pid)) {
                commands.add(request(pid));
            }
        }
    }

    static String request(int pid) {
        return "01%02X".formatted(pid);
    }

    /**
     * How long to be silent before a reset.
     *
     * @param resets how many there were in a row, with this one
     */
    static Duration pauseBefore(int resets) {
        if (resets <= 1) {
            return QUIET;
        }
        Duration doubled = RESET_PAUSE.multipliedBy(1L << Math.min(resets - 2, 10));
        return doubled.compareTo(LONGEST_RESET_PAUSE) < 0 ? doubled : LONGEST_RESET_PAUSE;
    }

    static Duration patience(String command) {
        return command.equals(FIRST_BITMAP) ? SEARCH_PATIENCE : PATIENCE;
    }
}
