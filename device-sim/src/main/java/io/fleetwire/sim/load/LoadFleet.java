package io.fleetwire.sim.load;

import io.fleetwire.sim.fleet.FleetApi;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The trackers of a plan, each in a thread of its own. */
public final class LoadFleet implements AutoCloseable {

    private final List<LoadTracker> trackers;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private LoadFleet(List<LoadTracker> trackers) {
        this.trackers = List.copyOf(trackers);
    }

    /** Registers the trackers through the API, like anyone else's. */
    public static LoadFleet register(int devices, FleetApi registry, InetSocketAddress gateway, Tally tally)
            throws IOException, InterruptedException {
        for (int number = 0; number < devices; number++) {
            registry.register(LoadTracker.id(number), "teltonika", LoadTracker.vehicleId(number));
        }
        return unregistered(devices, gateway, tally);
    }

    /** Trackers nobody registered: for a house that adopts whoever dials in. */
    public static LoadFleet unregistered(int devices, InetSocketAddress gateway, Tally tally) {
        return new LoadFleet(IntStream.range(0, devices)
                .mapToObj(number -> new LoadTracker(number, gateway, tally))
                .toList());
    }

    /** Returns when all are connected. */
    public void dialIn(Duration patience) throws IOException, InterruptedException {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        each((tracker, number) -> tracker.dialIn(deadlineNs));
    }

    /** Returns when everything planned is acknowledged, or given up at the deadline: nanoseconds after the start. */
    public void follow(Plan plan, Start start, long deadlineNs) throws IOException, InterruptedException {
        each((tracker, number) -> tracker.follow(plan.packetsOf(number), start, deadlineNs));
    }

    /** By number of the tracker. */
    public List<Long> lastAcknowledgedMs() {
        return trackers.stream().map(LoadTracker::lastAcknowledgedMs).toList();
    }

    private interface Task {
        void run(LoadTracker tracker, int number) throws IOException, InterruptedException;
    }

    private void each(Task task) throws IOException, InterruptedException {
        List<Future<?>> running = new ArrayList<>(trackers.size());
        for (int i = 0; i < trackers.size(); i++) {
            int number = i;
            running.add(threads.submit(() -> {
                task.run(trackers.get(number), number);
                return null;
            }));
        }
        try {
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            threads.shutdownNow();
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        trackers.forEach(LoadTracker::close);
    }
}
