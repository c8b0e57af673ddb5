package io.fleetwire.protocol.obd;

import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The adapter and a partner that answers as it likes, on a clock that is turned from one happening to the next. */
final class Dialogue implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    /** Says something, at a time. */
    interface Mouth {
        void says(Instant at, String text);
    }

    /** Hears a command. */
    interface Partner {
        void hears(Instant now, String command, Mouth mouth);
    }

    private record Said(Instant at, int order, String text) {}

    private final ObdAdapter adapter = new ObdAdapter();
    private final EmbeddedChannel channel = new EmbeddedChannel(adapter.newFramer());
    private final PriorityQueue<Said> coming =
            new PriorityQueue<>(Comparator.comparing(Said::at).thenComparingInt(Said::order));
    private ObdSession session = adapter.newSession();
    private @Nullable Instant wakeAt;
    private int order;

    Instant now = START;
    Partner partner;
    boolean closed;
    final List<Instant> commandTimes = new ArrayList<>();
    final List<String> commands = new ArrayList<>();
    final List<Telemetry> events = new ArrayList<>();

    Dialogue(String deviceId, Partner partner) {
        this.partner = partner;
        says(START, "ID " + deviceId + "\r");
    }

    void says(Instant at, String text) {
        coming.add(new Said(at, order++, text));
    }

    /** Lets time pass. */
    Dialogue until(Duration sinceStart) {
        Instant end = START.plus(sinceStart);
        while (!closed) {
            Said next = coming.peek();
            boolean speaks = next != null && (wakeAt == null || !wakeAt.isBefore(next.at()));
            Instant at = speaks ? next.at() : wakeAt;
            if (at == null || at.isAfter(end)) {
                break;
            }
            now = at.isBefore(now) ? now : at;
            if (speaks) {
                coming.remove();
                heard(next.text());
            } else {
                wakeAt = null;
                take(adapter.wake(session, now));
            }
        }
        now = end;
        return this;
    }

    private void heard(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
        for (ByteBuf frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            take(
                    switch (adapter.receive(session, frame, now)) {
                        case Outcome.Login<ObdSession> login -> login.accepted().apply(DeviceProfile.DEFAULT);
                        case Outcome.Step<ObdSession> step -> step;
                    });
            frame.release();
        }
    }

    private void take(Outcome.Step<ObdSession> step) {
        session = step.session();
        wakeAt = step.wakeAt();
        closed |= step.close();
        for (VehicleEvent event : step.events()) {
            events.add((Telemetry) event);
        }
        for (Reply reply : step.replies()) {
            String command = reply.frame().toString(StandardCharsets.US_ASCII);
            reply.frame().release();
            commands.add(command.strip());
            commandTimes.add(now);
            partner.hears(now, command, this::says);
        }
    }

    /** Most commands that were sent within any second since then. */
    long mostInASecond(Instant since) {
        return commandTimes.stream()
                .filter(time -> !time.isBefore(since))
                .mapToLong(from -> commandTimes.stream()
                        .filter(time -> !time.isBefore(from) && time.isBefore(from.plusSeconds(1)))
                        .count())
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }
}
