package io.fleetwire.protocol.gt06;

import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.Refused;
import io.fleetwire.protocol.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A connection without a socket: bytes in; events, replies and refusals out. */
final class Gt06Harness implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-21T10:00:00.412Z");
    static final String LOGIN = "78780d01086471700328358100093f040d0a";
    static final String IMEI = "864717003283581";

    private final Gt06Adapter adapter = new Gt06Adapter();
    private final EmbeddedChannel channel = new EmbeddedChannel(adapter.newFramer());
    private final DeviceProfile profile;
    private Gt06Session session = adapter.newSession();

    final List<Telemetry> events = new ArrayList<>();
    final List<Refused> refused = new ArrayList<>();
    final List<String> now = new ArrayList<>();
    final List<String> whenStored = new ArrayList<>();
    final List<String> loginIds = new ArrayList<>();
    boolean closed;

    Gt06Harness(DeviceProfile profile) {
        this.profile = profile;
    }

    static Gt06Harness loggedIn(DeviceProfile profile) {
        Gt06Harness conversation = new Gt06Harness(profile).hears(LOGIN);
        conversation.now.clear();
        return conversation;
    }

    Gt06Harness hears(String hex) {
        return hears(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)));
    }

    Gt06Harness hears(ByteBuf bytes) {
        channel.writeInbound(bytes);
        for (ByteBuf frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            try {
                if (!closed) {
                    receive(frame);
                }
            } finally {
                frame.release();
            }
        }
        return this;
    }

    private void receive(ByteBuf frame) {
        Outcome.Step<Gt06Session> step = switch (adapter.receive(session, frame, NOW)) {
            case Outcome.Login<Gt06Session> login -> {
                loginIds.add(login.deviceId());
                yield login.accepted().apply(profile);
            }
            case Outcome.Step<Gt06Session> other -> other;
        };
        session = step.session();
        closed |= step.close();
        refused.addAll(step.refused());
        for (VehicleEvent event : step.events()) {
            events.add((Telemetry) event);
        }
        for (Reply reply : step.replies()) {
            (reply instanceof Reply.Now ? now : whenStored).add(ByteBufUtil.hexDump(reply.frame()));
            reply.frame().release();
        }
    }

    List<String> replies() {
        List<String> all = new ArrayList<>(now);
        all.addAll(whenStored);
        return all;
    }

    Gt06Session session() {
        return session;
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }
}
