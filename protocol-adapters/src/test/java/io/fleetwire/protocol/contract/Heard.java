package io.fleetwire.protocol.contract;

import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a conversation.
 *
 * @param refused the reasons
 * @param replies in order
 * @param unframeable why the stream could not be followed any more; null: it could
 */
public record Heard(
        List<VehicleEvent> events,
        List<String> refused,
        List<Answer> replies,
        boolean closed,
        @Nullable String unframeable) {

    /**
     * A reply.
     *
     * @param whenStored it waits for Kafka
     */
    public record Answer(boolean whenStored, String hex) {}

    /** The events, of a protocol that makes only telemetry. */
    public List<Telemetry> telemetry() {
        return events.stream().map(Telemetry.class::cast).toList();
    }

    /** The replies' bytes. */
    public List<String> replyHex() {
        return replies.stream().map(Answer::hex).toList();
    }

    /** Whether something was said to be stored. */
    public boolean acknowledged() {
        return replies.stream().anyMatch(Answer::whenStored);
    }

    /** Nothing stored, nothing acknowledged, and a reason. */
    public boolean isRefusal() {
        return events.isEmpty() && !acknowledged() && (!refused.isEmpty() || unframeable != null);
    }
}
