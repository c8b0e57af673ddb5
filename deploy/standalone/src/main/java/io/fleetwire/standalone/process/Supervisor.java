package io.fleetwire.standalone.process;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Starts children stage by stage, each stage when the one before is ready; keeps them running; stops them in reverse. */
public final class Supervisor implements AutoCloseable {

    /** The slowest start seen: Kafka recovering an unclean log of some gigabytes. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RunFolder run;
    private final PrintWriter out;
    private final Deque<ManagedProcess> processes = new ArrayDeque<>();

    public Supervisor(RunFolder run, PrintWriter out) {
        this.run = run;
        this.out = out;
    }

    /** Told as the start goes on. */
    public interface Progress {
        void ready(String name);
    }

    /** Starts these together and waits until all are ready. */
    public void start(List<ProcessSpec> stage, Progress progress)
            throws IOException, InterruptedException, StartFailedException {
        List<ManagedProcess> started = new ArrayList<>();
        for (ProcessSpec spec : stage) {
            ManagedProcess child = new ManagedProcess(spec, run, new Printer());
            synchronized (processes) {
                processes.push(child);
            }
            child.start();
            started.add(child);
        }
        for (ManagedProcess child : started) {
            child.awaitReady(PATIENCE);
            progress.ready(child.spec().name());
        }
    }

    /** Stops everything, youngest first. */
    @Override
    public void close() {
        while (true) {
            ManagedProcess child;
            synchronized (processes) {
                child = processes.poll();
            }
            if (child == null) {
                return;
            }
            stop(child);
        }
    }

    private void stop(ManagedProcess child) {
        try {
            child.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            out.println(child.spec().name() + ": " + e.getMessage());
        }
    }

    private final class Printer implements ManagedProcess.Events {
        @Override
        public void died(String name, int exitStatus, Duration pause, Path log) {
            out.printf(
                    "! %s died (%s); starting it again in %.1f s; log: %s%n",
                    name, how(exitStatus), pause.toMillis() / 1e3, log);
        }

        @Override
        public void restarted(String name) {
            out.printf("  %s runs again%n", name);
        }

        /** A process that a signal ended has status 128 + signal. */
        private static String how(int status) {
            return status > 128 ? "signal " + (status - 128) : "exit status " + status;
        }
    }
}
