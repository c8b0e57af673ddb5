package io.fleetwire.protocol.osmand;

import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.Outcome.Step;
import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.Recognition;
import io.fleetwire.protocol.Refused;
import io.fleetwire.protocol.Reply;
import io.fleetwire.protocol.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** OsmAnd over HTTP: each request is login and report in one, and its answer says whether it is stored. */
public final class OsmAndAdapter implements ProtocolAdapter<OsmAndSession> {

    /** The protocol's id. */
    public static final String ID = "osmand";

    private static final List<String> OPENINGS = List.of("GET /", "POST /");

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Set<Transport> transports() {
        return Set.of(Transport.TCP);
    }

    @Override
    public boolean namesDeviceInEachFrame() {
        return true;
    }

    @Override
    public int defaultPort() {
        return 5_055;
    }

    @Override
    public Recognition recognise(ByteBuf firstBytes) {
        Recognition best = Recognition.NO;
        for (String opening : OPENINGS) {
            int length = Math.min(firstBytes.readableBytes(), opening.length());
            String said = firstBytes.toString(firstBytes.readerIndex(), length, StandardCharsets.US_ASCII);
            if (said.equals(opening)) {
                return Recognition.YES;
            }
            if (opening.startsWith(said)) {
                best = Recognition.UNDECIDED;
            }
        }
        return best;
    }

    @Override
    public ByteToMessageDecoder newFramer() {
        return new OsmAndFramer();
    }

    @Override
    public OsmAndSession newSession() {
        return OsmAndSession.NEW;
    }

    @Override
    public List<Part> dissect(ByteBuf frame) {
        return OsmAndDissection.of(frame);
    }

    @Override
    public Outcome<OsmAndSession> receive(OsmAndSession session, ByteBuf frame, Instant receivedAt) {
        byte[] raw = ByteBufUtil.getBytes(frame);
        HttpCall call = HttpCall.read(frame);
        HttpResponseStatus problem = call.problem();
        if (problem != null) {
            return refuse(session, problem, problem.reasonPhrase(), call, raw);
        }
        try {
            OsmAndMessage message = OsmAndCodec.decode(call);
            return new Outcome.Login<>(
                    message.deviceId(),
                    profile -> heard(message, profile, call, raw, receivedAt),
                    answer(session, HttpResponseStatus.NOT_FOUND, "unknown device", false));
        } catch (Malformed e) {
            return refuse(session, HttpResponseStatus.BAD_REQUEST, e.reason(), call, raw);
        }
    }

    private static Step<OsmAndSession> heard(
            OsmAndMessage message, DeviceProfile profile, HttpCall call, byte[] raw, Instant receivedAt) {
        OsmAndSession session = new OsmAndSession(message.deviceId());
        try {
            List<Telemetry> records = OsmAndEvents.of(message, profile, receivedAt);
            return answer(session, HttpResponseStatus.OK, "", call.keepAlive()).with(records);
        } catch (IllegalArgumentException e) {
            return refuse(session, HttpResponseStatus.BAD_REQUEST, String.valueOf(e.getMessage()), call, raw);
        }
    }

    private static Step<OsmAndSession> refuse(
            OsmAndSession session, HttpResponseStatus status, String reason, HttpCall call, byte[] raw) {
        // Behind what is no HTTP, or too long, there is no next request to be found.
        boolean keepAlive = call.keepAlive() && !call.target().isEmpty();
        return answer(session, status, reason, keepAlive).refuse(new Refused(reason, raw));
    }

    /** Answers stay in the order of the requests: one that promises nothing must not pass those that wait for Kafka. A stranger has none that wait. */
    private static Step<OsmAndSession> answer(
            OsmAndSession session, HttpResponseStatus status, String words, boolean keepAlive) {
        ByteBuf bytes = HttpCall.answer(status, words, keepAlive);
        Reply reply = session.deviceId() == null ? new Reply.Now(bytes) : new Reply.WhenStored(bytes);
        Step<OsmAndSession> step = Step.of(session).reply(reply);
        return keepAlive ? step : step.closing();
    }
}
