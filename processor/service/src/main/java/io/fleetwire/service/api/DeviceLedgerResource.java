package io.fleetwire.service.api;

import io.fleetwire.service.access.Roles;
import io.fleetwire.service.ledger.DeviceLedger;
import io.fleetwire.service.ledger.LedgerProducers;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What became of one device's records. */
@Path("/api/v1/devices/{id}/ledger")
@Tag(name = "Ledger")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class DeviceLedgerResource {

    private final LedgerProducers ledger;

    DeviceLedgerResource(LedgerProducers ledger) {
        this.ledger = ledger;
    }

    /** Since yesterday began. */
    @GET
    public DeviceLedger device(@RestPath String id) {
        return ledger.report()
                .device(Input.id("id", id))
                .orElseThrow(() -> new MissingException("Nothing was heard of " + id + " since yesterday began."));
    }
}
