package io.fleetwire.service.command;

import io.fleetwire.event.Command;
import io.fleetwire.event.CommandResult;
import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.event.LivePosition;
import io.fleetwire.protocol.CommandForm;
import io.fleetwire.protocol.CommandForm.Risk;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.registry.Protocols;
import io.fleetwire.service.command.CommandItem.State;
import io.fleetwire.service.command.CommandRefusedException.Why;
import io.fleetwire.service.fleet.FleetView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What operators ask of devices: checked here, before it is written down; the gateway that holds the device checks again before it sends. */
public final class CommandService {

    /** Most that may wait for a device; the gateways hold no more either. */
    static final int MAX_PENDING = 16;

    static final Duration SHORTEST = Duration.ofSeconds(10);
    static final Duration LONGEST = Duration.ofDays(7);

    /** A question is worth its answer for an hour; what is dangerous shall not happen when everybody has forgotten it. */
    private static final Duration USUAL = Duration.ofHours(1);

    private static final Duration USUAL_IF_DANGEROUS = Duration.ofMinutes(10);

    /** An engine that stops above this speed takes steering and brakes with it. */
    static final double FAST_KMH = 20;

    /** An older position says nothing about now; the gateway asks the device again before it sends. */
    static final Duration FRESH = Duration.ofMinutes(10);

    private final FleetView fleet;
    private final Function<String, Optional<LivePosition>> live;
    private final CommandProjection book;
    private final CommandLog log;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final Policy policy;
    private final ApprovalQueue held = new ApprovalQueue();

    /**
     * What becomes of dangerous commands.
     *
     * @param everywhere they are let through for every device
     * @param twoPersons one asks, another approves
     */
    public record Policy(boolean everywhere, boolean twoPersons) {}

    /** @param live a vehicle's newest position */
    public CommandService(
            FleetView fleet,
            Function<String, Optional<LivePosition>> live,
            CommandProjection book,
            CommandLog log,
            InstantSource clock,
            Supplier<String> ids,
            Policy policy) {
        this.fleet = fleet;
        this.live = live;
        this.book = book;
        this.log = log;
        this.clock = clock;
        this.ids = ids;
        this.policy = policy;
    }

    /**
     * Who asks or approves.
     *
     * @param isPerson and no program: only persons are two
     */
    public record Actor(String name, boolean isPerson) {}

    /**
     * What somebody asks.
     *
     * @param within how long it may wait for its device; null: as long as is usual for its kind
     * @param confirm for what is dangerous: the device's id once more
     * @param whileMoving carry it out even while the vehicle moves
     */
    public record Asked(
            String command,
            Map<String, String> params,
            @Nullable Duration within,
            @Nullable String confirm,
            boolean whileMoving,
            Actor by) {}

    /**
     * A form, and whether it is let through.
     *
     * @param allowed false: dangerous, and neither the device's setting nor the service's lets it through
     * @param secondPerson it goes out only when another person has approved it
     */
    public record Offer(CommandForm form, boolean allowed, boolean secondPerson) {}

    /** What a device can be asked. */
    public List<Offer> offers(String deviceId) {
        Device device = device(deviceId);
        return forms(device).stream()
                .map(form -> new Offer(
                        form, form.risk() != Risk.DANGEROUS || letsDangerous(device), needsSecondPerson(form)))
                .toList();
    }

    private boolean needsSecondPerson(CommandForm form) {
        return policy.twoPersons() && form.risk() == Risk.DANGEROUS;
    }

    /** A device's commands, newest first; before them those that wait for a second person. */
    public synchronized List<CommandItem> ofDevice(String deviceId) {
        Stream<CommandItem> unapproved = held.ofDevice(deviceId, clock.instant()).stream()
                .map(command -> CommandItem.unwritten(command, State.HELD, null));
        return Stream.concat(unapproved, book.ofDevice(deviceId).stream()).toList();
    }

    /** Whether asking this needs a fresh proof of who asks. */
    public boolean isDangerous(String deviceId, String command) {
        return forms(device(deviceId)).stream()
                .anyMatch(form -> form.name().equals(command) && form.risk() == Risk.DANGEROUS);
    }

    /** Writes a command down, or holds it for a second person; one at a time, so that the count of those that wait holds. */
    public synchronized CommandItem ask(String deviceId, Asked asked) {
        Device device = active(deviceId);
        Instant now = clock.instant();
        Command draft = new Command(
                ids.get(),
                deviceId,
                asked.command(),
                asked.params(),
                null,
                asked.by().name(),
                now,
                asked.whileMoving() ? true : null);
        CommandForm form = form(device, draft);
        if (form.risk() == Risk.DANGEROUS) {
            requireLeave(device, draft);
            requireConfirmation(device, asked);
        }
        requireSafe(device, form, draft, now);
        Duration within = within(asked.within(), form);
        return needsSecondPerson(form) ? hold(draft, within, asked.by(), now) : write(draft, now.plus(within), null);
    }

    private CommandItem hold(Command draft, Duration within, Actor by, Instant now) {
        requirePerson(by, draft);
        Command waiting = ending(draft, now.plus(ApprovalQueue.LONGEST), null);
        if (!held.add(new ApprovalQueue.Waiting(waiting, within), now)) {
            throw new CommandRefusedException(
                    Why.CONFLICT,
                    ApprovalQueue.MOST_PER_PERSON + " commands of yours, or " + ApprovalQueue.MOST
                            + " of all, wait for a second person already.");
        }
        return CommandItem.unwritten(waiting, State.HELD, null);
    }

    /** The second person says yes: everything is looked at again, and it is written down with both names. */
    public synchronized CommandItem approve(String deviceId, String commandId, Actor by) {
        Instant now = clock.instant();
        ApprovalQueue.Waiting waiting = held.find(deviceId, commandId, now)
                .orElseThrow(() -> new CommandRefusedException(
                        Why.UNKNOWN,
                        "No command " + commandId + " of " + deviceId + " waits for a second person. It has "
                                + ApprovalQueue.LONGEST.toMinutes()
                                + " minutes, and is forgotten where the service restarts."));
        Command command = waiting.command();
        requirePerson(by, command);
        if (command.by().equals(by.name())) {
            throw new CommandRefusedException(
                    Why.FORBIDDEN, "You asked for it: another person has to approve " + command.command() + ".");
        }
        Device device = active(deviceId);
        CommandForm form = form(device, command);
        requireLeave(device, command);
        held.remove(commandId); // its own place is free, and what fails now has to be asked anew
        requireSafe(device, form, command, now);
        return write(command, now.plus(waiting.within()), by.name());
    }

    private static void requirePerson(Actor by, Command command) {
        if (!by.isPerson()) {
            throw new CommandRefusedException(
                    Why.FORBIDDEN, command.command() + " takes two persons, and a token is none. Log in as a user.");
        }
    }

    private void requireSafe(Device device, CommandForm form, Command command, Instant now) {
        if (form.stopsEngine() && !command.evenMoving()) {
            requireSlow(device, now);
        }
        requireRoom(device.deviceId());
    }

    private CommandItem write(Command draft, Instant expiresAt, @Nullable String approvedBy) {
        Command command = ending(draft, expiresAt, approvedBy);
        log.write(command);
        return item(command.deviceId(), command);
    }

    private static Command ending(Command draft, Instant expiresAt, @Nullable String approvedBy) {
        return new Command(
                draft.id(),
                draft.deviceId(),
                draft.command(),
                draft.params(),
                expiresAt,
                draft.by(),
                draft.at(),
                draft.whileMoving(),
                approvedBy);
    }

    /** Takes back what still waits. */
    public synchronized CommandItem takeBack(String deviceId, String commandId, String by) {
        Optional<ApprovalQueue.Waiting> unapproved = held.find(deviceId, commandId, clock.instant());
        if (unapproved.isPresent()) {
            held.remove(commandId);
            return CommandItem.unwritten(
                    unapproved.get().command(), State.FAILED, "taken back by " + by + " before it was approved");
        }
        Command command = book.command(deviceId, commandId)
                .orElseThrow(() -> new CommandRefusedException(
                        Why.UNKNOWN, "The device " + deviceId + " has no command " + commandId + "."));
        if (book.status(commandId) == null) {
            log.write(CommandResult.takenBack(command, by, clock.instant()));
        }
        CommandItem item = item(deviceId, command);
        if (item.state() != State.FAILED || item.steps().size() > 1) {
            throw new CommandRefusedException(
                    Why.CONFLICT, "The command " + commandId + " is " + item.state() + ": it can't be taken back.");
        }
        return item;
    }

    private Device active(String deviceId) {
        Device device = device(deviceId);
        if (device.status() != Device.Status.ACTIVE) {
            throw new CommandRefusedException(Why.CONFLICT, "The device " + deviceId + " is disabled.");
        }
        return device;
    }

    private Device device(String deviceId) {
        return fleet.device(deviceId)
                .orElseThrow(() -> new CommandRefusedException(Why.UNKNOWN, "There is no device " + deviceId + "."));
    }

    /** By the registry; a device that is registered for any protocol is asked in the one it speaks. */
    private List<CommandForm> forms(Device device) {
        String protocol = device.protocol();
        if (protocol == null) {
            protocol = live.apply(device.vehicleId())
                    .filter(position -> position.deviceId().equals(device.deviceId()))
                    .map(LivePosition::protocol)
                    .orElse("");
        }
        return Protocols.commands(protocol);
    }

    private CommandForm form(Device device, Command command) {
        List<CommandForm> forms = forms(device);
        if (forms.isEmpty()) {
            String protocol = device.protocol();
            throw new CommandRefusedException(
                    Why.CONFLICT,
                    protocol == null
                            ? "Which protocol " + device.deviceId() + " speaks is not known before it has reported."
                            : "Devices that speak " + protocol + " take no commands.");
        }
        try {
            return CommandForm.of(forms, command);
        } catch (Malformed e) {
            throw new CommandRefusedException(Why.INVALID, e.reason() + ".");
        }
    }

    private boolean letsDangerous(Device device) {
        return policy.everywhere() || Boolean.parseBoolean(device.settings().get("dangerousCommands"));
    }

    private void requireLeave(Device device, Command asked) {
        if (!letsDangerous(device)) {
            throw new CommandRefusedException(
                    Why.FORBIDDEN,
                    asked.command()
                            + " is dangerous, and dangerous commands are off. An administrator turns them on: for the device"
                            + " under Devices (its setting dangerousCommands), for all by FLEETWIRE_DANGEROUS_COMMANDS.");
        }
    }

    private static void requireConfirmation(Device device, Asked asked) {
        if (!device.deviceId().equals(asked.confirm())) {
            throw new CommandRefusedException(
                    Why.INVALID, asked.command() + " is dangerous: confirm must be the device's id.");
        }
    }

    private void requireSlow(Device device, Instant now) {
        Optional<Double> speedKmh = live.apply(device.vehicleId())
                .filter(position -> position.at().isAfter(now.minus(FRESH)))
                .map(LivePosition::speedKmh);
        if (speedKmh.isPresent() && speedKmh.get() > FAST_KMH) {
            throw new CommandRefusedException(
                    Why.CONFLICT,
                    "The vehicle " + device.vehicleId() + " moves at " + Math.round(speedKmh.get())
                            + " km/h. What can stop its engine needs whileMoving.");
        }
    }

    private void requireRoom(String deviceId) {
        long pending = ofDevice(deviceId).stream()
                .filter(item -> item.state() == State.PENDING || item.state() == State.HELD)
                .count();
        if (pending >= MAX_PENDING) {
            throw new CommandRefusedException(
                    Why.CONFLICT, MAX_PENDING + " commands wait for " + deviceId + " already.");
        }
    }

    private static Duration within(@Nullable Duration wanted, CommandForm form) {
        if (wanted == null) {
            return form.risk() == Risk.DANGEROUS ? USUAL_IF_DANGEROUS : USUAL;
        }
        if (wanted.compareTo(SHORTEST) < 0 || wanted.compareTo(LONGEST) > 0) {
            throw new CommandRefusedException(
                    Why.INVALID,
                    "expiresInS must be from " + SHORTEST.toSeconds() + " to " + LONGEST.toSeconds() + ".");
        }
        return wanted;
    }

    private CommandItem item(String deviceId, Command command) {
        return book.ofDevice(deviceId).stream()
                .filter(item -> item.id().equals(command.id()))
                .findFirst()
                .orElseGet(() -> CommandItem.of(command, List.of()));
    }
}
