package io.fleetwire.service.status;

import io.fleetwire.service.access.AccessProducers;
import io.fleetwire.service.engine.EngineHost;
import io.fleetwire.service.fleet.FleetProducers;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once it has begun well: the fleet and who may come in are known, the engine has run. From then on it stays ready, since what goes away later
 * (Kafka, ClickHouse, the engine for a restart) takes only its own part with it, and a person needs the page most just then. Anybody may ask, so the
 * answer is yes or no; {@link Wellness} says why. It is answered where it is asked: a probe must not wait for a worker.
 */
@Readiness
@ApplicationScoped
class ReadinessChecks implements AsyncHealthCheck {

    private final FleetProducers fleet;
    private final AccessProducers access;
    private final EngineHost engine;

    ReadinessChecks(FleetProducers fleet, AccessProducers access, EngineHost engine) {
        this.fleet = fleet;
        this.access = access;
        this.engine = engine;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::response);
    }

    private HealthCheckResponse response() {
        boolean ready = fleet.isLoaded() && access.isReady() && (!engine.isHosted() || engine.ranOnce());
        return HealthCheckResponse.named("fleetwire").status(ready).build();
    }
}
