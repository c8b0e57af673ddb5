package io.fleetwire.engine.job.source;

import io.fleetwire.event.ConfigEntry;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Finds the vehicle of a record that names only its device: the one the device is registered for, else one of the device's own name. */
public final class DeviceResolver extends BroadcastProcessFunction<Envelope, ConfigRecord, Envelope> {

    private final ConfigProjection book;

    /** Vehicles by device; as many as are registered. Null until the restored state was read. */
    private transient @Nullable Map<String, String> vehicles;

    public DeviceResolver(ConfigAtStart atStart) {
        this.book = new ConfigProjection(atStart);
    }

    @Override
    public void processElement(Envelope envelope, ReadOnlyContext context, Collector<Envelope> out) throws Exception {
        if (vehicles == null) {
            Map<String, String> restored = new HashMap<>();
            book.forEach(
                    context.getBroadcastState(ConfigProjection.SINCE_START), (key, entry) -> put(restored, key, entry));
            vehicles = restored;
        }
        String device = envelope.deviceId();
        out.collect(envelope.to(vehicles.getOrDefault(device, device)));
    }

    @Override
    public void processBroadcastElement(ConfigRecord record, Context context, Collector<Envelope> out)
            throws Exception {
        book.put(record, context.getBroadcastState(ConfigProjection.SINCE_START), (key, entry) -> {
            if (vehicles != null) {
                put(vehicles, key, entry);
            }
        });
    }

    private static void put(Map<String, String> vehicles, String key, @Nullable ConfigEntry entry) {
        String prefix = ConfigEntry.Device.keyOf("");
        if (entry instanceof ConfigEntry.Device device) {
            vehicles.put(device.deviceId(), device.vehicleId());
        } else if (entry == null && key.startsWith(prefix)) {
            vehicles.remove(key.substring(prefix.length()));
        }
    }
}
