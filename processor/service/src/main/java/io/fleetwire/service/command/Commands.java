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
import org.jspecify.annotations.Nullable;

/** What operators ask of devices: checked here, before it is written down; the gateway that holds the device checks again before it sends. */
public final class Commands {

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
    private final CommandBook book;
    private final CommandLog log;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final boolean dangerousEverywhere;

    /**
     * @param live a vehicle's newest position
     * @param dangerousEverywhere dangerous commands are let through for every device
     */
    public Commands(
            FleetView fleet,
            Function<String, Optional<LivePosition>> live,
            CommandBook book,
            CommandLog log,
            InstantSource clock,
            Supplier<String> ids,
            boolean dangerousEverywhere) {
        this.fleet = fleet;
        this.live = live;
        this.book = book;
        this.log = log;
        this.clock = clock;
        this.ids = ids;
        this.dangerousEverywhere = dangerousEverywhere;
    }

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
            String by) {}

    /**
     * A form, and whether it is let through.
     *
     * @param allowed false: dangerous, and neither the device's setting nor the service's lets it through
     */
    public record Offer(CommandForm form, boolean allowed) {}

    /** What a device can be asked. */
    public List<Offer> offers(String deviceId) {
        Device device = device(deviceId);
        return forms(device).stream()
                .map(form -> new Offer(form, form.risk() != Risk.DANGEROUS || letsDangerous(device)))
                .toList();
    }

    /** A device's commands, newest first. */
    public List<CommandItem> ofDevice(String deviceId) {
        return book.ofDevice(deviceId);
    }

    /** Writes a command down; one at a time, so that the count of those that wait holds. */
    public synchronized CommandItem ask(String deviceId, Asked asked) {
        Device device = device(deviceId);
        if (device.status() != Device.Status.ACTIVE) {
            throw new CommandRefusedException(Why.CONFLICT, "The device " + deviceId + " is disabled.");
        }
        Instant now = clock.instant();
        Command draft = new Command(
                ids.get(),
                deviceId,
                asked.command(),
                asked.params(),
                null,
                asked.by(),
                now,
                asked.whileMoving() ? true : null);
        CommandForm form = form(device, draft);
        if (form.risk() == Risk.DANGEROUS) {
            requireLeave(device, asked);
        }
        if (form.stopsEngine() && !asked.whileMoving()) {
            requireSlow(device, now);
        }
        requireRoom(deviceId);
        Command command = new Command(
                draft.id(),
                deviceId,
                draft.command(),
                draft.params(),
                now.plus(within(asked.within(), form)),
                draft.by(),
                now,
                draft.whileMoving());
        log.write(command);
        return item(deviceId, command);
    }

    /** Takes back what still waits. */
    public CommandItem takeBack(String deviceId, String commandId, String by) {
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
        return dangerousEverywhere || Boolean.parseBoolean(device.settings().get("dangerousCommands"));
    }

    private void requireLeave(Device device, Asked asked) {
        if (!letsDangerous(device)) {
            throw new CommandRefusedException(
                    Why.FORBIDDEN,
                    asked.command()
                            + " is dangerous, and dangerous commands are off. The device's setting dangerousCommands"
                            + " or FLEETWIRE_DANGEROUS_COMMANDS turns them on.");
        }
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
        long pending = book.ofDevice(deviceId).stream()
                .filter(item -> item.state() == State.PENDING)
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
