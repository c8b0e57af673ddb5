package io.fleetwire.protocol.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripEvent;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.event.wire.Json;
import io.fleetwire.event.wire.TelemetryJson;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.Refused;
import io.fleetwire.protocol.Reply;
import io.fleetwire.protocol.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's part of a conversation, without a gateway: every device is let in, nothing is stored, every reply is written down.
 *
 * @param <S> the protocol's session
 */
final class Replay<S> {

    private final ProtocolAdapter<S> adapter;
    private final Request request;
    private S session;

    /** The bytes come from the middle of a dialogue: its device has logged in before them. */
    private boolean midway;

    private boolean loggedIn;

    private Replay(ProtocolAdapter<S> adapter, Request request) {
        this.adapter = adapter;
        this.request = request;
        this.session = adapter.newSession();
    }

    /** What comes of a connection that begins with these bytes. */
    static Attempt stream(ProtocolAdapter<?> adapter, Request request) {
        return new Replay<>(adapter, request).through(Unpooled.EMPTY_BUFFER);
    }

    /** What comes of a connection that began with a login somebody has not kept. */
    static Attempt midway(ProtocolAdapter<?> adapter, Request request) {
        ByteBuf login = adapter.login(request.deviceId());
        try {
            return new Replay<>(adapter, request).through(login);
        } finally {
            login.release();
        }
    }

    /** What comes of one datagram. */
    static Attempt datagram(ProtocolAdapter<?> adapter, Request request) {
        Report.Frame frame = new Replay<>(adapter, request).play(0, Unpooled.wrappedBuffer(request.bytes()));
        return new Attempt(adapter, Transport.UDP, null, List.of(frame), null);
    }

    private Attempt through(ByteBuf login) {
        int said = login.readableBytes();
        midway = said > 0;
        List<Report.Frame> frames = new ArrayList<>();
        ByteBuf stream = Unpooled.wrappedBuffer(login.retainedSlice(), Unpooled.wrappedBuffer(request.bytes()));
        try (StreamFramer framer = new StreamFramer(adapter.newFramer(), stream)) {
            for (StreamFramer.Cut cut = framer.next(); cut != null; cut = framer.next()) {
                Report.Frame frame = play(cut.offset() - said, cut.frame());
                cut.frame().release();
                if (frame.offset() >= 0) {
                    frames.add(frame);
                }
                if (frames.size() == Workbench.MAX_FRAMES) {
                    break;
                }
            }
            String device = said == 0 ? null : request.deviceId();
            return new Attempt(adapter, Transport.TCP, device, frames, rest(framer, said, frames.size()));
        } finally {
            stream.release();
        }
    }

    private Report.@Nullable Rest rest(StreamFramer framer, int said, int frames) {
        byte[] bytes = request.bytes();
        int from = Math.max(0, framer.consumed() - said);
        boolean nothing = framer.broken() == null;
        for (int i = from; nothing && i < bytes.length; i++) {
            nothing = bytes[i] == '\r' || bytes[i] == '\n';
        }
        if (nothing) {
            return null;
        }
        int length = bytes.length - from;
        String hex = ByteBufUtil.hexDump(bytes, from, Math.min(length, Workbench.MAX_REST_SHOWN));
        String broken = framer.broken();
        if (broken != null) {
            return new Report.Rest(from, hex, length, Report.Rest.Kind.UNFRAMEABLE, broken);
        }
        return frames == Workbench.MAX_FRAMES
                ? new Report.Rest(from, hex, length, Report.Rest.Kind.TOO_MANY, "more than " + frames + " frames")
                : new Report.Rest(from, hex, length, Report.Rest.Kind.INCOMPLETE, "the frame does not end");
    }

    private Report.Frame play(int offset, ByteBuf frame) {
        if (loggedIn && (midway || !request.state().isEmpty())) {
            session = adapter.resumed(session, request.state(), frame);
        }
        String hex = ByteBufUtil.hexDump(frame);
        var parts = adapter.dissect(session, frame);
        String login = null;
        Outcome.Step<S> step;
        switch (adapter.receive(session, frame, request.receivedAt())) {
            case Outcome.Login<S> said -> {
                said.refused().replies().forEach(reply -> reply.frame().release());
                login = said.deviceId();
                loggedIn = true;
                step = said.accepted().apply(request.profile());
            }
            case Outcome.Step<S> ordinary -> step = ordinary;
        }
        session = step.session();
        return new Report.Frame(
                offset,
                hex,
                step.refused().isEmpty() && request.profile().lenientChecksum() ? lenient(parts) : parts,
                login,
                step.events().stream().map(Replay::json).toList(),
                step.refused().stream().map(Refused::reason).toList(),
                step.replies().stream().map(Replay::answer).toList(),
                step.close());
    }

    /** What the profile says not to look at has not failed. */
    private static List<Part> lenient(List<Part> parts) {
        return parts.stream()
                .map(part -> part.check() == Part.Check.FAILED
                        ? Part.of(part.offset(), part.length(), part.name(), part.value() + ", wrong but accepted")
                        : part)
                .toList();
    }

    private static Report.Answer answer(Reply reply) {
        String hex = ByteBufUtil.hexDump(reply.frame());
        reply.frame().release();
        return new Report.Answer(
                hex,
                switch (reply) {
                    case Reply.Now now -> Report.Answer.When.NOW;
                    case Reply.WhenStored promise -> Report.Answer.When.WHEN_STORED;
                });
    }

    /** As it would be on its topic; telemetry is Protobuf there, with the same fields. */
    private static JsonNode json(VehicleEvent event) {
        byte[] bytes = switch (event) {
            case Telemetry telemetry -> TelemetryJson.encode(telemetry);
            case TripEvent trip -> Topics.TRIP_EVENTS.format().encode(trip);
            case DriverEvent driver -> Topics.DRIVER_EVENTS.format().encode(driver);
        };
        try {
            return Json.mapper().readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
