package io.fleetwire.standalone;

import io.fleetwire.standalone.house.House;
import io.fleetwire.standalone.house.Installation;
import io.fleetwire.standalone.house.Ports;
import io.fleetwire.standalone.house.Preflight;
import io.fleetwire.standalone.house.Settings;
import io.fleetwire.standalone.house.TopicSetup;
import io.fleetwire.standalone.process.ChildSpec;
import io.fleetwire.standalone.process.PrivateFiles;
import io.fleetwire.standalone.process.RunFolder;
import io.fleetwire.standalone.process.Supervisor;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** The house while it is up. Closing it, or Ctrl-C, stops everything in order. */
final class RunningHouse implements AutoCloseable {

    private final House house;
    private final RunFolder run;
    private final Supervisor supervisor;
    private final PrintWriter out;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);

    private RunningHouse(House house, RunFolder run, PrintWriter out) {
        this.house = house;
        this.run = run;
        this.supervisor = new Supervisor(run, out);
        this.out = out;
    }

    /**
     * Starts everything and waits until it works.
     *
     * @throws IOException with a sentence for the user where it cannot
     */
    static RunningHouse start(Settings settings, PrintWriter out) throws Exception {
        House house = new House(settings, Installation.current());
        PrivateFiles.protect(settings.data(), out);
        RunFolder run = RunFolder.take(settings.run());
        if (settings.clickhouse() == null) {
            PrivateFiles.password(settings.clickhousePasswordFile());
        }
        RunningHouse running = new RunningHouse(house, run, out);
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
        try {
            running.startStages(settings);
        } catch (Exception e) {
            running.close();
            throw e;
        }
        return running;
    }

    private void startStages(Settings settings) throws Exception {
        long startedNs = System.nanoTime();
        List<ChildSpec> stores = house.stores();
        List<ChildSpec> workers = house.workers();
        refuseIfHopeless(settings, stores, workers);
        try (StartProgress progress = new StartProgress(stores.size() + workers.size() + 1, out)) {
            supervisor.start(stores, progress);
            TopicSetup.createMissing(settings.kafkaBootstrapServers());
            progress.ready("topics");
            supervisor.start(workers, progress);
        }
        PrivateFiles.protectAgain(settings.data());
        boolean terminal = Boolean.getBoolean("fleetwire.tty");
        out.printf(
                Locale.ROOT,
                "✓ Fleetwire is up after %.1f s%n%n  Dashboard   %s%n  Devices     %s: %s%n"
                        + "  Data, logs  %s%n  Token       %s%n%n  Ctrl-C stops it.%n",
                (System.nanoTime() - startedNs) / 1e9,
                settings.dashboardUrl()
                        + settings.token()
                                .filter(token -> terminal)
                                .map(token -> "/#token=" + token)
                                .orElse(""),
                settings.listen(),
                doors(settings.ports()),
                settings.data(),
                tokenSentence(settings, terminal));
        out.flush();
    }

    /** The token itself is shown on a terminal only: a redirected output may be read by others. */
    private static String tokenSentence(Settings settings, boolean terminal) {
        if (settings.token().isEmpty()) {
            return "its file was removed; ./fleet token reset makes a new one";
        }
        return "in " + settings.tokenFile()
                + (terminal ? ", part of the address above" : "; add /#token=… to the address")
                + ": it lets in as administrator";
    }

    private static String doors(Ports ports) {
        return ports.gateway().entrySet().stream()
                .map(door -> (door.getKey().equals(Ports.AUTO) ? "any of them" : door.getKey()) + " " + door.getValue())
                .collect(Collectors.joining(", "));
    }

    private static void refuseIfHopeless(Settings settings, List<ChildSpec> stores, List<ChildSpec> workers)
            throws IOException {
        List<ChildSpec> all = new ArrayList<>(stores);
        all.addAll(workers);
        List<String> problems = Preflight.problems(settings, all);
        if (!problems.isEmpty()) {
            throw new IOException(String.join(System.lineSeparator() + "✗ ", problems));
        }
    }

    /** Lets a simulated fleet dial in. */
    void simulate(int vehicles, long seed) throws Exception {
        supervisor.start(List.of(house.simulator(vehicles, seed)), name -> {});
        out.printf("  %d simulated vehicles dial in (seed %d)%n", vehicles, seed);
    }

    House house() {
        return house;
    }

    /** Returns when the time is over or somebody stops us. */
    void stayUp(Optional<Duration> lifetime) throws InterruptedException {
        if (lifetime.isEmpty()) {
            stop.await();
        } else if (!stop.await(lifetime.get().toMillis(), TimeUnit.MILLISECONDS)) {
            out.println("The time is over.");
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            stop.countDown();
            out.println("Stopping …");
            supervisor.close();
            try {
                run.close();
            } catch (IOException e) {
                out.println(e.getMessage());
            }
            out.println("✓ Stopped. Everything is kept in the data folder.");
            closing.countDown();
        } else {
            awaitClosed();
        }
    }

    /** The process must not end while another thread still stops children. */
    private void awaitClosed() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
