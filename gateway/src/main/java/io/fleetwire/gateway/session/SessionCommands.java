package io.fleetwire.gateway.session;

import io.fleetwire.event.Command;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.gateway.command.CommandDispatcher;
import io.fleetwire.gateway.command.Recipient;
import io.fleetwire.protocol.CommandAnswer;
import io.fleetwire.protocol.CommandForm;
import io.fleetwire.protocol.CommandFrame;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.ProtocolAdapter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one connected device is asked to do: at most one thing at a time, and only while nothing of the device waits for its acknowledgement, because a
 * command between records and their acknowledgement may be ignored (Teltonika). Right after one has left, then, or when the device has been quiet.
 *
 * <p>What can stop the engine waits until the device has said how fast it is, and is refused above {@link #FAST_KMH}: the operator saw an older speed.
 *
 * @param <S> the protocol's session
 */
final class SessionCommands<S> implements Recipient {

    private static final Logger LOG = LoggerFactory.getLogger(SessionCommands.class);

    /** An engine that stops above this speed takes steering and brakes with it. Firmware with a limit of its own has the same (FACTS 2.7). */
    static final double FAST_KMH = 20;

    /** A speed older than this is none. */
    static final Duration FRESH = Duration.ofMinutes(2);

    /** A device that has sent nothing for so long is not in the middle of something. */
    static final Duration QUIET = Duration.ofSeconds(5);

    /** The vendor says 10 to 60 seconds. After one that did not come, an answer without a reference may be late for as long again. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ProtocolAdapter<S> adapter;
    private final Peer peer;
    private final SessionContext context;
    private final String deviceId;
    private final Supplier<S> session;
    private final BooleanSupplier clear;

    private @Nullable Command offered;
    private @Nullable Command due;
    private @Nullable Command open;
    private @Nullable String reference;
    private Instant heardAt;
    private Instant deafUntil = Instant.MIN;
    private boolean hasReported;
    private double speedKmh = Double.NaN;
    private long speedAtMs = Long.MIN_VALUE;

    /**
     * @param clear whether everything the device sent has been stored and answered
     */
    SessionCommands(
            ProtocolAdapter<S> adapter,
            Peer peer,
            SessionContext context,
            String deviceId,
            Supplier<S> session,
            BooleanSupplier clear) {
        this.adapter = adapter;
        this.peer = peer;
        this.context = context;
        this.deviceId = deviceId;
        this.session = session;
        this.clear = clear;
        this.heardAt = context.clock().instant();
    }

    @Override
    public void offer(Command command) {
        peer.executor().execute(() -> {
            offered = command;
            claimIfQuiet();
        });
    }

    @Override
    public void send(Command command) {
        peer.executor().execute(() -> {
            offered = null;
            due = command;
            transmitIfClear();
        });
    }

    @Override
    public void withdraw(Command command) {
        peer.executor().execute(() -> {
            if (command.equals(offered)) {
                offered = null;
            }
            if (command.equals(due)) {
                due = null;
            }
            if (command.equals(open)) {
                open = null;
                if (reference == null) {
                    deafUntil = context.clock().instant().plus(PATIENCE);
                }
            }
        });
    }

    @Override
    public void tick() {
        peer.executor().execute(this::claimIfQuiet);
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    @Override
    public boolean answersAfterReconnect() {
        return false;
    }

    /** The device said something. */
    void heard(List<VehicleEvent> events, List<CommandAnswer> answers) {
        heardAt = context.clock().instant();
        hasReported |= !events.isEmpty();
        events.forEach(this::noteSpeed);
        answers.forEach(this::answered);
    }

    /** Of stored records the newest counts, however they are ordered. */
    private void noteSpeed(VehicleEvent event) {
        if (event instanceof Telemetry telemetry && telemetry.fix() != null) {
            double speed = telemetry.fix().speedKmh();
            if (Measure.has(speed) && telemetry.deviceTimeMs() >= speedAtMs) {
                speedKmh = speed;
                speedAtMs = telemetry.deviceTimeMs();
            }
        }
    }

    /** Something the device sent has been stored and answered: if that was all, now is the moment; not right after its login, before its records. */
    void settled() {
        if (due != null) {
            transmitIfClear();
        } else if (hasReported && clear.getAsBoolean()) {
            claim();
        }
    }

    /** The connection is gone. */
    void closed() {
        context.commands().gone(deviceId, this);
    }

    private void claimIfQuiet() {
        if (clear.getAsBoolean() && !context.clock().instant().isBefore(heardAt.plus(QUIET))) {
            claim();
        }
    }

    private void claim() {
        Command command = offered;
        if (command == null || context.clock().instant().isBefore(deafUntil)) {
            return;
        }
        CommandDispatcher dispatcher = context.commands();
        try {
            if (mayStopTheEngine(command) && !isSpeedKnown()) {
                return;
            }
            refuseIfFast(command);
            dispatcher.claim(command.id(), this);
        } catch (Malformed e) {
            refuse(command, e.reason());
        }
    }

    private boolean mayStopTheEngine(Command command) throws Malformed {
        return CommandForm.of(adapter.commands(), command).stopsEngine() && !command.evenMoving();
    }

    private boolean isSpeedKnown() {
        return speedAtMs > context.clock().instant().minus(FRESH).toEpochMilli();
    }

    private void refuseIfFast(Command command) throws Malformed {
        if (mayStopTheEngine(command) && !(isSpeedKnown() && speedKmh <= FAST_KMH)) {
            throw new Malformed(
                    isSpeedKnown()
                            ? String.format(Locale.ROOT, "not sent: the vehicle moves at %.0f km/h", speedKmh)
                            : "not sent: how fast the vehicle is is not known");
        }
    }

    private void transmitIfClear() {
        Command command = due;
        if (command == null || !clear.getAsBoolean()) {
            return;
        }
        due = null;
        try {
            refuseIfFast(command);
            CommandFrame frame = adapter.command(session.get(), command);
            open = command;
            reference = frame.reference();
            peer.send(frame.frame());
        } catch (Malformed e) {
            refuse(command, e.reason());
        }
    }

    private void refuse(Command command, String reason) {
        tell(command, true, reason);
    }

    private void answered(CommandAnswer answer) {
        Command asked = open;
        String named = answer.reference();
        if (asked == null || (reference != null && named != null && !named.equals(reference))) {
            context.commands().unasked();
            return;
        }
        open = null;
        tell(asked, answer.refused(), answer.text());
    }

    private void tell(Command command, boolean refused, String words) {
        CompletionStage<Void> stored = context.commands().ended(deviceId, command.id(), refused, words);
        stored.whenComplete((ok, failure) -> {
            if (failure != null) {
                LOG.warn("the end of command {} is not stored yet: {}", command.id(), failure.getMessage());
            }
        });
    }
}
