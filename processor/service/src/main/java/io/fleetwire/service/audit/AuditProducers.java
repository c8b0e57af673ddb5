package io.fleetwire.service.audit;

import io.fleetwire.event.AuditEvent;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.service.kafka.KafkaConfig;
import io.fleetwire.service.kafka.TopicTail;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the audit to its topic. */
@ApplicationScoped
@Startup
public class AuditProducers {

    private static final Logger LOG = LoggerFactory.getLogger(AuditProducers.class);
    private static final TopicTail.Start START = new TopicTail.Start(Duration.ofDays(366), AuditTrail.MOST_EVENTS);

    private final AuditTrail trail = new AuditTrail();
    private final TopicTail<AuditEvent> tail;
    private final AuditLog log;

    AuditProducers(KafkaConfig kafka, MeterRegistry meters) {
        tail = new TopicTail<>(Topics.AUDIT, START, kafka::consumer, (key, event, history) -> {
            if (event != null) {
                trail.take(event);
            }
        });
        Counter unwritten = meters.counter("fleetwire.audit.unwritten");
        log = new AuditLog(kafka::producer, event -> {
            unwritten.increment();
            LOG.error("audit, not on Kafka: {}", event);
        });
        tail.begin();
    }

    @Produces
    AuditTrail trail() {
        return trail;
    }

    @Produces
    AuditLog log() {
        return log;
    }

    void stop(@Observes ShutdownEvent event) {
        tail.close();
        log.close();
    }
}
