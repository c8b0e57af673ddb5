package io.fleetwire.service.api;

import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.service.access.Roles;
import io.fleetwire.service.fleet.FleetService;
import io.fleetwire.service.live.LiveHub;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** What is asked of a registered device, and what it is flagged for. */
@Path("/api/v1/devices/{id}")
@Tag(name = "Devices")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
public class DeviceSettingsResource {

    private final FleetService fleet;
    private final LiveHub hub;

    DeviceSettingsResource(FleetService fleet, LiveHub hub) {
        this.fleet = fleet;
        this.hub = hub;
    }

    /**
     * What to change; what is left out stays.
     *
     * @param settings all of them: what is not in it is unset
     */
    public record Change(
            @Nullable String vehicleId,

            @Pattern(regexp = "[a-z0-9-]{1,32}", message = "must be a protocol's name") @Nullable
            String protocol,

            @Nullable String status,
            @Nullable Map<String, String> settings) {}

    /** Changes a device; a session it has now goes on by the new rules, or ends. */
    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    public DevicesResource.Item change(@RestPath String id, @NotNull @Valid Change asked) {
        FleetService.Change change = new FleetService.Change(
                Input.idOrNull("vehicleId", asked.vehicleId()),
                asked.protocol(),
                Input.choice("status", asked.status(), Device.Status.class),
                asked.settings() == null ? null : DeviceSettings.checked(asked.settings()));
        return item(id, fleet.change(Input.id("id", id), change));
    }

    /** Says that a device is right as it is now: what it showed last is what it is held to from now on. */
    @POST
    @Path("/flags/accept")
    @Consumes(MediaType.WILDCARD)
    public DevicesResource.Item accept(@RestPath String id) {
        return item(id, fleet.acceptFlags(Input.id("id", id)));
    }

    private DevicesResource.Item item(String id, Optional<Device> known) {
        return known.map(device ->
                        DevicesResource.Item.of(device, hub.lastHeard().get(id), null, List.of()))
                .orElseThrow(() -> new MissingException("There is no device " + id + "."));
    }
}
