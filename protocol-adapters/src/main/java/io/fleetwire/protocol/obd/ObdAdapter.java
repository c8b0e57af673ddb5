package io.fleetwire.protocol.obd;

import io.fleetwire.event.Ids;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.Outcome.Step;
import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.Recognition;
import io.fleetwire.protocol.Refused;
import io.fleetwire.protocol.Reply;
import io.fleetwire.protocol.Transport;
import io.fleetwire.protocol.obd.ObdSession.Dialogue;
import io.fleetwire.protocol.obd.ObdSession.Due;
import io.fleetwire.protocol.obd.ObdSession.Phase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Drives an ELM327: one command, its reply up to the prompt, the next command. */
public final class ObdAdapter implements ProtocolAdapter<ObdSession> {

    /** The protocol's id. */
    public static final String ID = "obd";

    /** Commands without a reply, one after the other, until the adapter is reset. */
    static final int MAX_SILENT = 3;

    /** Resets without a reply, one after the other, until it is given up. */
    static final int MAX_RESETS = 4;

    private static final String HEADERS_STATE = "headers";
    private static final String ASKED_STATE = "asked";
    private static final Pattern COMMAND = Pattern.compile("AT[A-Z0-9]{1,8}|([0-9A-F]{2}){1,4}");

    private static final byte[] PREFIX = "ID ".getBytes(StandardCharsets.US_ASCII);

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Set<Transport> transports() {
        return Set.of(Transport.TCP);
    }

    @Override
    public int defaultPort() {
        return 35_000;
    }

    @Override
    public Recognition recognise(ByteBuf firstBytes) {
        int readable = Math.min(firstBytes.readableBytes(), PREFIX.length);
        for (int i = 0; i < readable; i++) {
            if (firstBytes.getByte(firstBytes.readerIndex() + i) != PREFIX[i]) {
                return Recognition.NO;
            }
        }
        return readable == PREFIX.length ? Recognition.YES : Recognition.UNDECIDED;
    }

    @Override
    public ByteToMessageDecoder newFramer() {
        return new ObdFramer();
    }

    @Override
    public ObdSession newSession() {
        return ObdSession.NEW;
    }

    @Override
    public Outcome<ObdSession> receive(ObdSession session, ByteBuf frame, Instant receivedAt) {
        String text = frame.toString(StandardCharsets.US_ASCII);
        if (session.phase() == Phase.UNIDENTIFIED) {
            return identified(session, text, receivedAt);
        }
        String sent = session.sent();
        ElmReply reply = ElmReply.parse(text, sent, session.headers());
        if (sent == null || ObdAnswers.contradicts(sent, text, reply)) {
            return unasked(session, reply, receivedAt);
        }
        Step<ObdSession> step = answered(learn(session, sent, reply), sent, receivedAt);
        Optional<String> broken = reply.messages().stream()
                .filter(ObdMessage.Broken.class::isInstance)
                .map(message -> ((ObdMessage.Broken) message).reason())
                .findFirst();
        return broken.isEmpty() ? step : step.refuse(new Refused(broken.get(), ByteBufUtil.getBytes(frame)));
    }

    /** A late answer, one too many, or the greeting of an adapter that restarted by itself and has forgotten its settings. */
    private static Step<ObdSession> unasked(ObdSession session, ElmReply reply, Instant now) {
        boolean expected = session.isJustReset() || session.plan().equals(ObdPlan.INITIALISATION);
        if (reply.isGreeting() && !expected) {
            return reset(session, now);
        }
        ObdSession after = session.with(session.dialogue().talkedOver(now));
        Instant until = after.dialogue().until();
        return Step.of(after).waking(until == null ? after.due().cycle() : until);
    }

    /** After a reset that was not the first, no question follows before the adapter is silent: what it still says answers an earlier one. */
    private static Step<ObdSession> answered(ObdSession session, String sent, Instant now) {
        ObdSession next = session.next(session.dialogue().answered());
        return sent.equals(ObdPlan.RESET) && next.dialogue().resets() > 0
                ? silent(next, ObdPlan.QUIET, now)
                : proceed(next, now);
    }

    private static Step<ObdSession> silent(ObdSession session, Duration silence, Instant now) {
        ObdSession draining = session.with(session.dialogue().draining(now, silence));
        return Step.of(draining).waking(draining.dialogue().until());
    }

    private static Step<ObdSession> reset(ObdSession session, Instant now) {
        ObdSession again =
                ObdSession.initialising(session.deviceId(), session.dialogue().reset());
        return silent(again, ObdPlan.pauseBefore(again.dialogue().resets()), now);
    }

    @Override
    public List<Part> dissect(ByteBuf frame) {
        return ObdDissection.of(frame);
    }

    @Override
    public List<Part> dissect(ObdSession session, ByteBuf frame) {
        return session.phase() == Phase.UNIDENTIFIED
                ? ObdDissection.of(frame)
                : ObdDissection.of(frame.toString(StandardCharsets.US_ASCII), session.headers());
    }

    /** {@code headers} is on or off; {@code asked} is the command that the frame answers. */
    @Override
    public ObdSession resumed(ObdSession session, Map<String, String> state, ByteBuf frame) {
        if (!Set.of(HEADERS_STATE, ASKED_STATE).containsAll(state.keySet())) {
            throw new IllegalArgumentException("a dialogue of obd has the states headers (on or off) and asked");
        }
        String text = frame.toString(StandardCharsets.US_ASCII);
        boolean headers = switch (state.getOrDefault(HEADERS_STATE, "")) {
            case "on" -> true;
            case "off" -> false;
            case "" -> ElmReply.showsHeaders(text);
            default -> throw new IllegalArgumentException("headers is on or off");
        };
        String asked = state.get(ASKED_STATE);
        if (asked == null) {
            asked = ObdAnswers.question(ElmReply.parse(text, null, headers));
        } else if (!COMMAND.matcher(asked).matches()) {
            throw new IllegalArgumentException("asked is a command such as 010C or ATRV");
        }
        return session.asking(asked, headers);
    }

    @Override
    public ByteBuf login(String deviceId) {
        if (!Ids.isId(deviceId)) {
            throw new IllegalArgumentException("an id is at most " + Ids.MAX_LENGTH + " letters, digits and . _ : @ -");
        }
        return command("ID " + deviceId);
    }

    @Override
    public Step<ObdSession> wake(ObdSession session, Instant now) {
        if (session.phase() == Phase.UNIDENTIFIED) {
            return Step.of(session);
        }
        Instant until = session.dialogue().until();
        if (until == null) {
            Instant cycle = session.due().cycle();
            return now.isBefore(cycle) ? Step.of(session).waking(cycle) : beginRound(session, now);
        }
        if (now.isBefore(until)) {
            return Step.of(session).waking(until);
        }
        return session.dialogue().isDraining() ? proceed(session, now) : missed(session, now);
    }

    /** The answer did not come in time: it may still come, so that nothing is asked before a silence. */
    private static Step<ObdSession> missed(ObdSession session, Instant now) {
        ObdSession after = session.next(session.dialogue().missed());
        // A setting may have been taken although its answer is missing: how to read replies is not known then.
        boolean isSetUp = session.phase() == Phase.POLLING;
        if (isSetUp && after.dialogue().unanswered() < MAX_SILENT) {
            return silent(after, ObdPlan.QUIET, now);
        }
        return after.dialogue().resets() >= MAX_RESETS && !after.dialogue().heard()
                ? Step.of(after).closing()
                : reset(after, now);
    }

    private static Outcome<ObdSession> identified(ObdSession session, String line, Instant now) {
        String text = line.replace("\0", "").strip();
        String deviceId = text.startsWith("ID ") ? text.substring(PREFIX.length).strip() : "";
        Step<ObdSession> refused =
                Step.of(session).reply(new Reply.Now(command("?"))).closing();
        if (!Ids.isId(deviceId)) {
            return refused;
        }
        return new Outcome.Login<>(
                deviceId, profile -> ask(ObdSession.initialising(deviceId, Dialogue.IN_STEP), now), refused);
    }

    /** What a reply adds to what is known. */
    private static ObdSession learn(ObdSession session, String sent, ElmReply reply) {
        boolean headers = session.headers() || (sent.equals(ObdPlan.HEADERS_ON) && reply.isOk());
        Set<Integer> supported = new HashSet<>(session.supported());
        List<String> plan = new ArrayList<>(session.plan());
        for (ObdMessage message : reply.messages()) {
            if (message instanceof ObdMessage.Supported bitmap && bitmap.service() == ObdDecoder.SERVICE_DATA) {
                addSupported(bitmap, supported, plan);
            }
        }
        return session.learnt(
                headers,
                Set.copyOf(supported),
                List.copyOf(plan),
                session.readings().with(reply));
    }

    /** Bit 32 of a bitmap says that there is a next one. */
    private static void addSupported(ObdMessage.Supported bitmap, Set<Integer> supported, List<String> plan) {
        for (int n = 1; n <= Pids.BITMAP_SPAN; n++) {
            if (bitmap.has(n)) {
                supported.add(bitmap.base() + n);
            }
        }
        int next = bitmap.base() + Pids.BITMAP_SPAN;
        String request = ObdPlan.request(next);
        if (bitmap.has(Pids.BITMAP_SPAN) && next < 0x100 && !plan.contains(request)) {
            plan.add(request);
        }
    }

    /** The next command, or what the round has come to. */
    private static Step<ObdSession> proceed(ObdSession session, Instant now) {
        if (!session.plan().isEmpty()) {
            return ask(session, now);
        }
        if (session.phase() == Phase.INITIALISING) {
            return beginRound(session, now);
        }
        return endRound(session, now);
    }

    private static Step<ObdSession> beginRound(ObdSession session, Instant now) {
        Due due = session.due();
        boolean asleep = session.supported().isEmpty();
        Due next = new Due(
                now.plus(asleep ? ObdPlan.ASLEEP : ObdPlan.CYCLE),
                now.isBefore(due.slow()) || asleep ? due.slow() : now.plus(ObdPlan.SLOW),
                now.isBefore(due.codes()) || asleep ? due.codes() : now.plus(ObdPlan.CODES),
                !asleep);
        return ask(session.round(ObdPlan.cycle(session.supported(), due, now), next), now);
    }

    private static Step<ObdSession> endRound(ObdSession session, Instant now) {
        Due due = session.due();
        ObdReadings readings = session.readings();
        // At the pace of a vehicle that is awake, or of one that sleeps, whatever it was at the beginning of this
        // round.
        Instant latest = now.plus(readings.alive() ? ObdPlan.CYCLE : ObdPlan.ASLEEP);
        Instant planned = readings.alive() ? due.cycle() : latest;
        Instant wakeAt = planned.isBefore(now) ? now : planned.isBefore(latest) ? planned : latest;
        Due next = new Due(wakeAt, due.slow(), due.codes(), due.vinAsked());
        Step<ObdSession> step = Step.of(
                        session.round(List.of(), next).with(session.dialogue().afterRound()))
                .waking(wakeAt);
        String deviceId = session.deviceId();
        // A round in which nothing was heard is no record.
        return deviceId == null || readings.equals(ObdReadings.NONE) ? step : withEvent(step, deviceId, readings, now);
    }

    private static Step<ObdSession> withEvent(
            Step<ObdSession> step, String deviceId, ObdReadings readings, Instant now) {
        try {
            return step.with(List.of(ObdEvents.telemetry(deviceId, readings, now)));
        } catch (IllegalArgumentException e) {
            // A quantity outside its range: the event's own constructor says which.
            byte[] read = readings.values().toString().getBytes(StandardCharsets.UTF_8);
            return step.refuse(new Refused(String.valueOf(e.getMessage()), read));
        }
    }

    private static Step<ObdSession> ask(ObdSession session, Instant now) {
        String command = session.plan().getFirst();
        Instant deadline = now.plus(ObdPlan.patience(command));
        return Step.of(session.with(session.dialogue().asked(deadline)))
                .reply(new Reply.Now(command(command)))
                .waking(deadline);
    }

    private static ByteBuf command(String text) {
        return Unpooled.copiedBuffer(text + "\r", StandardCharsets.US_ASCII);
    }
}
