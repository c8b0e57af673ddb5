package io.fleetwire.sim.chaos;

import io.fleetwire.sim.load.Start;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One fault after the other: it strikes, it is over, the stack recovers, and after a calm the next one strikes. */
final class FaultSchedule {

    /** After the end of a fault. The slowest start there is: Kafka, killed, on a busy machine. */
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    private final Faults faults;
    private final Readiness readiness;
    private final GatewayMemory gateway;
    private final Duration calm;
    private final Set<String> kinds = new HashSet<>();
    private int struck;

    /**
     * @param calm from the moment everything is ready to the next fault
     */
    FaultSchedule(Faults faults, Readiness readiness, GatewayMemory gateway, Duration calm) {
        this.faults = faults;
        this.readiness = readiness;
        this.gateway = gateway;
        this.calm = calm;
    }

    int struck() {
        return struck;
    }

    int kinds() {
        return kinds.size();
    }

    /**
     * Rages until then and leaves the stack whole.
     *
     * @param untilNs after the start
     * @throws IOException where the stack does not recover
     */
    void rage(Start start, long untilNs) throws IOException, InterruptedException {
        readiness.await(RECOVERY);
        Fault next = faults.next();
        while (start.elapsedNs() + calm.plus(next.length()).toNanos() < untilNs) {
            TimeUnit.NANOSECONDS.sleep(calm.toNanos());
            strike(next, start);
            next = faults.next();
        }
    }

    private void strike(Fault fault, Start start) throws IOException, InterruptedException {
        say(start, fault.kind());
        gateway.begin();
        fault.strike();
        try {
            TimeUnit.NANOSECONDS.sleep(fault.length().toNanos());
        } finally {
            fault.heal();
        }
        long overNs = start.elapsedNs();
        readiness.await(RECOVERY);
        struck++;
        kinds.add(fault.kind());
        say(
                start,
                "  all well, %.1f s after the end of it; the gateway had at most %s"
                        .formatted(
                                (start.elapsedNs() - overNs) / 1e9,
                                gateway.peak().words()));
        if (gateway.wasReplaced() && !fault.kind().contains("gateway")) {
            throw new IOException("the gateway died of a fault that was not its own: " + fault.kind());
        }
    }

    private static void say(Start start, String what) {
        System.out.printf(Locale.ROOT, "%6.1f s  %s%n", start.elapsedNs() / 1e9, what);
    }
}
