package io.fleetwire.service.live;

import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.TripSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Between the topics and the screens. One lock guards everything; what happens under it is short, and sending only hands a message to the network's
 * own threads.
 */
public final class LiveHub {

    /** A screen costs its connection and a message under way. */
    static final int MAX_SCREENS = 1_000;

    /** Sessions that a screen can come back to. */
    static final int MAX_SESSIONS = 2_000;

    static final int SESSION_ID_BITS = 21;
    static final Duration HEALTH_EVERY = Duration.ofSeconds(2);
    /** A connection says what it wants within this time. */
    static final Duration SUBSCRIBE_WITHIN = Duration.ofSeconds(10);

    /** A network that has not taken one message in this time is gone or too slow. */
    static final Duration SEND_WITHIN = Duration.ofSeconds(30);

    static final int TRY_AGAIN_LATER = 1013;
    static final int POLICY_VIOLATION = 1008;

    private final InstantSource clock;
    private final Supplier<PipelineHealth> vitals;
    private final Object lock = new Object();
    private final LiveCache cache = new LiveCache();
    private final LatencyWindow latency = new LatencyWindow();
    private final Set<LiveSubscription> screens = new HashSet<>();
    private final LinkedHashMap<Long, Session> sessions = new LinkedHashMap<>();
    /** Times the way while nobody watches; its messages go nowhere. */
    private final LiveSubscription reference;

    private LiveHealth health = LiveHealth.NONE;
    private Instant healthDue = Instant.EPOCH;
    /** Nothing is told before: what is still being read would look as if it happened now. */
    private Instant tellFrom = Instant.EPOCH;

    public LiveHub(InstantSource clock, Supplier<PipelineHealth> vitals) {
        this.clock = clock;
        this.vitals = vitals;
        this.reference = new LiveSubscription(
                new MessageSink() {
                    @Override
                    public CompletionStage<?> send(String message) {
                        return CompletableFuture.completedFuture(null);
                    }

                    @Override
                    public void close(int code, String reason) {}
                },
                0,
                latency);
        this.reference.resume(new Session(0, Filter.ALL, now()), 0);
    }

    /**
     * Takes a position.
     *
     * @param history it was there before this process
     * @return false: it only says that a vehicle is silent that was removed
     */
    public boolean position(LivePosition position, boolean history) {
        synchronized (lock) {
            return cache.position(position, history);
        }
    }

    /** The vehicle is no longer part of the fleet: it leaves every screen. */
    public void remove(String vehicleId) {
        synchronized (lock) {
            cache.remove(vehicleId);
        }
    }

    /** Takes an alert and sends it at once. */
    public void alert(Alert alert) {
        synchronized (lock) {
            if (cache.alert(alert)) {
                List.copyOf(screens).forEach(this::pump);
            }
        }
    }

    /** Tells screens nothing while the topics are read back: until {@link #begin()}, or this time. */
    void holdUntil(Instant latest) {
        synchronized (lock) {
            tellFrom = latest;
        }
    }

    /** The topics have been read back. */
    void begin() {
        holdUntil(Instant.EPOCH);
    }

    /** An alert as it is known here; empty where it is not. */
    Optional<Alert> alert(String id) {
        synchronized (lock) {
            return Optional.ofNullable(cache.alerts.get(id));
        }
    }

    /** Takes alerts as the store has them; {@code complete}: no other one is open there. */
    void storedAlerts(List<Alert> alerts, boolean complete) {
        synchronized (lock) {
            if (complete) {
                cache.alerts.beginComplete();
            }
            alerts.forEach(cache::storedAlert);
        }
    }

    /** Whether open alerts had to be left out, and there is room for them now. */
    boolean hasRoomForAlerts() {
        synchronized (lock) {
            return cache.alerts.isLeftOut() && cache.alerts.openCount() < AlertCache.MAX_OPEN;
        }
    }

    /** Takes a trip and sends it at once. */
    public void trip(TripSession trip) {
        synchronized (lock) {
            if (cache.trip(trip)) {
                List.copyOf(screens).forEach(this::pump);
            }
        }
    }

    /** Takes a connection in; empty: there are too many, and it was closed. */
    Optional<LiveSubscription> open(MessageSink sink) {
        synchronized (lock) {
            if (screens.size() >= MAX_SCREENS) {
                sink.close(TRY_AGAIN_LATER, "more than " + MAX_SCREENS + " screens");
                return Optional.empty();
            }
            LiveSubscription screen = new LiveSubscription(sink, clock.millis(), latency);
            screens.add(screen);
            return Optional.of(screen);
        }
    }

    /** A screen says what it wants. */
    void subscribe(LiveSubscription screen, ClientMessage wanted) {
        synchronized (lock) {
            Optional<Session> resumed = Optional.ofNullable(wanted.since())
                    .flatMap(since -> Optional.ofNullable(sessions.get(Session.idOf(since)))
                            .flatMap(session -> session.after(since, wanted.filter())));
            resumed.ifPresentOrElse(
                    session -> {
                        screen.resume(session, cache.version());
                        remember(session);
                    },
                    () -> begin(screen, wanted.filter()));
            pump(screen);
        }
    }

    private void begin(LiveSubscription screen, Filter filter) {
        long id;
        do {
            id = RandomGenerator.getDefault().nextLong(1, 1L << SESSION_ID_BITS);
        } while (sessions.containsKey(id));
        Session session = new Session(id, filter, new Session.Marks(0, 0, 0));
        screen.begin(session);
        remember(session);
    }

    private void remember(Session session) {
        sessions.remove(session.id());
        sessions.put(session.id(), session);
        if (sessions.size() > MAX_SESSIONS) {
            sessions.pollFirstEntry();
        }
    }

    /** The connection ended. */
    void gone(LiveSubscription screen) {
        synchronized (lock) {
            screens.remove(screen);
        }
    }

    /** Does what time brings: call it often, every message is paced by itself. */
    public void tick() {
        Instant now = clock.instant();
        if (!now.isBefore(healthDue)) {
            // Asked outside the lock: it may have to look at a connection.
            PipelineHealth current = vitals.get();
            synchronized (lock) {
                healthDue = now.plus(HEALTH_EVERY);
                health = health.next(
                        latency.takeMax(), latency.percentiles(now.toEpochMilli()), current, cache.limits());
            }
        }
        synchronized (lock) {
            dropStuck(now.toEpochMilli());
            if (screens.stream().anyMatch(screen -> screen.session() != null)) {
                reference.resume(new Session(0, Filter.ALL, now()), cache.version());
            } else {
                pump(reference);
            }
            List.copyOf(screens).forEach(this::pump);
        }
    }

    private Session.Marks now() {
        return new Session.Marks(cache.version(), cache.version(), cache.version());
    }

    private void dropStuck(long nowMs) {
        for (LiveSubscription screen : List.copyOf(screens)) {
            if (screen.session() == null && nowMs - screen.openedMs > SUBSCRIBE_WITHIN.toMillis()) {
                drop(screen, POLICY_VIOLATION, "no subscription within " + SUBSCRIBE_WITHIN.toSeconds() + " s");
            } else if (screen.sendingSinceMs > 0 && nowMs - screen.sendingSinceMs > SEND_WITHIN.toMillis()) {
                drop(screen, TRY_AGAIN_LATER, "too slow");
            }
        }
    }

    private void drop(LiveSubscription screen, int code, String reason) {
        screens.remove(screen);
        screen.sink.close(code, reason);
    }

    /** Hands over what is due, one message at a time, until the network has to be waited for. */
    private void pump(LiveSubscription screen) {
        if (screen.pumping || clock.instant().isBefore(tellFrom)) {
            return;
        }
        screen.pumping = true;
        while (screen.sendingSinceMs == 0) {
            Instant now = clock.instant();
            String message = screen.next(cache, health, now);
            if (message == null) {
                break;
            }
            screen.sendingSinceMs = Math.max(1, now.toEpochMilli());
            screen.sink.send(message).whenComplete((done, failure) -> sent(screen, failure));
        }
        screen.pumping = false;
    }

    private void sent(LiveSubscription screen, @Nullable Throwable failure) {
        synchronized (lock) {
            screen.sendingSinceMs = 0;
            if (failure != null) {
                screens.remove(screen);
            } else if (screen == reference || screens.contains(screen)) {
                pump(screen);
            }
        }
    }

    /** All vehicles' newest positions, what was silent for longest first. */
    public List<LivePosition> vehicles() {
        synchronized (lock) {
            return cache.vehicles.all().stream()
                    .map(entry -> entry.value().position())
                    .toList();
        }
    }

    /** One vehicle's newest position. */
    public Optional<LivePosition> vehicle(String vehicleId) {
        synchronized (lock) {
            return Optional.ofNullable(cache.vehicle(vehicleId)).map(LiveCache.Shown::position);
        }
    }

    /** When each device was last heard, by device id. */
    public Map<String, Instant> lastHeard() {
        synchronized (lock) {
            Map<String, Instant> heard = new LinkedHashMap<>();
            cache.vehicles
                    .all()
                    .forEach(entry -> heard.merge(
                            entry.value().position().deviceId(),
                            Objects.requireNonNullElse(
                                    entry.value().position().receivedAt(),
                                    entry.value().position().at()),
                            (a, b) -> a.isAfter(b) ? a : b));
            return heard;
        }
    }

    /** The last minute's way from the gateway to the screens. */
    public Percentiles latency() {
        synchronized (lock) {
            return latency.percentiles(clock.millis());
        }
    }

    /** Vehicles that are not offline. */
    public int vehiclesLive() {
        return (int) vehicles().stream()
                .filter(position -> position.status() != LivePosition.Status.OFFLINE)
                .count();
    }

    /** Episodes that last. */
    public int alertsOpen() {
        synchronized (lock) {
            return cache.alerts.openCount();
        }
    }

    /** Connections right now. */
    public int screens() {
        synchronized (lock) {
            return screens.size();
        }
    }
}
