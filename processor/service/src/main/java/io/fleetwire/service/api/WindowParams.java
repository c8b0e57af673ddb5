package io.fleetwire.service.api;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of every list that is ordered by time. */
public class WindowParams {

    @Parameter(description = "ISO 8601 or epoch milliseconds")
    @QueryParam("from")
    @Nullable
    String from;

    @Parameter(description = "ISO 8601 or epoch milliseconds, excluded; now unless given")
    @QueryParam("to")
    @Nullable
    String to;

    @Parameter(description = "1 to 1000")
    @QueryParam("limit")
    @Nullable
    String limit;

    @Parameter(description = "what the page before gave as next; repeat from")
    @QueryParam("cursor")
    @Nullable
    String cursor;
}
