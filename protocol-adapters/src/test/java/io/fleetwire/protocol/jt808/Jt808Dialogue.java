package io.fleetwire.protocol.jt808;

import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.Refused;
import io.fleetwire.protocol.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection, frame by frame, at times of the test's choosing. */
final class Jt808Dialogue {

    static final Instant NOW = Instant.parse("2026-11-21T10:00:00.412Z");

    final List<Telemetry> events = new ArrayList<>();
    final List<Refused> refused = new ArrayList<>();
    final List<Reply> replies = new ArrayList<>();
    boolean closed;

    @Nullable
    Instant wakeAt;

    private final Jt808Adapter adapter = new Jt808Adapter();
    private final @Nullable DeviceProfile profile;
    private Jt808Session session = adapter.newSession();

    /** @param profile of the device; null: nobody knows it */
    Jt808Dialogue(@Nullable DeviceProfile profile) {
        this.profile = profile;
    }

    Jt808Dialogue() {
        this(DeviceProfile.DEFAULT);
    }

    Jt808Dialogue hears(ByteBuf frame) {
        return hears(frame, NOW);
    }

    Jt808Dialogue hears(ByteBuf frame, Instant at) {
        return take(
                switch (adapter.receive(session, frame, at)) {
                    case Outcome.Login<Jt808Session> login ->
                        profile == null ? login.refused() : login.accepted().apply(profile);
                    case Outcome.Step<Jt808Session> step -> step;
                });
    }

    Jt808Dialogue wakes(Instant at) {
        return take(adapter.wake(session, at));
    }

    private Jt808Dialogue take(Outcome.Step<Jt808Session> step) {
        session = step.session();
        step.events().forEach(event -> events.add((Telemetry) event));
        refused.addAll(step.refused());
        replies.addAll(step.replies());
        closed |= step.close();
        wakeAt = step.wakeAt();
        return this;
    }

    List<String> reasons() {
        return refused.stream().map(Refused::reason).toList();
    }

    Jt808Device.Answer answer(int index) {
        Jt808Device.Answer answer = Jt808Device.answer(replies.get(index).frame());
        if (answer == null) {
            throw new AssertionError(
                    "not a frame: " + ByteBufUtil.hexDump(replies.get(index).frame()));
        }
        return answer;
    }
}
