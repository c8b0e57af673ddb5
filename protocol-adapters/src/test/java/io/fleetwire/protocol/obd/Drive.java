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
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Adapter and simulated ELM327 talking to each other on a clock of their own: a command takes its time, a pause passes at once. */
final class Drive implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private static final Duration ROUND_TRIP = Duration.ofMillis(60);

    private final ObdAdapter adapter = new ObdAdapter();
    private final EmbeddedChannel channel = new EmbeddedChannel(adapter.newFramer());
    private final ElmDevice device;
    private ObdSession session = adapter.newSession();
    private @Nullable Instant wakeAt;
    private String toDevice = "";

    /** What the device says, on its way to the gateway. */
    UnaryOperator<String> line = said -> said;

    /** What the gateway says, on its way to the device. */
    UnaryOperator<String> order = asked -> asked;

    Instant now = START;
    final List<String> commands = new ArrayList<>();
    final List<Instant> commandTimes = new ArrayList<>();
    final List<Telemetry> events = new ArrayList<>();
    final List<String> refused = new ArrayList<>();
    boolean closed;

    Drive(ElmDevice device) {
        this.device = device;
        say(device.identification().toString(StandardCharsets.US_ASCII));
    }

    /** Lets time pass: commands are answered, and the adapter is woken when it wanted to be. */
    Drive until(Duration sinceStart) {
        Instant end = START.plus(sinceStart);
        while (!closed && now.isBefore(end)) {
            if (!toDevice.isEmpty()) {
                now = now.plus(ROUND_TRIP);
                String command = toDevice;
                toDevice = "";
                say(device.hears(ascii(order.apply(command))).toString(StandardCharsets.US_ASCII));
            } else if (wakeAt != null && wakeAt.isBefore(end)) {
                now = wakeAt.isBefore(now) ? now : wakeAt;
                wakeAt = null;
                take(adapter.wake(session, now));
            } else {
                now = end;
            }
        }
        return this;
    }

    /** The device restarts, and what it was asked is lost. */
    void restart() {
        toDevice = "";
        say(device.restart().toString(StandardCharsets.US_ASCII));
    }

    private void say(String text) {
        channel.writeInbound(ascii(line.apply(text)));
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
        step.refused().forEach(part -> refused.add(part.reason()));
        for (VehicleEvent event : step.events()) {
            events.add((Telemetry) event);
        }
        for (Reply reply : step.replies()) {
            String command = reply.frame().toString(StandardCharsets.US_ASCII);
            reply.frame().release();
            if (!toDevice.isEmpty()) {
                throw new AssertionError("second command '" + command + "' before the prompt of '" + toDevice + "'");
            }
            toDevice = command;
            commands.add(command.strip());
            commandTimes.add(now);
        }
    }

    /** How often a command was sent. */
    long count(String command) {
        return commands.stream().filter(command::equals).count();
    }

    private static ByteBuf ascii(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }
}
