package io.fleetwire.service.api;

import io.fleetwire.protocol.CommandForm;
import io.fleetwire.protocol.CommandForm.Risk;
import io.fleetwire.service.access.CurrentCaller;
import io.fleetwire.service.access.Roles;
import io.fleetwire.service.access.StepUp;
import io.fleetwire.service.audit.AuditNote;
import io.fleetwire.service.command.CommandItem;
import io.fleetwire.service.command.CommandService;
import io.fleetwire.service.store.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Commands to devices: ask, look what became of it, take back. */
@Path("/api/v1/devices/{id}")
@Tag(name = "Commands")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class CommandsResource {

    private static final int MAX_PARAMS = 16;

    private final CommandService commands;

    private final CurrentCaller caller;
    private final StepUp stepUp;
    private final AuditNote audit;

    CommandsResource(CommandService commands, CurrentCaller caller, StepUp stepUp, AuditNote audit) {
        this.commands = commands;
        this.caller = caller;
        this.stepUp = stepUp;
        this.audit = audit;
    }

    /**
     * What a device can be asked.
     *
     * @param allowed false: dangerous, and not turned on for this device
     * @param secondPerson it goes out when another person has approved it
     */
    public record Form(
            String name,
            String description,
            Risk risk,
            boolean stopsEngine,
            boolean allowed,
            boolean secondPerson,
            List<CommandForm.Parameter> parameters) {

        private static Form of(CommandService.Offer offer) {
            CommandForm form = offer.form();
            return new Form(
                    form.name(),
                    form.description(),
                    form.risk(),
                    form.stopsEngine(),
                    offer.allowed(),
                    offer.secondPerson(),
                    form.parameters());
        }
    }

    /** What the device can be asked; empty: nothing. */
    @GET
    @Path("/command-forms")
    public Page<Form> forms(@RestPath String id) {
        return Page.all(
                commands.offers(Input.id("id", id)).stream().map(Form::of).toList());
    }

    /** What was asked of the device in the last two weeks, and what became of it, newest first. */
    @GET
    @Path("/commands")
    public Page<CommandItem> commands(@RestPath String id) {
        return Page.all(commands.ofDevice(Input.id("id", id)));
    }

    /**
     * A command.
     *
     * @param expiresInS how long it may wait for its device
     * @param confirm for what is dangerous: the device's id
     * @param proof for what is dangerous, from a browser: the password, or the token of the login
     * @param whileMoving carry it out even while the vehicle moves, though it can stop the engine
     */
    public record NewCommand(
            @NotNull @Size(max = 64) String command,
            @Size(max = MAX_PARAMS) @Nullable Map<String, String> params,
            @Nullable Long expiresInS,
            @Nullable String confirm,
            @Size(max = 256) @Nullable String proof,
            @Nullable Boolean whileMoving) {

        /** So that no password gets into a log. */
        @Override
        public String toString() {
            return "a command " + command;
        }
    }

    /** Asks the device; it is sent when the device is connected, or never. */
    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Path("/commands")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    public CommandItem ask(@RestPath String id, @NotNull @Valid NewCommand asked) {
        audit.target(asked.command());
        Long within = asked.expiresInS();
        Map<String, String> params = asked.params() == null ? Map.of() : asked.params();
        if (params.values().stream().anyMatch(Objects::isNull)) {
            throw new BadInputException("params must not be null.");
        }
        String deviceId = Input.id("id", id);
        if (commands.isDangerous(deviceId, asked.command())) {
            stepUp.require(asked.proof());
        }
        CommandItem item = commands.ask(
                deviceId,
                new CommandService.Asked(
                        asked.command(),
                        params,
                        within == null ? null : Duration.ofSeconds(within),
                        asked.confirm(),
                        Boolean.TRUE.equals(asked.whileMoving()),
                        actor()));
        audit.target(item.command() + (item.state() == CommandItem.State.HELD ? ", held for a second person" : ""));
        return item;
    }

    private CommandService.Actor actor() {
        return new CommandService.Actor(caller.get().name(), stepUp.isPerson(caller.get()));
    }

    /** The second person's yes. */
    public record Approval(@Size(max = 256) @Nullable String proof) {

        /** So that no password gets into a log. */
        @Override
        public String toString() {
            return "an approval";
        }
    }

    /** Approves a dangerous command that somebody else asked for; it is sent when the device is connected, or never. */
    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Path("/commands/{commandId}/approve")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    public CommandItem approve(@RestPath String id, @RestPath String commandId, @NotNull @Valid Approval approval) {
        stepUp.require(approval.proof());
        CommandItem item = commands.approve(Input.id("id", id), Input.id("commandId", commandId), actor());
        audit.target(item.command() + ", asked by " + item.by());
        return item;
    }

    /** Takes a command back that still waits, for its device or for a second person. */
    @DELETE
    @RolesAllowed(Roles.OPERATOR)
    @Path("/commands/{commandId}")
    public CommandItem takeBack(@RestPath String id, @RestPath String commandId) {
        return commands.takeBack(
                Input.id("id", id),
                Input.id("commandId", commandId),
                caller.get().name());
    }
}
