package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.vehicle.proto.DeviceRecord;
import io.fleetwire.engine.vehicle.proto.PaceRecord;

/** What is known of a device as Protobuf. */
final class DeviceCodec {

    private DeviceCodec() {}

    static DeviceRecord encode(Device device) {
        Device.Placing placing = device.placing();
        DeviceRecord.Builder b = DeviceRecord.newBuilder()
                .setId(device.id())
                .setIgnitionProven(device.ignitionProven())
                .setActive(pace(device.active()))
                .setParked(pace(device.parked()))
                .setPlacingPace(pace(placing.pace()))
                .setAccuracyM(placing.accuracyM())
                .setFixes(placing.fixes());
        Fields.put(device.lastMs(), Track.NEVER, b::setLastMs);
        Fields.put(device.harshMs(), Track.NEVER, b::setHarshMs);
        Fields.put(placing.lastMs(), Track.NEVER, b::setPlacingLastMs);
        Fields.put(device.odometerM(), b::setOdometerM);
        return b.build();
    }

    static Device decode(DeviceRecord r) {
        return new Device(
                r.getId(),
                r.hasLastMs() ? r.getLastMs() : Track.NEVER,
                r.getIgnitionProven(),
                r.hasHarshMs() ? r.getHarshMs() : Track.NEVER,
                pace(r.getActive()),
                pace(r.getParked()),
                new Device.Placing(
                        r.hasPlacingLastMs() ? r.getPlacingLastMs() : Track.NEVER,
                        pace(r.getPlacingPace()),
                        r.getAccuracyM(),
                        r.getFixes()),
                Fields.or(r.hasOdometerM(), r.getOdometerM()));
    }

    private static PaceRecord pace(Pace pace) {
        return PaceRecord.newBuilder()
                .setSpanS(pace.spanS())
                .setWeightedS2(pace.weightedS2())
                .build();
    }

    private static Pace pace(PaceRecord r) {
        return new Pace(r.getSpanS(), r.getWeightedS2());
    }
}
