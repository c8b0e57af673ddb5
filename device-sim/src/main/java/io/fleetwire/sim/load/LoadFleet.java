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
import java.util.function.Function;

/** The devices of some groups, each in a thread of its own. */
public final class LoadFleet implements AutoCloseable {

    private static final String NO_SECRET = "";

    private final List<Member> members;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private record Member(Group group, int number, LoadTracker tracker) {}

    private LoadFleet(List<Member> members) {
        this.members = List.copyOf(members);
    }

    /**
     * Registers the devices through the API, like anyone else's.
     *
     * @param gateway where it listens for whom
     */
    public static LoadFleet register(List<Group> groups, FleetApi registry, Function<Uplink, InetSocketAddress> gateway)
            throws IOException, InterruptedException {
        List<Member> members = new ArrayList<>();
        for (Group group : groups) {
            for (int number = group.first(); number < group.first() + group.devices(); number++) {
                String secret = registry.register(
                        LoadTracker.id(number), group.uplink().protocol(), LoadTracker.vehicleId(number));
                members.add(member(group, number, secret, gateway.apply(group.uplink())));
            }
        }
        return new LoadFleet(members);
    }

    /** Trackers nobody registered: for a stack that adopts whoever dials in. */
    public static LoadFleet unregistered(Group group, InetSocketAddress gateway) {
        List<Member> members = new ArrayList<>();
        for (int number = group.first(); number < group.first() + group.devices(); number++) {
            members.add(member(group, number, NO_SECRET, gateway));
        }
        return new LoadFleet(members);
    }

    private static Member member(Group group, int number, String secret, InetSocketAddress gateway) {
        ProtocolClient client = switch (group.uplink()) {
            case TELTONIKA -> new TeltonikaClient(number, gateway);
            case GT06 -> new Gt06Client(number, gateway);
            case MQTT_QOS_1 -> new MqttTrackerClient(number, 1, secret, gateway);
            case MQTT_QOS_2 -> new MqttTrackerClient(number, 2, secret, gateway);
        };
        return new Member(group, number, new LoadTracker(number, client, group.tally()));
    }

    /** Returns when all are connected. */
    public void dialIn(Duration patience) throws IOException, InterruptedException {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        each(member -> member.tracker().dialIn(deadlineNs));
    }

    /** Returns when everything planned is acknowledged, or given up at the deadline: nanoseconds after the start. */
    public void follow(Start start, long deadlineNs) throws IOException, InterruptedException {
        each(member -> member.tracker().follow(member.group().packetsOf(member.number()), start, deadlineNs));
    }

    /** Of a group, in the order of its devices. */
    public List<Long> lastAcknowledgedMs(Group group) {
        return members.stream()
                .filter(member -> member.group().equals(group))
                .map(member -> member.tracker().lastAcknowledgedMs())
                .toList();
    }

    private interface Task {
        void run(Member member) throws IOException, InterruptedException;
    }

    private void each(Task task) throws IOException, InterruptedException {
        List<Future<?>> running = new ArrayList<>(members.size());
        for (Member member : members) {
            running.add(threads.submit(() -> {
                task.run(member);
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
        members.forEach(member -> member.tracker().close());
    }
}
