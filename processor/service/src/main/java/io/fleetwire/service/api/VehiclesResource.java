package io.fleetwire.service.api;

import io.fleetwire.event.ConfigEntry.Vehicle;
import io.fleetwire.event.ConfigEntry.VehicleClass;
import io.fleetwire.event.LivePosition;
import io.fleetwire.service.access.Roles;
import io.fleetwire.service.fleet.FleetService;
import io.fleetwire.service.live.LiveHub;
import io.fleetwire.service.store.History;
import io.fleetwire.service.store.Page;
import io.fleetwire.service.store.TelemetryItem;
import io.fleetwire.service.store.Window;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Vehicles: where they are, what they reported, what is special about them. */
@Path("/api/v1")
@Tag(name = "Vehicles")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class VehiclesResource {

    private static final Duration TELEMETRY_BACK = Duration.ofMinutes(15);

    private final LiveHub hub;
    private final History history;
    private final FleetService fleet;

    VehiclesResource(LiveHub hub, History history, FleetService fleet) {
        this.hub = hub;
        this.history = history;
        this.fleet = fleet;
    }

    /** Every vehicle that was heard of lately. */
    @GET
    @Path("/vehicles")
    public Page<LivePosition> vehicles(
            @QueryParam("status") @Nullable String status, @QueryParam("q") @Nullable String q) {
        LivePosition.Status wanted = Input.choice("status", status, LivePosition.Status.class);
        return Page.all(hub.vehicles().stream()
                .filter(position -> wanted == null || position.status() == wanted)
                .filter(position -> q == null || names(position, q.toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparing(LivePosition::vehicleId))
                .toList());
    }

    private static boolean names(LivePosition position, String q) {
        String driver = position.driverId();
        return position.vehicleId().toLowerCase(Locale.ROOT).contains(q)
                || position.deviceId().toLowerCase(Locale.ROOT).contains(q)
                || (driver != null && driver.toLowerCase(Locale.ROOT).contains(q));
    }

    /** One vehicle's newest position. */
    @GET
    @Path("/vehicles/{id}")
    public LivePosition vehicle(@RestPath String id) {
        return hub.vehicle(Input.id("id", id))
                .orElseThrow(() -> new MissingException("Nothing was heard of a vehicle " + id + " lately."));
    }

    /** What a vehicle reported, oldest first. */
    @GET
    @Path("/vehicles/{id}/telemetry")
    public Page<TelemetryItem> telemetry(@RestPath String id, @BeanParam WindowParams asked) {
        return history.telemetry(
                Input.id("id", id), Input.window(asked, TELEMETRY_BACK, Window.MAX_LIMIT, Instant.now()));
    }

    /**
     * What is special about a vehicle.
     *
     * @param speedLimitKmh absent: the fleet's
     */
    public record Settings(
            @NotNull VehicleClass vehicleClass,

            @DecimalMin("5") @DecimalMax("250") @Nullable Double speedLimitKmh) {}

    /** What is special about a vehicle. */
    @GET
    @Path("/vehicles/{id}/settings")
    public Settings settings(@RestPath String id) {
        return fleet.view()
                .vehicle(Input.id("id", id))
                .map(vehicle -> new Settings(vehicle.vehicleClass(), vehicle.speedLimitKmh()))
                .orElseThrow(() -> new MissingException("The vehicle " + id + " has no settings of its own."));
    }

    /** Says what is special about a vehicle. */
    @PUT
    @RolesAllowed(Roles.OPERATOR)
    @Path("/vehicles/{id}/settings")
    @Consumes(MediaType.APPLICATION_JSON)
    public Settings change(@RestPath String id, @NotNull @Valid Settings settings) {
        fleet.put(new Vehicle(Input.id("id", id), settings.vehicleClass(), settings.speedLimitKmh()));
        return settings;
    }

    /** Last positions as points. */
    @GET
    @Path("/positions")
    @Produces(GeoJson.MEDIA_TYPE)
    public GeoJson.FeatureCollection positions() {
        return GeoJson.of(hub.vehicles());
    }
}
