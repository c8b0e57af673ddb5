package io.fleetwire.service.api;

import io.fleetwire.service.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.nio.file.Files;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the map shows besides vehicles. */
@Path("/api/v1/map")
@Tag(name = "Map")
@Produces(GeoJson.MEDIA_TYPE)
@RolesAllowed(Roles.VIEWER)
public class MapResource {

    private final java.nio.file.Path roads;

    MapResource(@ConfigProperty(name = "fleetwire.data") java.nio.file.Path data) {
        roads = data.resolve("map").resolve("roads.geojson");
    }

    /** The roads of the demo's city, where a simulator wrote them. */
    @GET
    @Path("/roads")
    public Response roads() {
        return Response.ok(Files.isRegularFile(roads) ? roads : GeoJson.FeatureCollection.EMPTY)
                .build();
    }
}
