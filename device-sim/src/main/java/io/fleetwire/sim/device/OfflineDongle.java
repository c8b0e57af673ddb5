package io.fleetwire.sim.device;

import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.obd.ElmDevice;
import io.fleetwire.protocol.obd.ObdAdapter;
import io.fleetwire.sim.world.CarState;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dongle that is asked once a second, between two moments: its answers show the earlier one. */
final class OfflineDongle implements OfflineDevice {

    private final ElmDevice elm;
    private final ObdSensors sensors = new ObdSensors();
    private final long phaseMs;
    private @Nullable OfflineSession<?> gateway;
    private long lastMs;

    OfflineDongle(String id, long phaseMs) {
        this.elm = new ElmDevice(id, sensors);
        this.phaseMs = phaseMs;
    }

    @Override
    public List<Telemetry> sense(CarState shown) {
        Instant asked = Instant.ofEpochMilli(lastMs + phaseMs);
        List<Telemetry> records = gateway == null ? List.of() : gateway.wake(asked);
        sensors.show(shown);
        lastMs = shown.atMs();
        if (gateway == null) {
            gateway = OfflineSession.begin(
                    new ObdAdapter(), elm.identification(), this::answer, Instant.ofEpochMilli(shown.atMs()));
        }
        return records;
    }

    /** What stands before the prompt: the gateway's framer cuts it off. */
    private ByteBuf answer(ByteBuf question) {
        ByteBuf said = elm.hears(question);
        return said.writerIndex(said.writerIndex() - 1);
    }
}
