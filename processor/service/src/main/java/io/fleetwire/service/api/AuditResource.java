package io.fleetwire.service.api;

import io.fleetwire.event.AuditEvent;
import io.fleetwire.service.access.Roles;
import io.fleetwire.service.audit.AuditTrail;
import io.fleetwire.service.store.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who did what. */
@Path("/api/v1/audit")
@Tag(name = "Access")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
public class AuditResource {

    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 1_000;

    private final AuditTrail trail;

    AuditResource(AuditTrail trail) {
        this.trail = trail;
    }

    /** The newest first, out of the newest 10,000; older ones are on the topic. */
    @GET
    public Page<AuditEvent> events(
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit) {
        return Page.all(trail.events(
                actor,
                from == null ? Instant.EPOCH : Input.time("from", from),
                to == null ? Instant.MAX : Input.time("to", to),
                Input.count("limit", limit, USUAL_LIMIT, MOST)));
    }
}
