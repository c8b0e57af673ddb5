package io.fleetwire.service.status;

import io.fleetwire.engine.job.EngineStatus;
import io.fleetwire.event.ConfigEntry.UnknownDevice;
import io.fleetwire.service.engine.EngineHost;
import io.fleetwire.service.fleet.FleetService;
import io.fleetwire.service.live.LiveHub;
import io.fleetwire.service.status.PipelineStatus.ConnectCard;
import io.fleetwire.service.status.PipelineStatus.Engine;
import io.fleetwire.service.status.PipelineStatus.UnknownDeviceItem;
import io.fleetwire.service.status.PipelineStatus.Up;
import io.fleetwire.service.store.StoreProducers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Puts together what the parts say. */
@ApplicationScoped
public class PipelineReport {

    /** Enough for a card; the list of devices has all. */
    private static final int KNOCKS_SHOWN = 20;

    private final PipelineMonitor watch;
    private final StoreProducers store;
    private final EngineHost engine;
    private final LiveHub hub;
    private final FleetService fleet;
    private final GatewayConfig gateway;

    PipelineReport(
            PipelineMonitor watch,
            StoreProducers store,
            EngineHost engine,
            LiveHub hub,
            FleetService fleet,
            GatewayConfig gateway) {
        this.watch = watch;
        this.store = store;
        this.engine = engine;
        this.hub = hub;
        this.fleet = fleet;
        this.gateway = gateway;
    }

    /** As of now. */
    public PipelineStatus status() {
        KafkaProbe.Seen kafka = watch.kafka();
        return new PipelineStatus(
                new Up(kafka.up(), null),
                new Up(store.isUp(), store.problem()),
                engine(engine.status()),
                hub.vehiclesLive(),
                hub.alertsOpen(),
                hub.latency(),
                kafka.recordsPerSecond(),
                kafka.deadLetters(),
                engine.status().map(EngineStatus::outboxBytes).orElse(null),
                new ConnectCard(gateway.host(), gateway.ports()),
                unknownDevices());
    }

    private Engine engine(Optional<EngineStatus> status) {
        return new Engine(
                engine.state(),
                status.map(EngineStatus::restarts).orElse(0L),
                status.map(EngineStatus::lastCheckpointAt).orElse(null),
                status.map(EngineStatus::failure)
                        .filter(text -> !text.isEmpty())
                        .orElse(null));
    }

    private List<UnknownDeviceItem> unknownDevices() {
        return fleet.view().unknownDevices().stream()
                .limit(KNOCKS_SHOWN)
                .map(PipelineReport::item)
                .toList();
    }

    private static UnknownDeviceItem item(UnknownDevice unknownDevice) {
        return new UnknownDeviceItem(
                unknownDevice.deviceId(),
                unknownDevice.protocol(),
                unknownDevice.lastAt(),
                unknownDevice.remote(),
                unknownDevice.times());
    }
}
