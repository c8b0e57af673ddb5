package io.fleetwire.gateway.session;

import io.fleetwire.event.DeadLetter;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.gateway.identity.Admission;
import io.fleetwire.gateway.identity.Caller;
import io.fleetwire.gateway.identity.KnownDevice;
import io.fleetwire.gateway.ledger.Receipt;
import io.fleetwire.gateway.publish.Batch;
import io.fleetwire.gateway.publish.OrderingGuard;
import io.fleetwire.gateway.publish.Publisher;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.Refused;
import io.fleetwire.protocol.Reply;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Drives a protocol adapter for one connection (or one datagram): frames in; the device looked up; events to the publisher; replies through the
 * {@link ReplyGate}; reading stopped while too much is unconfirmed. Lives on its peer's executor.
 *
 * @param <S> the protocol's session
 */
public final class DeviceSession<S> {

    private static final CompletableFuture<Void> NOTHING_TO_WAIT_FOR = CompletableFuture.completedFuture(null);

    private final ProtocolAdapter<S> adapter;
    private final Peer peer;
    private final SessionContext context;
    private final boolean connected;
    private final ReplyGate gate;
    private final OrderingGuard orderingGuard = new OrderingGuard();
    private S session;
    private @Nullable String deviceId;
    private @Nullable SessionLimits watch;

    /** What the device is asked to do; null: it has not logged in, or this is a datagram. */
    private @Nullable SessionCommands<S> sessionCommands;

    /** The device's own registration, which a fresh adoption has to wait for. */
    private CompletableFuture<Void> registered = NOTHING_TO_WAIT_FOR;

    private boolean reading = true;
    private boolean waitsForRoom;
    private boolean ended;

    private DeviceSession(ProtocolAdapter<S> adapter, Peer peer, SessionContext context, boolean connected) {
        this.adapter = adapter;
        this.peer = new TappedPeer(peer, this::overhear);
        this.context = context;
        this.connected = connected;
        this.gate = new ReplyGate(this.peer, this::settled);
        this.session = adapter.newSession();
    }

    /** The conversation of a connection: a device has one at a time. */
    public static <S> DeviceSession<S> connected(ProtocolAdapter<S> adapter, Peer peer, SessionContext context) {
        return new DeviceSession<>(adapter, peer, context, true);
    }

    /** The conversation of one datagram, or of requests over a connection, each of which says anew who sent it. */
    public static <S> DeviceSession<S> datagram(ProtocolAdapter<S> adapter, Peer peer, SessionContext context) {
        return new DeviceSession<>(adapter, peer, context, false);
    }

    /** A whole frame arrived; the caller releases it. */
    public void received(ByteBuf frame) {
        if (ended) {
            return;
        }
        context.metrics().frame(adapter.id());
        Instant now = context.clock().instant();
        String caller = deviceId;
        if (caller != null) {
            context.taps().heard(caller, adapter, frame, now);
        }
        switch (adapter.receive(session, frame, now)) {
            case Outcome.Login<S> login -> {
                Outcome.Step<S> step = login(login);
                // Whose the first frame was is known only now.
                if (caller == null && deviceId != null) {
                    context.taps().heard(deviceId, adapter, frame, now);
                }
                perform(step, now);
            }
            case Outcome.Step<S> step -> perform(step, now);
        }
        stopReadingIfFull();
    }

    private void overhear(ByteBuf reply) {
        String listener = deviceId;
        if (listener != null) {
            context.taps().said(listener, adapter, reply, context.clock());
        }
    }

    /** The time has come that the adapter asked for. */
    public void wake() {
        if (!ended) {
            Instant now = context.clock().instant();
            perform(adapter.wake(session, now), now);
        }
    }

    /** The connection is gone. What was published stays published; nobody is left to be told. */
    public void closed() {
        ended = true;
        gate.shut();
        if (deviceId != null && connected) {
            context.sessions().leave(deviceId, this);
        }
        if (sessionCommands != null) {
            sessionCommands.closed();
        }
        if (deviceId != null && watch != null) {
            watch.ends(deviceId);
        }
    }

    /** Whether the device has said who it is, and was let in. */
    public boolean isLoggedIn() {
        return deviceId != null;
    }

    @Nullable
    InetAddress address() {
        return peer.address();
    }

    /** The device has a newer session. */
    void replaced() {
        peer.executor().execute(() -> end(CloseReason.REPLACED));
    }

    private Outcome.Step<S> login(Outcome.Login<S> login) {
        String id = login.deviceId();
        Caller caller = new Caller(
                adapter.id(), peer.address(), peer.isAddressProven(), peer.isEncrypted(), peer.certificate());
        return switch (context.registry().admit(id, caller)) {
            case Admission.TurnedAway away -> login.refused();
            case Admission.LetIn letIn when !isWhereItWas(id) -> login.refused();
            case Admission.LetIn letIn -> {
                deviceId = id;
                watch = new SessionLimits(context, adapter, id, caller.remote());
                registered = letIn.registered();
                runCommands(id);
                yield login.accepted().apply(letIn.device().profile());
            }
        };
    }

    /** Datagrams are not asked for anything: the vendors promise commands over TCP only. */
    private void runCommands(String id) {
        if (connected && sessionCommands == null && !adapter.commands().isEmpty()) {
            sessionCommands = new SessionCommands<>(adapter, peer, context, id, () -> session, gate::isClear);
            context.commands().connected(id, sessionCommands);
        }
    }

    private boolean isWhereItWas(String id) {
        boolean itIs = connected
                ? claim(id)
                : context.sessions()
                        .datagram(id, peer.address(), context.clock().instant());
        if (!itIs) {
            context.metrics().refused(Admission.Reason.CONNECTED_ELSEWHERE.label());
        }
        return itIs;
    }

    private boolean claim(String id) {
        if (deviceId != null && !deviceId.equals(id)) {
            context.sessions().leave(deviceId, this);
        }
        return context.sessions().claim(id, this);
    }

    private void perform(Outcome.Step<S> said, Instant now) {
        Outcome.Step<S> step = deviceId == null ? said : context.patience().with(deviceId, said);
        session = step.session();
        step.refused().forEach(part -> context.metrics().undecodable(adapter.id()));
        KnownDevice device = deviceId == null ? null : context.registry().find(deviceId);
        if (deviceId != null && (device == null || !device.isActive())) {
            step.replies().forEach(reply -> reply.frame().release());
            end(CloseReason.UNREGISTERED);
            return;
        }
        if (device != null && watch != null) {
            CloseReason disconnectCause =
                    watch.disconnectCause(device, step.events(), step.refused().size(), now);
            if (disconnectCause != null) {
                enter(step, device, now).dropped();
                step.replies().forEach(reply -> reply.frame().release());
                end(disconnectCause);
                return;
            }
        }
        if (!connected && watch != null && deviceId != null) {
            watch.ends(deviceId); // a datagram or a request is all there is of its device's conversation
        }
        ended = step.close();
        peer.wakeAt(step.wakeAt());
        if (device == null) {
            // Of strangers nothing is stored: their dead letters would be a way to fill a disk. So nothing is promised
            // either.
            gate.owe(NOTHING_TO_WAIT_FOR, 0, 0, withoutPromises(step.replies()), step.close(), () -> {});
            return;
        }
        if (sessionCommands != null) {
            sessionCommands.heard(step.events(), step.answers());
        }
        Batch batch = batch(step, device, now).in(orderingGuard);
        Receipt receipt = enter(step, device, now);
        CompletableFuture<Void> stored = context.publisher().publish(batch);
        receipt.follow(stored);
        gate.owe(
                Publisher.inTime(afterRegistration(stored)),
                batch.records().size(),
                batch.bytes(),
                step.replies(),
                step.close(),
                receipt::answered);
    }

    private Receipt enter(Outcome.Step<S> step, KnownDevice device, Instant now) {
        return context.ledger()
                .enter(
                        device.entry().deviceId(),
                        adapter.id(),
                        step.events(),
                        step.refused().stream().map(Refused::reason).toList(),
                        step.replies().stream().anyMatch(Reply.WhenStored.class::isInstance),
                        now);
    }

    private static List<Reply> withoutPromises(List<Reply> replies) {
        List<Reply> rest = new ArrayList<>(replies.size());
        for (Reply reply : replies) {
            switch (reply) {
                case Reply.Now now -> rest.add(now);
                case Reply.WhenStored promise -> promise.frame().release();
            }
        }
        return rest;
    }

    private CompletableFuture<Void> afterRegistration(CompletableFuture<Void> stored) {
        return registered.isDone() && !registered.isCompletedExceptionally()
                ? stored
                : CompletableFuture.allOf(registered, stored);
    }

    private Batch batch(Outcome.Step<S> step, KnownDevice device, Instant now) {
        context.metrics().events(adapter.id(), step.events().size());
        List<VehicleEvent> events = new ArrayList<>(step.events().size());
        for (VehicleEvent event : step.events()) {
            events.add(device.assign(event));
        }
        List<DeadLetter> letters = step.refused().stream()
                .map(part -> new DeadLetter(
                        DeadLetter.Origin.GATEWAY,
                        adapter.id(),
                        device.entry().deviceId(),
                        part.reason(),
                        now,
                        part.bytes()))
                .toList();
        return Batch.of(events, letters);
    }

    private void stopReadingIfFull() {
        boolean noRoom = context.inFlight().isFull();
        if (ended || gate.isFull() || noRoom) {
            read(false);
            if (noRoom) {
                readWhenRoom();
            }
        }
    }

    /** Something the device sent has been stored and answered. */
    private void settled() {
        readIfRoom();
        if (sessionCommands != null && !ended) {
            sessionCommands.settled();
        }
    }

    private void readIfRoom() {
        if (reading || ended || !gate.hasRoom()) {
            return;
        }
        if (context.inFlight().isFull()) {
            readWhenRoom();
        } else {
            read(true);
        }
    }

    private void readWhenRoom() {
        if (!waitsForRoom) {
            waitsForRoom = true;
            context.inFlight()
                    .whenRoom(() -> peer.executor().execute(() -> {
                        waitsForRoom = false;
                        readIfRoom();
                    }));
        }
    }

    private void read(boolean on) {
        if (reading != on) {
            reading = on;
            peer.read(on);
            if (!on && !ended) {
                context.metrics().limit("in_flight");
            }
        }
    }

    private void end(CloseReason reason) {
        if (!ended) {
            ended = true;
            gate.shut();
            peer.close(reason);
        }
    }
}
