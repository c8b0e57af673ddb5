package io.fleetwire.benchmark;

import io.fleetwire.event.VehicleEvent;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.ProtocolAdapter;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.List;

/** A device that has logged in and says the same frame again and again. */
final class BenchmarkSession<S> {

    private static final Instant RECEIVED_AT = Instant.parse("2026-11-21T10:00:00.412Z");

    private final ProtocolAdapter<S> adapter;
    private final S session;
    private final ByteBuf frame;

    private BenchmarkSession(ProtocolAdapter<S> adapter, S session, ByteBuf frame) {
        this.adapter = adapter;
        this.session = session;
        this.frame = frame;
    }

    /**
     * @param frame repeated; in memory outside the heap, where the gateway's transport puts it
     * @throws IllegalStateException where the login is none
     */
    static <S> BenchmarkSession<S> after(ProtocolAdapter<S> adapter, ByteBuf login, ByteBuf frame) {
        if (adapter.receive(adapter.newSession(), login, RECEIVED_AT) instanceof Outcome.Login<S> accepted) {
            S session = accepted.accepted().apply(DeviceProfile.DEFAULT).session();
            ByteBuf direct = frame.alloc()
                    .directBuffer(frame.readableBytes())
                    .writeBytes(frame, frame.readerIndex(), frame.readableBytes());
            return new BenchmarkSession<>(adapter, session, direct);
        }
        throw new IllegalStateException("no login");
    }

    /** The measured work. */
    Outcome<S> receive() {
        return adapter.receive(session, frame, RECEIVED_AT);
    }

    /** What came of it. */
    List<VehicleEvent> events() {
        return ((Outcome.Step<S>) receive()).events();
    }
}
