package io.fleetwire.service.api;

import io.fleetwire.service.access.Roles;
import io.fleetwire.service.status.PipelineReport;
import io.fleetwire.service.status.PipelineStatus;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the pipeline does. */
@Path("/api/v1/status")
@Tag(name = "Pipeline")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class StatusResource {

    private final PipelineReport report;

    StatusResource(PipelineReport report) {
        this.report = report;
    }

    /** As of now. */
    @GET
    public PipelineStatus status() {
        return report.status();
    }
}
