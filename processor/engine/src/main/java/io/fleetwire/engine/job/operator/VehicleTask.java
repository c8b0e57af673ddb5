package io.fleetwire.engine.job.operator;

import io.fleetwire.engine.job.source.ConfigProjection;
import io.fleetwire.engine.job.source.ConfigRecord;
import io.fleetwire.engine.job.source.Envelope;
import java.util.List;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;

/** Flink's own operator around {@link VehicleOperator}, which tells its cache of states about keys and checkpoints. */
public final class VehicleTask extends CoBroadcastWithKeyedOperator<String, Envelope, ConfigRecord, ScoredStep> {

    private final VehicleOperator vehicles;
    private final int cachedVehicles;

    /**
     * @param cachedVehicles how many vehicles' states each instance keeps in memory, ready to use; 0 where Flink itself keeps them so
     */
    public VehicleTask(VehicleOperator vehicles, int cachedVehicles) {
        super(vehicles, List.of(ConfigProjection.SINCE_START));
        this.vehicles = vehicles;
        this.cachedVehicles = cachedVehicles;
    }

    @Override
    public void open() throws Exception {
        vehicles.cache(super::setCurrentKey, cachedVehicles);
        super.open();
    }

    @Override
    public void setCurrentKey(Object key) {
        super.setCurrentKey(key);
        vehicles.states().at((String) key);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        super.prepareSnapshotPreBarrier(checkpointId);
        vehicles.states().flush();
    }
}
