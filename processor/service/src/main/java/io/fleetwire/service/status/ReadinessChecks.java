package io.fleetwire.service.status;

import io.fleetwire.service.engine.EngineHost;
import io.fleetwire.service.fleet.FleetBeans;
import io.fleetwire.service.store.StoreBeans;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once it has begun well: the fleet is known, the engine has run. From then on it stays ready, since what goes away later (Kafka, ClickHouse, the
 * engine for a restart) takes only its own part with it, and a person needs the page most just then.
 */
@Readiness
@ApplicationScoped
class ReadinessChecks implements HealthCheck {

    private final FleetBeans fleet;
    private final EngineHost engine;
    private final StoreBeans store;
    private final PipelineWatch watch;

    ReadinessChecks(FleetBeans fleet, EngineHost engine, StoreBeans store, PipelineWatch watch) {
        this.fleet = fleet;
        this.engine = engine;
        this.store = store;
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        boolean ready = fleet.isLoaded() && (!engine.isHosted() || engine.ranOnce());
        return HealthCheckResponse.named("fleetwire")
                .status(ready)
                .withData("kafka", watch.kafka().up())
                .withData("fleetLoaded", fleet.isLoaded())
                .withData("engine", engine.state())
                .withData("clickhouse", store.isUp())
                .withData("schema", schema())
                .build();
    }

    private String schema() {
        String problem = store.problem();
        return store.isMigrated() ? "up to date" : problem == null ? "waits for ClickHouse" : problem;
    }
}
