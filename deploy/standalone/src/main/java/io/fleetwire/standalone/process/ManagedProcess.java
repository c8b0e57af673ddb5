package io.fleetwire.standalone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One child process: runs, and whenever it dies before it was told to stop, runs again after a growing pause. */
final class ManagedProcess {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** A process that lived this long was healthy: its next death starts from the first pause again. */
    private static final Duration HEALTHY = Duration.ofSeconds(30);

    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(100);

    private final ProcessSpec spec;
    private final RunFolder run;
    private final Events events;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Process process;
    private boolean stopping;
    private int deaths;

    ManagedProcess(ProcessSpec spec, RunFolder run, Events events) {
        this.spec = spec;
        this.run = run;
        this.events = events;
    }

    /** What the supervisor tells a person. */
    interface Events {
        void died(String name, int exitStatus, Duration pause, Path log);

        void restarted(String name);
    }

    ProcessSpec spec() {
        return spec;
    }

    /** Starts the process and a thread that keeps it running. */
    void start() throws IOException {
        Process first = launch();
        Thread.ofVirtual().name("keep-" + spec.name()).start(() -> keepRunning(first));
    }

    private Process launch() throws IOException {
        PrivateFiles.create(Objects.requireNonNull(spec.log().getParent(), "a log file has a folder"));
        PrivateFiles.createFile(spec.log());
        ProcessBuilder builder = new ProcessBuilder(privately(ownGroup(spec.command())))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().putAll(spec.environment());
        lock.lock();
        try {
            if (stopping) {
                throw new IOException(spec.name() + " is being stopped");
            }
            Process started = builder.start();
            process = started;
            run.write(spec.name(), started.toHandle());
            return started;
        } finally {
            lock.unlock();
        }
    }

    /** Ctrl-C reaches every process of the terminal's group; ours are stopped in order instead, so they get a session of their own. */
    private static List<String> ownGroup(List<String> command) {
        Path setsid = Path.of("/usr/bin/setsid");
        if (!Files.isExecutable(setsid)) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(command.size() + 1);
        wrapped.add(setsid.toString());
        wrapped.addAll(command);
        return wrapped;
    }

    /** What the process makes is for its owner alone, whatever umask we were started with. */
    private static List<String> privately(List<String> command) {
        List<String> wrapped = new ArrayList<>(List.of("/bin/sh", "-c", "umask 077; exec \"$@\"", "sh"));
        wrapped.addAll(command);
        return wrapped;
    }

    private void keepRunning(Process first) {
        Process current = first;
        Duration pause = FIRST_PAUSE;
        try {
            while (true) {
                long startedNs = System.nanoTime();
                int status = current.waitFor();
                if (Duration.ofNanos(System.nanoTime() - startedNs).compareTo(HEALTHY) > 0) {
                    pause = FIRST_PAUSE;
                }
                if (!died(status, pause)) {
                    return;
                }
                current = launch();
                events.restarted(spec.name());
                pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            events.died(spec.name(), -1, Duration.ZERO, spec.log());
        }
    }

    /** Waits the pause out; false where the child is being stopped. */
    private boolean died(int status, Duration pause) throws InterruptedException {
        lock.lock();
        try {
            deaths++;
            changed.signalAll();
            if (stopping) {
                return false;
            }
            events.died(spec.name(), status, pause, spec.log());
            long leftNs = pause.toNanos();
            while (leftNs > 0 && !stopping) {
                leftNs = changed.awaitNanos(leftNs);
            }
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /**
     * Waits until the process is ready.
     *
     * @throws StartFailedException where it died or the time ran out
     */
    void awaitReady(Duration patience) throws InterruptedException, StartFailedException {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        while (!spec.ready().isReady()) {
            lock.lock();
            try {
                if (deaths > 0) {
                    throw new StartFailedException(spec, "died while starting");
                }
                if (System.nanoTime() > deadlineNs) {
                    throw new StartFailedException(spec, "was not ready after " + patience.toSeconds() + " s");
                }
                changed.await(BETWEEN_PROBES.toNanos(), TimeUnit.NANOSECONDS);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Asks the process to end, waits, then insists. */
    void stop() throws InterruptedException, IOException {
        Process running;
        lock.lock();
        try {
            stopping = true;
            changed.signalAll();
            running = process;
        } finally {
            lock.unlock();
        }
        if (running != null) {
            running.destroy();
            if (!running.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        }
        run.remove(spec.name());
    }
}
