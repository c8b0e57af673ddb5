package io.fleetwire.protocol;

import io.fleetwire.event.VehicleEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a frame led to.
 *
 * @param <S> the protocol's session
 */
public sealed interface Outcome<S> {

    /**
     * The device says who it is. The gateway looks the id up and goes on with one of the two.
     *
     * @param deviceId as the device says it: identification, not authentication
     * @param accepted the device is known: what follows, given its profile
     * @param refused the device is unknown or not let in: refuse in the protocol's own way
     */
    record Login<S>(String deviceId, Function<DeviceProfile, Step<S>> accepted, Step<S> refused)
            implements Outcome<S> {}

    /**
     * The conversation goes on.
     *
     * @param session what the connection knows now
     * @param events what happened, in the order of the frame, still for a vehicle named like the device
     * @param refused what could not be decoded
     * @param replies what the device hears, in this order
     * @param close close the connection after the replies
     * @param wakeAt call {@link ProtocolAdapter#wake} then, unless a later step says otherwise; null: never
     * @param answers what the device said to commands, or may have: it is matched to what was asked, if anything was
     */
    record Step<S>(
            S session,
            List<VehicleEvent> events,
            List<Refused> refused,
            List<Reply> replies,
            boolean close,
            @Nullable Instant wakeAt,
            List<CommandAnswer> answers)
            implements Outcome<S> {

        /** Without answers to commands. */
        public Step(
                S session,
                List<VehicleEvent> events,
                List<Refused> refused,
                List<Reply> replies,
                boolean close,
                @Nullable Instant wakeAt) {
            this(session, events, refused, replies, close, wakeAt, List.of());
        }

        /** Nothing happened; the session may be another. */
        public static <S> Step<S> of(S session) {
            return new Step<>(session, List.of(), List.of(), List.of(), false, null);
        }

        /** The same with these events. */
        public Step<S> with(List<? extends VehicleEvent> happened) {
            return new Step<>(session, List.copyOf(happened), refused, replies, close, wakeAt, answers);
        }

        /** The same with one more reply. */
        public Step<S> reply(Reply reply) {
            List<Reply> more = new ArrayList<>(replies);
            more.add(reply);
            return new Step<>(session, events, refused, List.copyOf(more), close, wakeAt, answers);
        }

        /** The same with one more part that could not be decoded. */
        public Step<S> refuse(Refused part) {
            List<Refused> more = new ArrayList<>(refused);
            more.add(part);
            return new Step<>(session, events, List.copyOf(more), replies, close, wakeAt, answers);
        }

        /** The same, and the connection closes after the replies. */
        public Step<S> closing() {
            return new Step<>(session, events, refused, replies, true, wakeAt, answers);
        }

        /** The same, and the adapter wants to be woken. */
        public Step<S> waking(@Nullable Instant at) {
            return new Step<>(session, events, refused, replies, close, at, answers);
        }

        /** The same, and the device said this to a command. */
        public Step<S> answering(CommandAnswer answer) {
            List<CommandAnswer> more = new ArrayList<>(answers);
            more.add(answer);
            return new Step<>(session, events, refused, replies, close, wakeAt, List.copyOf(more));
        }
    }
}
