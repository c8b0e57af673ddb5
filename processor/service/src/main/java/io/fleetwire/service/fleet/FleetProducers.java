package io.fleetwire.service.fleet;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.SecretHash;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.service.kafka.ConfirmedLog;
import io.fleetwire.service.kafka.KafkaConfig;
import io.fleetwire.service.kafka.TopicTail;
import io.fleetwire.service.live.LiveProducers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;

/** Wires the fleet to its topic. */
@ApplicationScoped
@Startup
public class FleetProducers {

    private final FleetView view = new FleetView();
    private final TopicTail<ConfigEntry> tail;
    private final ConfirmedLog<ConfigEntry> log;
    private final FleetService fleet;

    FleetProducers(KafkaConfig kafka, LiveProducers live) {
        tail = new TopicTail<>(Topics.CONFIG, TopicTail.Start.BEGINNING, kafka::consumer, (key, entry, history) -> {
            if (key != null) {
                view.apply(key, entry);
            }
        });
        log = new ConfirmedLog<>(Topics.CONFIG, kafka::producer, tail);
        fleet = new FleetService(
                view, log::write, InstantSource.system(), SecretHash::newSecret, SecretHash::create, live::forget);
        tail.begin();
    }

    @Produces
    FleetService fleet() {
        return fleet;
    }

    /** Whether the fleet is known as far as it was written at the start. */
    public boolean isLoaded() {
        return tail.isCaughtUp();
    }

    void stop(@Observes ShutdownEvent event) {
        tail.close();
        log.close();
    }
}
