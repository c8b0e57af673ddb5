package io.fleetwire.service.tap;

import io.fleetwire.event.TappedFrame;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.service.kafka.KafkaConfig;
import io.fleetwire.service.kafka.TopicTail;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;

/** Wires the book to its topic. */
@ApplicationScoped
@Startup
public class TapProducers {

    /** A restart in the middle of a tap shows its last frames again. */
    private static final TopicTail.Start RECENT = new TopicTail.Start(Duration.ofMinutes(1), TapProjection.MAX_FRAMES);

    private final TapProjection book = new TapProjection();
    private final TopicTail<TappedFrame> tail;

    TapProducers(KafkaConfig kafka) {
        tail = new TopicTail<>(Topics.TAPS, RECENT, kafka::consumer, (key, frame, history) -> {
            if (frame != null) {
                book.add(frame);
            }
        });
        tail.begin();
    }

    @Produces
    TapProjection book() {
        return book;
    }

    void stop(@Observes ShutdownEvent event) {
        tail.close();
    }
}
