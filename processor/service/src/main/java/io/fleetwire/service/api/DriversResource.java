package io.fleetwire.service.api;

import io.fleetwire.engine.score.DriverScore;
import io.fleetwire.engine.score.DriverTotals;
import io.fleetwire.service.access.Roles;
import io.fleetwire.service.store.History;
import io.fleetwire.service.store.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** How safely drivers drove. */
@Path("/api/v1/drivers")
@Tag(name = "Drivers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class DriversResource {

    private static final int DAYS = 7;
    private static final int MAX_DAYS = 31;

    private final History history;

    DriversResource(History history) {
        this.history = history;
    }

    /**
     * A driver's score and what it is made of.
     *
     * @param score 0 … 100; absent where too little was driven, and {@code reason} says so
     * @param bands where good, fair and poor begin (DEFINITIONS: Geotab's bands)
     */
    public record Item(
            String driverId,
            @Nullable Double score,
            double distanceM,
            double durationS,
            long trips,
            Bands bands,
            List<DriverScore.Component> components,
            @Nullable String reason) {

        private static Item of(String driverId, History.Driven driven, DriverTotals fleet) {
            DriverScore score = DriverScore.of(driven.totals(), fleet);
            return new Item(
                    driverId,
                    score.score(),
                    score.distanceM(),
                    score.durationS(),
                    driven.trips(),
                    Bands.USUAL,
                    score.components(),
                    score.reason());
        }
    }

    /** From which score on a driver counts as this. */
    public record Bands(int good, int fair, int poor) {
        static final Bands USUAL = new Bands(90, 75, 60);
    }

    /** All drivers of the last days. */
    @GET
    @Path("/scores")
    public Page<Item> scores(@QueryParam("days") @Nullable String days) {
        Map<String, History.Driven> drivers = drivers(days);
        DriverTotals fleet = sum(drivers);
        return Page.all(drivers.entrySet().stream()
                .map(driver -> Item.of(driver.getKey(), driver.getValue(), fleet))
                .toList());
    }

    /** One driver. */
    @GET
    @Path("/{id}/score")
    public Item score(@RestPath String id, @QueryParam("days") @Nullable String days) {
        Map<String, History.Driven> drivers = drivers(days);
        History.Driven driven = drivers.get(Input.id("id", id));
        if (driven == null) {
            throw new MissingException("Nothing is known of a driver " + id + " in that time.");
        }
        return Item.of(id, driven, sum(drivers));
    }

    private Map<String, History.Driven> drivers(@Nullable String days) {
        Instant now = Instant.now();
        return history.drivers(now.minus(Duration.ofDays(Input.count("days", days, DAYS, MAX_DAYS))), now);
    }

    private static DriverTotals sum(Map<String, History.Driven> drivers) {
        return drivers.values().stream().map(History.Driven::totals).reduce(DriverTotals.NONE, DriverTotals::plus);
    }
}
