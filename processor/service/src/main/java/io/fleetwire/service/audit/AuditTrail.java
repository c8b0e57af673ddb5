package io.fleetwire.service.audit;

import io.fleetwire.event.AuditEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The newest part of {@code fleet.audit} in memory; the topic has a year. */
public final class AuditTrail {

    /** A few megabytes. */
    public static final int MOST_EVENTS = 10_000;

    /** The oldest first: partitions come one after the other. */
    private final PriorityQueue<AuditEvent> events = new PriorityQueue<>(Comparator.comparing(AuditEvent::at));

    synchronized void take(AuditEvent event) {
        events.add(event);
        if (events.size() > MOST_EVENTS) {
            events.remove();
        }
    }

    /** The newest first; those of one actor where one is named. */
    public synchronized List<AuditEvent> events(@Nullable String actor, Instant from, Instant to, int limit) {
        List<AuditEvent> found = new ArrayList<>(events);
        return found.stream()
                .filter(event -> actor == null || event.actor().equals(actor))
                .filter(event -> !event.at().isBefore(from) && event.at().isBefore(to))
                .sorted(Comparator.comparing(AuditEvent::at).reversed())
                .limit(limit)
                .toList();
    }
}
