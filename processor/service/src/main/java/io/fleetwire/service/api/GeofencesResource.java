package io.fleetwire.service.api;

import io.fleetwire.event.ConfigEntry.Geofence;
import io.fleetwire.service.access.Roles;
import io.fleetwire.service.fleet.FleetService;
import io.fleetwire.service.store.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Areas whose borders are watched. */
@Path("/api/v1/geofences")
@Tag(name = "Geofences")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class GeofencesResource {

    private final FleetService fleet;

    GeofencesResource(FleetService fleet) {
        this.fleet = fleet;
    }

    /**
     * An area.
     *
     * @param id in an answer; in a request the address has it
     * @param polygon corners {@code [lon, lat]}, of a polygon
     * @param centre {@code [lon, lat]}, of a circle
     * @param alertOn both crossings unless given
     */
    public record Item(
            @Nullable String id,
            @NotNull @Size(min = 1, max = 100) String name,
            @NotNull Geofence.Shape shape,
            @Size(max = Geofence.MAX_CORNERS) @Nullable List<List<Double>> polygon,
            @Nullable List<Double> centre,

            @DecimalMin("1") @DecimalMax("1000000") @Nullable
            Double radiusM,

            @Nullable Set<Geofence.@NotNull Crossing> alertOn) {

        private static Item of(Geofence fence) {
            return new Item(
                    fence.id(),
                    fence.name(),
                    fence.shape(),
                    fence.polygon().isEmpty() ? null : fence.polygon(),
                    fence.centre(),
                    fence.radiusM(),
                    fence.alertOn());
        }
    }

    /** All areas. */
    @GET
    public Page<Item> geofences() {
        return Page.all(fleet.view().geofences().stream().map(Item::of).toList());
    }

    /** Creates or replaces an area. */
    @PUT
    @RolesAllowed(Roles.OPERATOR)
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Item put(@RestPath String id, @NotNull @Valid Item asked) {
        Geofence fence = geofence(Input.id("id", id), asked);
        fleet.put(fence);
        return Item.of(fence);
    }

    private static Geofence geofence(String id, Item asked) {
        List<List<Double>> corners = new ArrayList<>();
        if (asked.polygon() != null) {
            asked.polygon().forEach(corner -> corners.add(place("polygon", corner)));
        }
        List<Double> centre = asked.centre() == null ? null : place("centre", asked.centre());
        Set<Geofence.Crossing> alertOn = asked.alertOn() == null ? Set.of(Geofence.Crossing.values()) : asked.alertOn();
        try {
            return new Geofence(id, asked.name(), asked.shape(), corners, centre, asked.radiusM(), alertOn);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(e.getMessage() + ".");
        }
    }

    /** JSON may have put null anywhere, whatever the types say. */
    private static List<Double> place(String field, @Nullable List<Double> place) {
        if (place != null && place.size() == 2) {
            Double lon = place.get(0);
            Double lat = place.get(1);
            if (lon != null && lat != null && Math.abs(lon) <= 180 && Math.abs(lat) <= 90) {
                return List.of(lon, lat);
            }
        }
        throw new BadInputException(field + ": a place is [longitude, latitude] in degrees.");
    }

    /** Removes an area. */
    @DELETE
    @RolesAllowed(Roles.OPERATOR)
    @Path("/{id}")
    @ResponseStatus(204)
    public void remove(@RestPath String id) {
        if (!fleet.removeGeofence(Input.id("id", id))) {
            throw new MissingException("There is no geofence " + id + ".");
        }
    }
}
