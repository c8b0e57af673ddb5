package io.fleetwire.sim.device;

import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.Outcome.Login;
import io.fleetwire.protocol.Outcome.Step;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.Reply;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * The gateway's side of a connection, without one: an adapter and its session.
 *
 * @param <S> the protocol's session
 */
final class OfflineSession<S> {

    private final ProtocolAdapter<S> adapter;

    /** What the device says to what it hears; an empty buffer: nothing. */
    private final Function<ByteBuf, ByteBuf> device;

    private S session;

    private OfflineSession(ProtocolAdapter<S> adapter, Function<ByteBuf, ByteBuf> device) {
        this.adapter = adapter;
        this.device = device;
        this.session = adapter.newSession();
    }

    /** With a device that speaks unasked and heeds no answers. */
    static <S> OfflineSession<S> begin(ProtocolAdapter<S> adapter, ByteBuf login) {
        return begin(adapter, login, heard -> heard.alloc().buffer(0), Instant.EPOCH);
    }

    /** With a device that answers questions. */
    static <S> OfflineSession<S> begin(
            ProtocolAdapter<S> adapter, ByteBuf login, Function<ByteBuf, ByteBuf> device, Instant at) {
        OfflineSession<S> conversation = new OfflineSession<>(adapter, device);
        conversation.hear(login, at);
        return conversation;
    }

    /** What a frame of the device and all that follows from it come to. */
    List<Telemetry> hear(ByteBuf frame, Instant at) {
        try {
            Outcome<S> outcome = adapter.receive(session, frame, at);
            return follow(
                    switch (outcome) {
                        case Login<S> login -> login.accepted().apply(DeviceProfile.DEFAULT);
                        case Step<S> step -> step;
                    },
                    at);
        } finally {
            frame.release();
        }
    }

    /** The gateway's turn to speak. */
    List<Telemetry> wake(Instant at) {
        return follow(adapter.wake(session, at), at);
    }

    private List<Telemetry> follow(Step<S> step, Instant at) {
        if (!step.refused().isEmpty()) {
            throw new IllegalStateException(
                    adapter.id() + ": " + step.refused().getFirst().reason());
        }
        session = step.session();
        List<Telemetry> records = telemetry(step.events());
        for (Reply reply : step.replies()) {
            ByteBuf answer = device.apply(reply.frame());
            reply.frame().release();
            if (!answer.isReadable()) {
                answer.release();
            } else {
                List<Telemetry> later = hear(answer, at);
                records = later.isEmpty() ? records : later;
            }
        }
        return records;
    }

    private static List<Telemetry> telemetry(List<VehicleEvent> events) {
        return events.stream()
                .filter(Telemetry.class::isInstance)
                .map(Telemetry.class::cast)
                .toList();
    }
}
