package io.fleetwire.service.api;

import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.event.ConfigEntry.Pinned;
import io.fleetwire.event.ConfigEntry.Pinned.Flag;
import io.fleetwire.event.ConfigEntry.UnknownDevice;
import io.fleetwire.service.access.Roles;
import io.fleetwire.service.audit.AuditNote;
import io.fleetwire.service.fleet.FleetService;
import io.fleetwire.service.live.LiveHub;
import io.fleetwire.service.store.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Devices: who may report. */
@Path("/api/v1/devices")
@Tag(name = "Devices")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class DevicesResource {

    private final FleetService fleet;
    private final LiveHub hub;
    private final AuditNote audit;

    DevicesResource(FleetService fleet, LiveHub hub, AuditNote audit) {
        this.fleet = fleet;
        this.hub = hub;
        this.audit = audit;
    }

    /** Whether a device is let in. */
    public enum Status {
        ACTIVE,
        QUARANTINED,
        DISABLED
    }

    /** A device that is registered, or unknown and refused. */
    public record Item(
            String deviceId,
            @Nullable String vehicleId,
            @Nullable String protocol,
            Status status,
            @Nullable Instant firstSeenAt,
            @Nullable Instant lastSeenAt,
            @Nullable String remote,
            @Nullable String secret,
            Map<String, String> settings,
            List<Flag> flags) {

        private static Item of(Device device, @Nullable Instant lastSeenAt, @Nullable String secret) {
            return of(device, lastSeenAt, secret, List.of());
        }

        static Item of(Device device, @Nullable Instant lastSeenAt, @Nullable String secret, List<Flag> flags) {
            return new Item(
                    device.deviceId(),
                    device.vehicleId(),
                    device.protocol(),
                    switch (device.status()) {
                        case ACTIVE -> Status.ACTIVE;
                        case DISABLED -> Status.DISABLED;
                    },
                    device.createdAt(),
                    lastSeenAt,
                    null,
                    secret,
                    device.settings(),
                    flags);
        }

        private static Item of(UnknownDevice unknownDevice) {
            return new Item(
                    unknownDevice.deviceId(),
                    null,
                    unknownDevice.protocol(),
                    Status.QUARANTINED,
                    unknownDevice.firstAt(),
                    unknownDevice.lastAt(),
                    unknownDevice.remote(),
                    null,
                    Map.of(),
                    List.of());
        }
    }

    /** All, unknown devices first. */
    @GET
    public Page<Item> devices() {
        Map<String, Instant> heard = hub.lastHeard();
        Stream<Item> unknown = fleet.view().unknownDevices().stream().map(Item::of);
        Stream<Item> known = fleet.view().devices().stream()
                .sorted(Comparator.comparing(Device::deviceId))
                .map(device -> Item.of(
                        device,
                        heard.get(device.deviceId()),
                        null,
                        fleet.view()
                                .pinned(device.deviceId())
                                .map(Pinned::flags)
                                .orElse(List.of())));
        return Page.all(Stream.concat(unknown, known).toList());
    }

    /** A device to register. */
    public record NewDevice(
            @NotNull String deviceId,

            @Pattern(regexp = "[a-z0-9-]{1,32}", message = "must be a protocol's name") @Nullable
            String protocol,

            @Nullable String vehicleId) {}

    /** Registers a device; the answer has its secret, which is shown this once. */
    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    public Item register(@NotNull @Valid NewDevice asked) {
        audit.target(asked.deviceId());
        FleetService.Registered registered = fleet.register(
                Input.id("deviceId", asked.deviceId()),
                Input.idOrNull("vehicleId", asked.vehicleId()),
                asked.protocol());
        return Item.of(registered.device(), null, registered.secret());
    }

    /** The vehicle a device shall belong to. */
    public record Adoption(@Nullable String vehicleId) {}

    /** Adopts an unknown device; the body may be missing. */
    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Path("/{id}/adopt")
    @Consumes(MediaType.WILDCARD)
    @RequestBody(
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Adoption.class)))
    public Item adopt(@RestPath String id, @Nullable String body) {
        String vehicleId = Input.idOrNull(
                "vehicleId",
                Input.optional(body, Adoption.class, new Adoption(null)).vehicleId());
        return fleet.adopt(Input.id("id", id), vehicleId)
                .map(device -> Item.of(device, hub.lastHeard().get(id), null))
                .orElseThrow(
                        () -> new MissingException(
                                "No device " + id
                                        + " has tried to connect. Register it instead, or look whether it reaches the gateway's port."));
    }

    /** Lets a device go: it is refused from now on. */
    @DELETE
    @RolesAllowed(Roles.OPERATOR)
    @Path("/{id}")
    @ResponseStatus(204)
    public void remove(@RestPath String id) {
        if (!fleet.removeDevice(Input.id("id", id))) {
            throw new MissingException("There is no device " + id + ".");
        }
    }
}
