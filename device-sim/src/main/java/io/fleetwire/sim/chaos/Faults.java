package io.fleetwire.sim.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What can go wrong with a house, in an order that the seed decides: every kind once before any comes again. */
final class Faults {

    private static final List<String> PROCESSES = List.of("gateway", "kafka", "processor", "clickhouse");

    /**
     * Those that keep what they were told in files, and notice a limit of these. ClickHouse refuses inserts on a disk that is really full
     * (NOT_ENOUGH_SPACE), but takes what such a limit cuts off for written (26.7.2.1): it would be the limit that loses records, not a disk.
     */
    private static final List<String> KEEPERS = List.of("kafka", "processor");

    /** A file that is longer cannot grow. */
    private static final String FULL_AT_BYTES = "4096";

    private static final Duration MOMENT = Duration.ofMillis(200);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(8);

    private final Random random;
    private final List<Kind> kinds;
    private final List<Kind> deck = new ArrayList<>();

    private interface Kind {
        Fault next(Random random);
    }

    /**
     * @param run the folder of the process ids
     * @param wire between the trackers and the gateway
     */
    Faults(long seed, Path run, Wire wire) {
        this.random = new Random(seed);
        this.kinds = kinds(run, wire);
    }

    /** How many there are. */
    int kinds() {
        return kinds.size();
    }

    Fault next() {
        if (deck.isEmpty()) {
            deck.addAll(kinds);
            Collections.shuffle(deck, random);
        }
        return deck.removeFirst().next(random);
    }

    private static List<Kind> kinds(Path run, Wire wire) {
        List<Kind> kinds = new ArrayList<>();
        for (String name : PROCESSES) {
            Victim victim = new Victim(name, run.resolve(name + ".pid"));
            kinds.add(random -> new Signalled("kill -9 " + name, victim, "KILL", MOMENT));
            kinds.add(random -> new Stopped("stopped " + name, victim, between(random)));
            if (KEEPERS.contains(name) && Victim.filesCanBeLimited()) {
                kinds.add(random -> new DiskFull("disk full under " + name, victim, between(random)));
            }
        }
        Victim gateway = new Victim("gateway", run.resolve("gateway.pid"));
        kinds.add(random -> new Signalled("restart gateway", gateway, "TERM", MOMENT));
        kinds.add(random -> wired("connections cut mid-frame", MOMENT, wire::cutMidFrame, wire::heal));
        kinds.add(random -> wired("acknowledgements lost", between(random), wire::dropAnswers, wire::cutAndHeal));
        kinds.add(random -> wired("connections half open", between(random), wire::hold, wire::cutAndHeal));
        return kinds;
    }

    private static Duration between(Random random) {
        return Duration.ofMillis(random.nextLong(SHORT.toMillis(), LONG.toMillis()));
    }

    /** A signal that ends it; its supervisor starts it again. */
    private record Signalled(String kind, Victim victim, String signal, Duration length) implements Fault {
        @Override
        public void strike() throws IOException, InterruptedException {
            victim.signal(signal);
        }

        @Override
        public void heal() {
            // Its supervisor's business.
        }
    }

    /** Stopped where it stands, and resumed as if nothing had been. */
    private record Stopped(String kind, Victim victim, Duration length) implements Fault {
        @Override
        public void strike() throws IOException, InterruptedException {
            victim.signal("STOP");
        }

        @Override
        public void heal() throws IOException, InterruptedException {
            victim.signal("CONT");
        }
    }

    /** Nothing it writes is taken; it may give up, and is then started again with room on its disk. */
    private record DiskFull(String kind, Victim victim, Duration length) implements Fault {
        @Override
        public void strike() throws IOException, InterruptedException {
            victim.limitFiles(FULL_AT_BYTES);
        }

        @Override
        public void heal() throws IOException, InterruptedException {
            if (victim.isAlive()) {
                victim.limitFiles("unlimited");
            }
        }
    }

    private interface Act {
        void now();
    }

    private static Fault wired(String kind, Duration length, Act strike, Act heal) {
        return new Fault() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Duration length() {
                return length;
            }

            @Override
            public void strike() {
                strike.now();
            }

            @Override
            public void heal() {
                heal.now();
            }
        };
    }
}
