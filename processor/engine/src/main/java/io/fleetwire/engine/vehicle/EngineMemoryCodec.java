package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.vehicle.proto.EngineMemoryRecord;
import io.fleetwire.engine.vehicle.proto.LastRecord;

/** {@link EngineMemory} in a checkpoint. */
final class EngineMemoryCodec {

    private EngineMemoryCodec() {}

    static EngineMemoryRecord encode(EngineMemory memory) {
        return EngineMemoryRecord.newBuilder()
                .setRpm(last(memory.rpm()))
                .setLoadPct(last(memory.loadPct()))
                .setThrottlePct(last(memory.throttlePct()))
                .setFuelRateLph(last(memory.fuelRateLph()))
                .setCoolantC(last(memory.coolantC()))
                .setExternalV(last(memory.externalV()))
                .build();
    }

    static EngineMemory decode(EngineMemoryRecord r) {
        return new EngineMemory(
                last(r.getRpm()),
                last(r.getLoadPct()),
                last(r.getThrottlePct()),
                last(r.getFuelRateLph()),
                last(r.getCoolantC()),
                last(r.getExternalV()));
    }

    private static LastRecord last(EngineMemory.Last last) {
        return last.equals(EngineMemory.Last.NONE)
                ? LastRecord.getDefaultInstance()
                : LastRecord.newBuilder()
                        .setAtMs(last.atMs())
                        .setValue(last.value())
                        .build();
    }

    private static EngineMemory.Last last(LastRecord r) {
        return r.hasAtMs() ? new EngineMemory.Last(r.getAtMs(), r.getValue()) : EngineMemory.Last.NONE;
    }
}
