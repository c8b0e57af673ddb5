package io.fleetwire.service.access;

import io.fleetwire.event.AccessEntry;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.service.kafka.ConfirmedLog;
import io.fleetwire.service.kafka.KafkaConfig;
import io.fleetwire.service.kafka.LogUnavailableException;
import io.fleetwire.service.kafka.TopicTail;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires access to its topic, makes the first token, and writes down now and then who was here. */
@ApplicationScoped
@Startup
public class AccessProducers {

    private static final Logger LOG = LoggerFactory.getLogger(AccessProducers.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    private final TopicTail<AccessEntry> tail;
    private final ConfirmedLog<AccessEntry> log;
    private final AccessService access;
    private final Authenticator authenticator;
    private final FirstToken first;
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("access keeper").factory());
    private volatile boolean ready;
    private Instant sweepDue = Instant.EPOCH;

    AccessProducers(KafkaConfig kafka, AccessConfig config, OidcConfig oidcConfig) {
        InstantSource clock = InstantSource.system();
        AccessView view = new AccessView();
        tail = new TopicTail<>(Topics.ACCESS, TopicTail.Start.BEGINNING, kafka::consumer, (key, entry, history) -> {
            if (key != null) {
                view.apply(key, entry);
            }
        });
        log = new ConfirmedLog<>(Topics.ACCESS, kafka::producer, tail);
        access = new AccessService(view, log::write, clock, new Passwords(), config.sessionMost());
        authenticator = new Authenticator(
                view, clock, config.sessionIdle(), Oidc.of(oidcConfig).map(oidc -> oidc::token));
        first = new FirstToken(access, config.tokenFile(), clock);
        tail.begin();
        var unused = keeper.scheduleWithFixedDelay(this::keep, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void keep() {
        try {
            if (!ready && tail.isCaughtUp()) {
                first.ensure();
                ready = true;
            }
            if (ready && !Instant.now().isBefore(sweepDue)) {
                sweepDue = Instant.now().plus(SWEEP_EVERY);
                authenticator.writeUses(access);
                access.sweep(authenticator::isOver);
            }
        } catch (LogUnavailableException e) {
            LOG.debug("access is not written down: {}", e.getMessage());
        } catch (IOException e) {
            LOG.error("the first token cannot be written, so nobody can log in: {}", e.toString());
        } catch (RuntimeException e) {
            // An exception would end the schedule.
            LOG.error("access was not kept", e);
        }
    }

    @Produces
    @Singleton
    AccessService access() {
        return access;
    }

    @Produces
    @Singleton
    Authenticator authenticator() {
        return authenticator;
    }

    @Produces
    @Singleton
    LoginThrottle throttle() {
        return new LoginThrottle(InstantSource.system());
    }

    /** Whether it is known who may come in; before that nobody may. */
    public boolean isReady() {
        return ready;
    }

    void stop(@Observes ShutdownEvent event) {
        keeper.shutdownNow();
        tail.close();
        log.close();
    }
}
