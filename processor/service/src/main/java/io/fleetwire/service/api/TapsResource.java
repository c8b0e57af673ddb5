package io.fleetwire.service.api;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.service.access.Roles;
import io.fleetwire.service.fleet.FleetService;
import io.fleetwire.service.tap.TapProjection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Listening in on a device: the frames it sends and is sent, as they are. */
@Path("/api/v1/taps/{deviceId}")
@Tag(name = "Workbench")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
public class TapsResource {

    private final FleetService fleet;
    private final TapProjection book;

    TapsResource(FleetService fleet, TapProjection book) {
        this.fleet = fleet;
        this.book = book;
    }

    /**
     * A tap and what it has caught.
     *
     * @param until it ends by itself then; absent: nobody listens
     * @param items oldest first
     */
    public record Tapped(String deviceId, @Nullable Instant until, List<TapProjection.Item> items) {}

    /** Begins to listen, or goes on for another ten minutes. */
    @POST
    @RolesAllowed(Roles.OPERATOR)
    @ResponseStatus(201)
    public Tapped listen(@RestPath String deviceId) {
        ConfigEntry.Tap tap = fleet.tap(Input.id("deviceId", deviceId))
                .orElseThrow(() -> new MissingException("There is no device " + deviceId + "."));
        return new Tapped(deviceId, tap.until(), List.of());
    }

    /** Frames after the last one seen. */
    @GET
    public Tapped frames(@RestPath String deviceId, @QueryParam("after") @Nullable String after) {
        Instant now = Instant.now();
        Instant until = fleet.view()
                .tap(Input.id("deviceId", deviceId))
                .map(ConfigEntry.Tap::until)
                .filter(end -> end.isAfter(now))
                .orElse(null);
        return new Tapped(deviceId, until, book.after(deviceId, number(after)));
    }

    private static long number(@Nullable String after) {
        if (after == null) {
            return 0;
        }
        if (after.matches("\\d{1,18}")) {
            return Long.parseLong(after);
        }
        throw new BadInputException("after must be the seq of a frame.");
    }

    /** Stops listening. */
    @DELETE
    @RolesAllowed(Roles.OPERATOR)
    @ResponseStatus(204)
    public void stop(@RestPath String deviceId) {
        fleet.untap(Input.id("deviceId", deviceId));
    }
}
