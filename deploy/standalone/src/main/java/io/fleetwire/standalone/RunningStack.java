package io.fleetwire.standalone;

import io.fleetwire.standalone.process.PrivateFiles;
import io.fleetwire.standalone.process.ProcessSpec;
import io.fleetwire.standalone.process.RunFolder;
import io.fleetwire.standalone.process.Supervisor;
import io.fleetwire.standalone.stack.Installation;
import io.fleetwire.standalone.stack.Ports;
import io.fleetwire.standalone.stack.Preflight;
import io.fleetwire.standalone.stack.Settings;
import io.fleetwire.standalone.stack.Stack;
import io.fleetwire.standalone.stack.TopicSetup;
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

/** The stack while it is up. Closing it, or Ctrl-C, stops everything in order. */
final class RunningStack implements AutoCloseable {

    private final Stack stack;
    private final RunFolder run;
    private final Supervisor supervisor;
    private final PrintWriter out;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);

    private RunningStack(Stack stack, RunFolder run, PrintWriter out) {
        this.stack = stack;
        this.run = run;
        this.supervisor = new Supervisor(run, out);
        this.out = out;
    }

    /**
     * Starts everything and waits until it works.
     *
     * @throws IOException with a sentence for the user where it cannot
     */
    static RunningStack start(Settings settings, PrintWriter out) throws Exception {
        Stack stack = new Stack(settings, Installation.current());
        PrivateFiles.protect(settings.data(), out);
        RunFolder run = RunFolder.take(settings.run());
        if (settings.clickhouse() == null) {
            PrivateFiles.password(settings.clickhousePasswordFile());
        }
        RunningStack running = new RunningStack(stack, run, out);
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
        List<ProcessSpec> stores = stack.stores();
        List<ProcessSpec> workers = stack.workers();
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

    private static void refuseIfHopeless(Settings settings, List<ProcessSpec> stores, List<ProcessSpec> workers)
            throws IOException {
        List<ProcessSpec> all = new ArrayList<>(stores);
        all.addAll(workers);
        List<String> problems = Preflight.problems(settings, all);
        if (!problems.isEmpty()) {
            throw new IOException(String.join(System.lineSeparator() + "✗ ", problems));
        }
    }

    /** Lets a simulated fleet dial in. */
    void simulate(int vehicles, long seed) throws Exception {
        supervisor.start(List.of(stack.simulator(vehicles, seed)), name -> {});
        out.printf("  %d simulated vehicles dial in (seed %d)%n", vehicles, seed);
    }

    Stack stack() {
        return stack;
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
