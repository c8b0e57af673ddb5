package io.fleetwire.service.api;

import io.fleetwire.service.access.Roles;
import io.fleetwire.service.access.StepUp;
import io.fleetwire.service.audit.AuditNote;
import io.fleetwire.service.fleet.FleetService;
import io.fleetwire.service.live.LiveHub;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Whether a device may be asked for what is dangerous: an administrator's to say, and not a setting among others. */
@Path("/api/v1/devices/{id}/dangerous-commands")
@Tag(name = "Commands")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
public class DangerResource {

    private final FleetService fleet;
    private final LiveHub hub;
    private final StepUp stepUp;
    private final AuditNote audit;

    DangerResource(FleetService fleet, LiveHub hub, StepUp stepUp, AuditNote audit) {
        this.fleet = fleet;
        this.hub = hub;
        this.stepUp = stepUp;
        this.audit = audit;
    }

    /**
     * What an administrator says.
     *
     * @param proof from a browser: the password, or the token of the login
     */
    public record Danger(
            @NotNull Boolean allowed,
            @Size(max = 256) @Nullable String proof) {

        /** So that no password gets into a log. */
        @Override
        public String toString() {
            return "dangerous commands: " + allowed;
        }
    }

    /** Turns dangerous commands on or off for a device. Off needs no proof. */
    @PUT
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public DevicesResource.Item change(@RestPath String id, @NotNull @Valid Danger asked) {
        audit.target(Boolean.TRUE.equals(asked.allowed()) ? "on" : "off");
        if (Boolean.TRUE.equals(asked.allowed())) {
            stepUp.require(asked.proof());
        }
        return fleet.allowDanger(Input.id("id", id), Boolean.TRUE.equals(asked.allowed()))
                .map(device -> DevicesResource.Item.of(device, hub.lastHeard().get(id), null, List.of()))
                .orElseThrow(() -> new MissingException("There is no device " + id + "."));
    }
}
