package io.fleetwire.service.api;

import io.fleetwire.service.access.Roles;
import io.fleetwire.service.ledger.DeviceLedger;
import io.fleetwire.service.ledger.LedgerProducers;
import io.fleetwire.service.ledger.LedgerReport;
import io.fleetwire.service.store.Window;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What became of all devices' records. */
@Path("/api/v1/ledger")
@Tag(name = "Ledger")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class LedgerResource {

    private static final int LIMIT = 100;
    private static final int MAX_CURSOR = 10_000_000;

    private final LedgerProducers ledger;

    LedgerResource(LedgerProducers ledger) {
        this.ledger = ledger;
    }

    /**
     * A page of the ledger.
     *
     * @param since the first UTC day that is in it
     * @param storedUntil everything Kafka had then is in ClickHouse; absent: that is not known
     */
    public record LedgerPage(
            LocalDate since,
            Instant at,
            @Nullable Instant storedUntil,
            LedgerReport.Totals totals,
            List<DeviceLedger> items,
            @Nullable String next) {}

    /** All devices heard since yesterday began, what needs a person first. */
    @GET
    public LedgerPage all(@QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        int size = Input.count("limit", limit, LIMIT, Window.MAX_LIMIT);
        LedgerReport report = ledger.report();
        List<DeviceLedger> devices = report.devices();
        int from = Math.min(cursor == null ? 0 : Input.count("cursor", cursor, 0, MAX_CURSOR), devices.size());
        int to = Math.min(from + size, devices.size());
        return new LedgerPage(
                report.since(),
                report.at(),
                report.storedUntil(),
                report.totals(),
                devices.subList(from, to),
                to < devices.size() ? String.valueOf(to) : null);
    }
}
