package io.fleetwire.gateway.command;

import io.fleetwire.event.Command;
import io.fleetwire.event.CommandResult;
import io.fleetwire.event.CommandResult.Status;
import io.fleetwire.gateway.command.PendingCommand.Stage;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.publish.Publisher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Which command goes to which connected device, and when. Every gateway reads all of {@code fleet.commands} and {@code fleet.commands.results}, so what
 * waits for a device survives any gateway, and whichever the device dials in to sends it.
 *
 * <p><b>At most once.</b> A gateway that wants to send a command writes {@code SENT} with its own name, and sends only when it has read that back as the
 * first record of this command. So two gateways that hold the device, an operator who takes the command back, and its expiry are put in order by Kafka;
 * and what was {@code SENT} before a crash is never sent again: better an engine that was not stopped, which somebody sees, than one that is
 * stopped twice, the second time a day later. {@code docs/decisions/0005-commands.md}.
 */
// What is not stored is kept and told again by Results; a recipient is a connection, the same or another.
@SuppressWarnings({"FutureReturnValueIgnored", "ReferenceEquality"})
public final class CommandDispatcher {

    /** Most commands that wait for one device. */
    public static final int MAX_PER_DEVICE = 16;

    /** Most that wait here at all; about 1 KB each. */
    static final int MAX_WAITING = 50_000;

    /** After an offer or a claim that came to nothing. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final String gateway;
    private final Results results;
    private final GatewayMetrics metrics;
    private final InstantSource clock;
    private final Duration stagger;

    private final Map<String, Deque<PendingCommand>> queues = new HashMap<>();
    private final Map<String, PendingCommand> orders = new HashMap<>();
    private final Map<String, Recipient> recipients = new HashMap<>();
    private final Progress progress = new Progress();
    private final OrphanedCommands orphanedCommands = new OrphanedCommands();
    private boolean caughtUp;

    /**
     * @param gateway this process, unlike any other and any before it
     */
    public CommandDispatcher(String gateway, Publisher publisher, GatewayMetrics metrics, InstantSource clock) {
        this.gateway = gateway;
        this.results = new Results(publisher, metrics);
        this.metrics = metrics;
        this.clock = clock;
        // Who doesn't hold a device speaks for it last, and not all at once: 2 to 9 seconds.
        this.stagger = Duration.ofSeconds(2 + Math.floorMod(gateway.hashCode(), 8));
        metrics.gauge(
                "fleetwire.gateway.commands.waiting", "commands that have not ended", this, CommandDispatcher::waiting);
    }

    /** Everything written before this gateway started has been read: commands may be sent from now on. */
    synchronized void caughtUp() {
        caughtUp = true;
        List.copyOf(recipients.keySet()).forEach(this::offerNext);
    }

    /**
     * The next record of {@code fleet.commands}.
     *
     * @param writtenAt its record's time
     */
    synchronized void read(Command command, Instant writtenAt) {
        if (progress.of(command.id()) != null || orders.containsKey(command.id())) {
            return;
        }
        Deque<PendingCommand> queue = queues.computeIfAbsent(command.deviceId(), id -> new ArrayDeque<>());
        if (queue.size() >= MAX_PER_DEVICE || orders.size() >= MAX_WAITING) {
            metrics.limit("commands_waiting");
            forgetIfEmpty(command.deviceId(), queue);
            say(command, Status.FAILED, "too many commands wait already");
            return;
        }
        PendingCommand order = new PendingCommand(command, writtenAt);
        queue.add(order);
        orders.put(command.id(), order);
        offerNext(command.deviceId());
    }

    /** The next record of {@code fleet.commands.results}. */
    synchronized void read(CommandResult result) {
        if (!progress.take(result)) {
            return;
        }
        PendingCommand order = orders.get(result.id());
        if (result.status() == Status.SENT) {
            if (order != null && gateway.equals(result.gateway())) {
                sendNow(order);
            } else {
                orphanedCommands.add(result);
                drop(order);
            }
        } else {
            orphanedCommands.remove(result.id());
            drop(order);
        }
    }

    /** We are first: nobody else sends it. To the connection that there is now, which may be another than the one that claimed it. */
    private void sendNow(PendingCommand order) {
        Recipient recipient = recipients.get(order.command.deviceId());
        if (recipient == null) {
            end(order, Status.FAILED, "the connection ended before it was sent");
            return;
        }
        order.go(Stage.SENT, recipient, clock.instant());
        recipient.send(order.command);
    }

    /** A device that can be asked is connected. */
    public synchronized void connected(String deviceId, Recipient recipient) {
        recipients.put(deviceId, recipient);
        PendingCommand head = head(deviceId);
        if (head != null && head.stage == Stage.OFFERED) {
            head.go(Stage.WAITING, null, clock.instant());
        }
        offerNext(deviceId);
    }

    /** It is gone, unless another connection has taken its place. */
    public synchronized void gone(String deviceId, Recipient recipient) {
        recipients.remove(deviceId, recipient);
        PendingCommand head = head(deviceId);
        if (head == null || head.recipient != recipient) {
            return;
        }
        switch (head.stage) {
            case WAITING -> {}
            case OFFERED -> head.go(Stage.WAITING, null, clock.instant());
            case CLAIMED -> {} // read back, it goes to whatever connection there is then
            case SENT -> {
                if (!recipient.answersAfterReconnect()) {
                    end(head, Status.FAILED, "the connection ended before it answered; whether it did it is not known");
                }
            }
        }
    }

    /** The device may be spoken to: say that we send the command that was offered. */
    public synchronized void claim(String commandId, Recipient recipient) {
        PendingCommand order = orders.get(commandId);
        Instant now = clock.instant();
        if (order == null
                || order.stage != Stage.OFFERED
                || order.recipient != recipient
                || !now.isBefore(order.until)) {
            return;
        }
        order.go(Stage.CLAIMED, recipient, now);
        CompletionStage<Void> written =
                results.tell(CommandResult.by(gateway, commandId, order.command.deviceId(), Status.SENT, null, now));
        written.whenComplete((stored, failure) -> {
            if (failure != null) {
                notClaimed(order);
            }
        });
    }

    /** Perhaps not: where it was stored after all, it is read back all the same. */
    private synchronized void notClaimed(PendingCommand order) {
        if (order.stage == Stage.CLAIMED) {
            order.go(Stage.WAITING, null, clock.instant());
        }
    }

    /**
     * How a command of this device ended; completes when that is stored. An answer to a command that is not open is nothing.
     *
     * @param refused the device, or what stands before it, did not do it
     */
    public synchronized CompletableFuture<Void> ended(
            String deviceId, String commandId, boolean refused, String words) {
        Status status = refused ? Status.FAILED : Status.DONE;
        PendingCommand order = orders.get(commandId);
        if (order != null && order.command.deviceId().equals(deviceId) && (order.hasLeft() || refused)) {
            return end(order, status, words);
        }
        CommandResult orphaned = orphanedCommands.get(commandId);
        if (orphaned != null && orphaned.deviceId().equals(deviceId)) {
            orphanedCommands.remove(commandId);
            return results.tellSurely(CommandResult.by(gateway, commandId, deviceId, status, words, clock.instant()));
        }
        unasked();
        return CompletableFuture.completedFuture(null);
    }

    /** A device answered what nobody asked, or asks no longer. */
    public void unasked() {
        metrics.command("unasked");
    }

    /** Time passes: expires, offers and gives up. */
    synchronized void tick() {
        if (!caughtUp) {
            return;
        }
        Instant now = clock.instant();
        results.again();
        for (PendingCommand order : new ArrayList<>(orders.values())) {
            tick(order, now);
        }
        for (CommandResult sent : orphanedCommands.overdue(now, stagger)) {
            results.tellSurely(CommandResult.by(
                    gateway,
                    sent.id(),
                    sent.deviceId(),
                    Status.FAILED,
                    "the gateway that sent it has not said how it ended; whether the device did it is not known",
                    now));
        }
    }

    private void tick(PendingCommand order, Instant now) {
        String deviceId = order.command.deviceId();
        Duration waited = Duration.between(order.since, now);
        switch (order.stage) {
            case WAITING -> {
                Duration patience = recipients.containsKey(deviceId) ? Duration.ZERO : stagger;
                if (!now.isBefore(order.until.plus(patience))) {
                    end(order, Status.EXPIRED, null);
                } else if (waited.compareTo(RETRY) > 0) {
                    offerNext(deviceId);
                }
            }
            case OFFERED -> {
                if (!now.isBefore(order.until)) {
                    end(order, Status.EXPIRED, null);
                } else {
                    Objects.requireNonNull(order.recipient).tick();
                }
            }
            case CLAIMED -> {}
            case SENT -> {
                Duration patience = Objects.requireNonNull(order.recipient).patience();
                if (waited.compareTo(patience) > 0) {
                    end(
                            order,
                            Status.FAILED,
                            "no answer within " + patience.toSeconds() + " s; whether it did it is not known");
                }
            }
        }
    }

    private CompletableFuture<Void> end(PendingCommand order, Status status, @Nullable String words) {
        if (!remove(order)) {
            return CompletableFuture.completedFuture(null); // while we looked, it ended
        }
        CompletableFuture<Void> stored = say(order.command, status, words);
        offerNext(order.command.deviceId());
        return stored;
    }

    private CompletableFuture<Void> say(Command command, Status status, @Nullable String words) {
        return results.tellSurely(
                CommandResult.by(gateway, command.id(), command.deviceId(), status, words, clock.instant()));
    }

    private void drop(@Nullable PendingCommand order) {
        if (order != null && remove(order)) {
            offerNext(order.command.deviceId());
        }
    }

    private boolean remove(PendingCommand order) {
        if (!orders.remove(order.command.id(), order)) {
            return false;
        }
        String deviceId = order.command.deviceId();
        Deque<PendingCommand> queue = Objects.requireNonNull(queues.get(deviceId));
        queue.remove(order);
        forgetIfEmpty(deviceId, queue);
        if (order.recipient != null) {
            order.recipient.withdraw(order.command);
        }
        return true;
    }

    private void forgetIfEmpty(String deviceId, Deque<PendingCommand> queue) {
        if (queue.isEmpty()) {
            queues.remove(deviceId);
        }
    }

    /** One at a time, in the order in which they were asked for. */
    private void offerNext(String deviceId) {
        Recipient recipient = recipients.get(deviceId);
        PendingCommand head = head(deviceId);
        if (!caughtUp || recipient == null || head == null || head.stage != Stage.WAITING) {
            return;
        }
        Instant now = clock.instant();
        if (now.isBefore(head.until)) {
            head.go(Stage.OFFERED, recipient, now);
            recipient.offer(head.command);
        }
    }

    private @Nullable PendingCommand head(String deviceId) {
        Deque<PendingCommand> queue = queues.get(deviceId);
        return queue == null ? null : queue.peek();
    }

    private synchronized int waiting() {
        return orders.size();
    }
}
