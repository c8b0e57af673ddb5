package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.vehicle.proto.MotionRecord;
import io.fleetwire.engine.vehicle.proto.TripStartRecord;
import io.fleetwire.event.LivePosition.Status;

/** A vehicle's motion as Protobuf. */
final class MotionCodec {

    private MotionCodec() {}

    static MotionRecord encode(Motion motion) {
        MotionRecord.Builder b = MotionRecord.newBuilder()
                .setIdle(motion.idle())
                .setStatus(motion.status().name())
                .setTowFixes(motion.towFixes());
        Ignition ignition = motion.ignition();
        if (ignition.on() != null) {
            b.setIgnition(ignition.on());
        }
        if (ignition.reported() != null) {
            b.setIgnitionReported(ignition.reported());
        }
        Fields.put(ignition.sinceMs(), Motion.NOT, b::setIgnitionSinceMs);
        Fields.put(motion.engineSeenMs(), Motion.NOT, b::setEngineSeenMs);
        Fields.put(motion.stillSinceMs(), Motion.NOT, b::setStillSinceMs);
        Fields.put(motion.stillLat(), b::setStillLat);
        Fields.put(motion.stillLon(), b::setStillLon);
        if (motion.start() != null) {
            b.setStart(start(motion.start()));
        }
        return b.build();
    }

    static Motion decode(MotionRecord r) {
        return new Motion(
                new Ignition(
                        r.hasIgnition() ? (Boolean) r.getIgnition() : null,
                        r.hasIgnitionSinceMs() ? r.getIgnitionSinceMs() : Motion.NOT,
                        r.hasIgnitionReported() ? (Boolean) r.getIgnitionReported() : null),
                r.hasEngineSeenMs() ? r.getEngineSeenMs() : Motion.NOT,
                r.hasStillSinceMs() ? r.getStillSinceMs() : Motion.NOT,
                Fields.or(r.hasStillLat(), r.getStillLat()),
                Fields.or(r.hasStillLon(), r.getStillLon()),
                r.hasStart() ? start(r.getStart()) : null,
                r.getTowFixes(),
                r.getIdle(),
                Status.valueOf(r.getStatus()));
    }

    private static TripStartRecord start(TripStart start) {
        return TripStartRecord.newBuilder()
                .setSinceMs(start.sinceMs())
                .setLat(start.lat())
                .setLon(start.lon())
                .setFixes(start.fixes())
                .setDrivenM(start.drivenM())
                .setGapM(start.gapM())
                .build();
    }

    private static TripStart start(TripStartRecord r) {
        return new TripStart(r.getSinceMs(), r.getLat(), r.getLon(), r.getFixes(), r.getDrivenM(), r.getGapM());
    }
}
