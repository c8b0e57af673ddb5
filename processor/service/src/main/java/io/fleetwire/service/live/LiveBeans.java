package io.fleetwire.service.live;

import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.TripSession;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.service.access.Authenticator;
import io.fleetwire.service.kafka.KafkaConfig;
import io.fleetwire.service.kafka.TopicTail;
import io.fleetwire.service.kafka.TopicTail.Start;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the hub to its topics and its clock. */
@ApplicationScoped
@Startup
public class LiveBeans {

    private static final Logger LOG = LoggerFactory.getLogger(LiveBeans.class);
    /** A tenth of the pace of positions: what it adds to the latency can't be seen. */
    private static final long TICK_MS = 25;

    /** What is read back at the start: the last hour, and no more than keeps the start short (about two seconds a partition). */
    private static final Start POSITIONS = new Start(Duration.ofHours(1), 200_000);

    private static final Start ALERTS = new Start(Boards.ALERTS_SHOWN, Boards.MAX_ALERTS);
    private static final Start TRIPS = new Start(Duration.ofHours(1), Boards.MAX_TRIPS);

    private final LiveHub hub;
    private final Door door;
    private final TopicTail<LivePosition> positions;
    private final TopicTail<Alert> alerts;
    private final TopicTail<TripSession> trips;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("live ticker").factory());

    LiveBeans(
            KafkaConfig kafka,
            VitalsSource vitals,
            MeterRegistry meters,
            Authenticator authenticator,
            LiveConfig config) {
        hub = new LiveHub(InstantSource.system(), vitals::vitals);
        door = new Door(authenticator, InstantSource.system(), config.connectionsPerUser());
        positions = new TopicTail<>(Topics.LIVE, POSITIONS, kafka::consumer, (key, position, history) -> {
            if (position != null) {
                hub.position(position, history);
            }
        });
        alerts = new TopicTail<>(Topics.ALERTS, ALERTS, kafka::consumer, (key, alert, history) -> {
            if (alert != null) {
                hub.alert(alert);
            }
        });
        trips = new TopicTail<>(Topics.TRIPS, TRIPS, kafka::consumer, (key, trip, history) -> {
            if (trip != null) {
                hub.trip(trip);
            }
        });
        List.of(positions, alerts, trips).forEach(TopicTail::begin);
        meters.gauge("fleetwire.live.screens", hub, LiveHub::screens);
        meters.gauge("fleetwire.live.latency.p99.ms", hub, h -> {
            Long p99 = h.latency().p99();
            return p99 == null ? Double.NaN : p99;
        });
        var unused = ticker.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            hub.tick();
            door.check();
        } catch (RuntimeException e) {
            // An exception would end the schedule, and with it every screen.
            LOG.error("a tick of the live hub failed", e);
        }
    }

    @Produces
    Door door() {
        return door;
    }

    @Produces
    LiveHub hub() {
        return hub;
    }

    void stop(@Observes ShutdownEvent event) {
        ticker.shutdownNow();
        List.of(positions, alerts, trips).forEach(TopicTail::close);
    }
}
