package io.fleetwire.service.status;

import io.fleetwire.service.access.AccessProducers;
import io.fleetwire.service.engine.EngineHost;
import io.fleetwire.service.fleet.FleetProducers;
import io.fleetwire.service.store.StoreProducers;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** What readiness is made of, at {@code /q/health/well}, for who has logged in. */
@io.smallrye.health.api.Wellness
@ApplicationScoped
class Wellness implements HealthCheck {

    private final FleetProducers fleet;
    private final AccessProducers access;
    private final EngineHost engine;
    private final StoreProducers store;
    private final PipelineMonitor watch;

    Wellness(
            FleetProducers fleet,
            AccessProducers access,
            EngineHost engine,
            StoreProducers store,
            PipelineMonitor watch) {
        this.fleet = fleet;
        this.access = access;
        this.engine = engine;
        this.store = store;
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("fleetwire")
                .status(watch.kafka().up() && fleet.isLoaded() && access.isReady() && store.isUp())
                .withData("kafka", watch.kafka().up())
                .withData("fleetLoaded", fleet.isLoaded())
                .withData("accessLoaded", access.isReady())
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
