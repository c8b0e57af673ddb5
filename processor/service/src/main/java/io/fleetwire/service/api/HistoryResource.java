package io.fleetwire.service.api;

import io.fleetwire.event.Alert;
import io.fleetwire.service.access.Roles;
import io.fleetwire.service.store.History;
import io.fleetwire.service.store.Page;
import io.fleetwire.service.store.TripItem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Trips and alerts that were stored. */
@Path("/api/v1")
@Tag(name = "History")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class HistoryResource {

    private static final Duration BACK = Duration.ofDays(7);
    private static final int LIMIT = 100;

    private final History history;

    HistoryResource(History history) {
        this.history = history;
    }

    /** Trips, newest first. */
    @GET
    @Path("/trips")
    public Page<TripItem> trips(
            @QueryParam("vehicle") @Nullable String vehicle,
            @QueryParam("driver") @Nullable String driver,
            @BeanParam WindowParams asked) {
        return history.trips(
                Input.idOrNull("vehicle", vehicle),
                Input.idOrNull("driver", driver),
                Input.window(asked, BACK, LIMIT, Instant.now()));
    }

    /** Alerts, newest first. */
    @GET
    @Path("/alerts")
    public Page<Alert> alerts(
            @QueryParam("vehicle") @Nullable String vehicle,
            @QueryParam("rule") @Nullable String rule,
            @QueryParam("severity") @Nullable String severity,
            @QueryParam("state") @Nullable String state,
            @BeanParam WindowParams asked) {
        return history.alerts(
                Input.idOrNull("vehicle", vehicle),
                Input.idOrNull("rule", rule),
                Input.choice("severity", severity, Alert.Severity.class),
                Input.choice("state", state, Alert.State.class),
                Input.window(asked, BACK, LIMIT, Instant.now()));
    }
}
