package io.fleetwire.service.live;

import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.TripSession;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.service.access.Authenticator;
import io.fleetwire.service.kafka.ConfirmedLog;
import io.fleetwire.service.kafka.KafkaConfig;
import io.fleetwire.service.kafka.LogUnavailableException;
import io.fleetwire.service.kafka.TopicTail;
import io.fleetwire.service.kafka.TopicTail.Start;
import io.fleetwire.service.store.History;
import io.fleetwire.service.store.StoreProducers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the hub to its topics and its clock. */
@ApplicationScoped
@Startup
public class LiveProducers {

    private static final Logger LOG = LoggerFactory.getLogger(LiveProducers.class);
    private static final long STORE_LOOK_MS = 1_000;
    /** A tenth of the pace of positions: what it adds to the latency can't be seen. */
    private static final long TICK_MS = 25;

    /** After it screens are told what is known so far: perhaps Kafka is away, and they have to say so. */
    private static final Duration READ_BACK_WITHIN = Duration.ofSeconds(8);

    /** What is read back of alerts at the start. Whatever is open longer comes from ClickHouse. */
    private static final Start ALERTS = new Start(Duration.ofHours(24), 20_000);

    private static final Start TRIPS = new Start(Duration.ofHours(1), LiveCache.MAX_TRIPS);

    private final LiveHub hub;
    private final ConnectionAuthenticator door;
    private final TopicTail<LivePosition> positions;
    private final TopicTail<Alert> alerts;
    private final TopicTail<TripSession> trips;
    private final ConfirmedLog<LivePosition> positionsLog;
    private final StoredAlerts storedAlerts;
    /** For what waits for Kafka or ClickHouse; screens must not. */
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("live background").factory());

    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("live ticker").factory());

    LiveProducers(
            KafkaConfig kafka,
            PipelineHealthSource health,
            MeterRegistry meters,
            Authenticator authenticator,
            LiveConfig config,
            StoreProducers store,
            History history) {
        hub = new LiveHub(InstantSource.system(), health::health);
        hub.holdUntil(Instant.now().plus(READ_BACK_WITHIN));
        door = new ConnectionAuthenticator(authenticator, InstantSource.system(), config.connectionsPerUser());
        positions = new TopicTail<>(Topics.LIVE, Start.BEGINNING, kafka::consumer, this::position);
        positionsLog = new ConfirmedLog<>(Topics.LIVE, kafka::producer, positions);
        storedAlerts = new StoredAlerts(hub, stored(health, store, history), InstantSource.system());
        alerts = new TopicTail<>(Topics.ALERTS, ALERTS, kafka::consumer, (key, alert, old) -> {
            if (alert != null) {
                hub.alert(alert);
            }
        });
        trips = new TopicTail<>(Topics.TRIPS, TRIPS, kafka::consumer, (key, trip, old) -> {
            if (trip != null) {
                hub.trip(trip);
            }
        });
        List.of(positions, alerts, trips).forEach(TopicTail::begin);
        var unusedLooking = background.scheduleWithFixedDelay(
                this::lookAtStore, STORE_LOOK_MS, STORE_LOOK_MS, TimeUnit.MILLISECONDS);
        meters.gauge("fleetwire.live.screens", hub, LiveHub::screens);
        meters.gauge("fleetwire.live.latency.p99.ms", hub, h -> {
            Long p99 = h.latency().p99();
            return p99 == null ? Double.NaN : p99;
        });
        var unused = ticker.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    private void position(@Nullable String key, @Nullable LivePosition position, boolean old) {
        if (position != null) {
            if (!hub.position(position, old)) {
                // The engine's timer did not know that the vehicle was removed.
                forget(position.vehicleId());
            }
        } else if (key != null) {
            hub.remove(key);
        }
    }

    /** Deletes a vehicle's newest position, so that it is on no screen and does not come back with a restart. Returns at once. */
    public void forget(String vehicleId) {
        background.execute(() -> {
            try {
                positionsLog.write(vehicleId, null);
            } catch (LogUnavailableException e) {
                LOG.warn("{} stays on screens: {}", vehicleId, e.getMessage());
            }
        });
    }

    private void lookAtStore() {
        try {
            storedAlerts.look();
        } catch (RuntimeException e) {
            // An exception would end the schedule.
            LOG.warn("loading open alerts failed: {}", e.toString());
        }
    }

    private static StoredAlerts.Store stored(PipelineHealthSource health, StoreProducers store, History history) {
        return new StoredAlerts.Store() {
            @Override
            public boolean isReady() {
                return store.isUp() && store.isMigrated();
            }

            @Override
            public @Nullable Instant storedUntil() {
                return health.storedUntil();
            }

            @Override
            public List<Alert> open(int limit) {
                return history.openAlerts(limit);
            }

            @Override
            public Optional<Alert> now(Alert alert) {
                return history.alert(alert);
            }
        };
    }

    private void tick() {
        try {
            if (positions.isCaughtUp() && alerts.isCaughtUp()) {
                hub.begin();
            }
            hub.tick();
            door.check();
        } catch (RuntimeException e) {
            // An exception would end the schedule, and with it every screen.
            LOG.error("a tick of the live hub failed", e);
        }
    }

    @Produces
    ConnectionAuthenticator door() {
        return door;
    }

    @Produces
    LiveHub hub() {
        return hub;
    }

    void stop(@Observes ShutdownEvent event) {
        ticker.shutdownNow();
        background.shutdownNow();
        List.of(positions, alerts, trips).forEach(TopicTail::close);
        positionsLog.close();
    }
}
