package io.fleetwire.service.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.event.Command;
import io.fleetwire.event.CommandResult;
import io.fleetwire.event.CommandResult.Status;
import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.event.LivePosition;
import io.fleetwire.service.command.CommandItem.State;
import io.fleetwire.service.command.CommandRefusedException.Why;
import io.fleetwire.service.fleet.FleetView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may ask for what, without a broker. */
class CommandsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final CommandService.Actor ADA = new CommandService.Actor("ada", true);
    private static final String TRUCK = "356307042441013";

    private final FleetView fleet = new FleetView();
    private final CommandProjection book = new CommandProjection();
    private final List<Command> written = new ArrayList<>();
    private final Map<String, LivePosition> live = new HashMap<>();
    private Instant now = NOON;
    private int ids;

    private final CommandLog log = new CommandLog() {
        @Override
        public void write(Command command) {
            written.add(command);
            book.apply(command);
        }

        @Override
        public void write(CommandResult result) {
            book.apply(result);
        }
    };

    private final CommandService commands = commands(false);

    private CommandService commands(boolean dangerous) {
        return new CommandService(
                fleet,
                id -> Optional.ofNullable(live.get(id)),
                book,
                log,
                () -> now,
                () -> "c-" + ++ids,
                new CommandService.Policy(dangerous, false));
    }

    private void register(String id, @Nullable String protocol, Map<String, String> settings) {
        Device device = new Device(id, "VAN-" + id, protocol, Device.Status.ACTIVE, null, settings, NOON);
        fleet.apply(device.key(), device);
    }

    private void moves(String id, double speedKmh, Duration ago) {
        Instant at = now.minus(ago);
        live.put(
                "VAN-" + id,
                new LivePosition(
                        "VAN-" + id,
                        id,
                        "teltonika",
                        at,
                        at,
                        52.5,
                        13.4,
                        true,
                        speedKmh,
                        null,
                        LivePosition.Status.MOVING,
                        true,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private CommandItem ask(
            CommandService by, String device, String command, Map<String, String> params, boolean moving) {
        return ask(by, ADA, device, command, params, moving);
    }

    private static CommandItem ask(
            CommandService by,
            CommandService.Actor person,
            String device,
            String command,
            Map<String, String> params,
            boolean moving) {
        return by.ask(device, new CommandService.Asked(command, params, null, device, moving, person));
    }

    private static void refused(Why why, String words, Runnable asking) {
        assertThatThrownBy(asking::run).isInstanceOfSatisfying(CommandRefusedException.class, no -> {
            assertThat(no.why()).isEqualTo(why);
            assertThat(no).hasMessageContaining(words);
        });
    }

    private static final CommandService.Actor BOB = new CommandService.Actor("bob", true);

    private CommandService twoPersons() {
        return new CommandService(
                fleet,
                id -> Optional.ofNullable(live.get(id)),
                book,
                log,
                () -> now,
                () -> "c-" + ++ids,
                new CommandService.Policy(true, true));
    }

    @Test
    void theSecondPersonHasTenMinutesAndWhatIsApprovedHasItsTimeFromThen() {
        register(TRUCK, "teltonika", Map.of());
        CommandService both = twoPersons();
        CommandItem held = ask(both, TRUCK, "engineStop", Map.of(), false);
        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(held.expiresAt()).isEqualTo(NOON.plus(ApprovalQueue.LONGEST));
        assertThat(written).isEmpty();
        now = NOON.plus(ApprovalQueue.LONGEST).minusMillis(1);
        both.approve(TRUCK, held.id(), BOB);
        assertThat(written).singleElement().satisfies(command -> {
            assertThat(command.by()).isEqualTo("ada");
            assertThat(command.approvedBy()).isEqualTo("bob");
            assertThat(command.at()).isEqualTo(NOON);
            assertThat(command.expiresAt()).isEqualTo(now.plus(Duration.ofMinutes(10)));
        });

        CommandItem late = ask(both, TRUCK, "engineStop", Map.of(), false);
        now = now.plus(ApprovalQueue.LONGEST);
        refused(Why.UNKNOWN, "waits for a second person", () -> both.approve(TRUCK, late.id(), BOB));
        assertThat(both.ofDevice(TRUCK)).extracting(CommandItem::id).containsExactly(held.id());
    }

    @Test
    void whatHasChangedSinceItWasAskedCountsWhenItIsApproved() {
        register(TRUCK, "teltonika", Map.of());
        CommandService both = twoPersons();
        CommandItem held = ask(both, TRUCK, "engineStop", Map.of(), false);
        moves(TRUCK, 50, Duration.ofSeconds(5));
        refused(Why.CONFLICT, "moves at 50", () -> both.approve(TRUCK, held.id(), BOB));
        assertThat(written).isEmpty();
        live.clear();
        refused(Why.UNKNOWN, "waits", () -> both.approve(TRUCK, held.id(), BOB));
    }

    @Test
    void soManyWaitForASecondPersonAndNoMore() {
        CommandService both = twoPersons();
        for (int i = 0; i < ApprovalQueue.MOST; i++) {
            register("dev-" + i, "teltonika", Map.of());
            CommandService.Actor person = new CommandService.Actor("person-" + i, true);
            ask(both, person, "dev-" + i, "engineStop", Map.of(), false);
        }
        register(TRUCK, "teltonika", Map.of());
        refused(Why.CONFLICT, "second person already", () -> ask(both, TRUCK, "engineStop", Map.of(), false));
        now = now.plus(ApprovalQueue.LONGEST);
        assertThat(ask(both, TRUCK, "engineStop", Map.of(), false).state()).isEqualTo(State.HELD);
    }

    @Test
    void whatIsAskedIsWrittenDownWithWhoAndUntilWhen() {
        register(TRUCK, "teltonika", Map.of());
        CommandItem item = ask(commands, TRUCK, "locate", Map.of(), false);
        assertThat(item.state()).isEqualTo(State.PENDING);
        assertThat(written).singleElement().satisfies(command -> {
            assertThat(command.by()).isEqualTo("ada");
            assertThat(command.at()).isEqualTo(NOON);
            assertThat(command.expiresAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));
            assertThat(command.whileMoving()).isNull();
        });
        book.apply(CommandResult.by("g", item.id(), TRUCK, Status.SENT, null, NOON));
        book.apply(CommandResult.by("g", item.id(), TRUCK, Status.DONE, "Lat:52", NOON.plusSeconds(1)));
        book.apply(CommandResult.by("h", item.id(), TRUCK, Status.FAILED, "late", NOON.plusSeconds(2)));
        assertThat(commands.ofDevice(TRUCK)).singleElement().satisfies(done -> {
            assertThat(done.state()).isEqualTo(State.DONE);
            assertThat(done.result()).isEqualTo("Lat:52");
            assertThat(done.steps()).hasSize(2);
        });
    }

    @Test
    void aResultThatIsReadBeforeItsCommandIsNotLost() {
        register(TRUCK, "teltonika", Map.of());
        book.apply(CommandResult.by("g", "c-9", TRUCK, Status.EXPIRED, null, NOON));
        book.apply(new Command("c-9", TRUCK, "locate", Map.of(), null, "ada", NOON, null));
        assertThat(commands.ofDevice(TRUCK))
                .singleElement()
                .extracting(CommandItem::state)
                .isEqualTo(State.EXPIRED);
    }

    @Test
    void dangerIsOffUntilSomebodyTurnsItOn() {
        register(TRUCK, "teltonika", Map.of());
        register("open", "teltonika", Map.of("dangerousCommands", "true"));
        refused(Why.FORBIDDEN, "dangerous commands are off", () -> ask(commands, TRUCK, "engineStop", Map.of(), false));
        assertThat(ask(commands, "open", "engineStop", Map.of(), false).expiresAt())
                .isEqualTo(NOON.plus(Duration.ofMinutes(10)));
        ask(commands(true), TRUCK, "engineStop", Map.of(), false);
        assertThat(commands.offers(TRUCK)).filteredOn(offer -> !offer.allowed()).isNotEmpty();
        assertThat(commands.offers("open")).allMatch(CommandService.Offer::allowed);
    }

    @Test
    void dangerNeedsTheDevicesIdOnceMore() {
        register(TRUCK, "teltonika", Map.of("dangerousCommands", "true"));
        for (String confirm : new String[] {null, "", "yes", "356307042441014"}) {
            refused(
                    Why.INVALID,
                    "confirm must be",
                    () -> commands.ask(
                            TRUCK, new CommandService.Asked("deleteRecords", Map.of(), null, confirm, false, ADA)));
        }
        assertThat(written).isEmpty();
    }

    @Test
    void anEngineIsNotStoppedWhileTheVehicleMoves() {
        register(TRUCK, "teltonika", Map.of("dangerousCommands", "true"));
        for (String command : List.of("engineStop", "custom", "setOutput")) {
            Map<String, String> params = switch (command) {
                case "custom" -> Map.of("text", "setdigout 1");
                case "setOutput" -> Map.of("output", "1", "state", "on");
                default -> Map.of();
            };
            moves(TRUCK, 21, Duration.ofSeconds(1));
            refused(Why.CONFLICT, "moves at 21 km/h", () -> ask(commands, TRUCK, command, params, false));
            ask(commands, TRUCK, command, params, true);
            moves(TRUCK, 20, Duration.ofSeconds(1));
            ask(commands, TRUCK, command, params, false);
            moves(TRUCK, 90, Duration.ofMinutes(11)); // says nothing about now; the gateway asks the device
            ask(commands, TRUCK, command, params, false);
        }
        assertThat(written).extracting(Command::whileMoving).containsOnly(true, null);
    }

    @ParameterizedTest
    @CsvSource({
        "teltonika,fly,x,1,INVALID,no such command",
        "teltonika,readParameter,parameter,'1\r\ncpureset',INVALID,params.parameter must be",
        "teltonika,readParameter,other,1,INVALID,no parameter",
        "obd,locate,x,1,CONFLICT,take no commands",
        "owntracks,locate,x,1,CONFLICT,take no commands"
    })
    void whatDoesNotFitIsRefusedWithItsName(
            String protocol, String command, String param, String value, Why why, String words) {
        register(TRUCK, protocol, Map.of());
        refused(why, words, () -> ask(commands, TRUCK, command, Map.of(param, value), false));
    }

    @Test
    void aDeviceOfAnyProtocolIsAskedInTheOneItSpeaks() {
        register(TRUCK, null, Map.of());
        refused(
                Why.CONFLICT,
                "is not known before it has reported",
                () -> ask(commands, TRUCK, "locate", Map.of(), false));
        moves(TRUCK, 0, Duration.ofDays(1));
        assertThat(ask(commands, TRUCK, "locate", Map.of(), false).state()).isEqualTo(State.PENDING);
    }

    @Test
    void oneDeviceHasSoManyAndNoMore() {
        register(TRUCK, "gt06", Map.of());
        for (int i = 0; i < CommandService.MAX_PENDING; i++) {
            ask(commands, TRUCK, "locate", Map.of(), false);
        }
        refused(Why.CONFLICT, "wait for", () -> ask(commands, TRUCK, "locate", Map.of(), false));
        commands.takeBack(TRUCK, "c-1", "ada");
        ask(commands, TRUCK, "locate", Map.of(), false);
    }

    @Test
    void whatWaitsCanBeTakenBackOnceAndWhatWasSentCannot() {
        register(TRUCK, "gt06", Map.of());
        String waits = ask(commands, TRUCK, "locate", Map.of(), false).id();
        assertThat(commands.takeBack(TRUCK, waits, "bob").result()).contains("bob");
        String sent = ask(commands, TRUCK, "locate", Map.of(), false).id();
        book.apply(CommandResult.by("g", sent, TRUCK, Status.SENT, null, NOON));
        refused(Why.CONFLICT, "SENT", () -> commands.takeBack(TRUCK, sent, "bob"));
        refused(Why.UNKNOWN, "no command", () -> commands.takeBack("another", waits, "bob"));
    }

    @Test
    void timesAreBounded() {
        register(TRUCK, "gt06", Map.of());
        for (Duration within : List.of(Duration.ofSeconds(9), Duration.ofDays(8), Duration.ofSeconds(-1))) {
            refused(
                    Why.INVALID,
                    "expiresInS",
                    () -> commands.ask(TRUCK, new CommandService.Asked("locate", Map.of(), within, null, false, ADA)));
        }
        refused(Why.UNKNOWN, "no device", () -> ask(commands, "nobody", "locate", Map.of(), false));
    }
}
