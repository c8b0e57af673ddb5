package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.rule.Presence;
import io.fleetwire.engine.rule.Watch;
import io.fleetwire.engine.rule.Watches;
import io.fleetwire.engine.vehicle.proto.CoreRecord;
import io.fleetwire.engine.vehicle.proto.FeatureMemoryRecord;
import io.fleetwire.engine.vehicle.proto.MotionRecord;
import io.fleetwire.engine.vehicle.proto.PresenceRecord;
import io.fleetwire.engine.vehicle.proto.SliceRecord;
import io.fleetwire.engine.vehicle.proto.SlopeRecord;
import io.fleetwire.engine.vehicle.proto.TrackRecord;
import io.fleetwire.engine.vehicle.proto.TripRecord;
import io.fleetwire.engine.vehicle.proto.WatchRecord;
import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The core's state as Protobuf. */
final class CoreCodec {

    private CoreCodec() {}

    static CoreRecord encode(CoreState state) {
        CoreRecord.Builder b = CoreRecord.newBuilder()
                .setId(state.id())
                .setAheadMs(state.aheadMs())
                .setOnShift(state.driver().onShift())
                .setTrack(track(state.track()))
                .setMotion(motion(state.motion()))
                .setFeatures(features(state.features()))
                .setDeviceDetects(state.deviceDetects());
        Fields.put(state.atMs(), Track.NEVER, b::setAtMs);
        Fields.put(state.driver().id(), b::setDriverId);
        Fields.put(state.odometerM(), b::setOdometerM);
        if (state.journey().trip() != null) {
            b.setTrip(trip(state.journey().trip()));
        }
        if (state.journey().slice() != null) {
            b.setSlice(slice(state.journey().slice()));
        }
        state.watches().byId().forEach((id, watch) -> b.putWatches(id, watch(watch)));
        state.presences().forEach(presence -> b.addPresences(presence(presence)));
        return b.build();
    }

    static CoreState decode(CoreRecord r) {
        Map<String, Watch> watches = new HashMap<>();
        r.getWatchesMap().forEach((id, watch) -> watches.put(id, watch(watch)));
        List<Presence> presences = new ArrayList<>();
        r.getPresencesList().forEach(presence -> presences.add(presence(presence)));
        return new CoreState(
                r.hasAtMs() ? r.getAtMs() : Track.NEVER,
                r.getId(),
                r.getAheadMs(),
                new Driver(r.hasDriverId() ? r.getDriverId() : null, r.getOnShift()),
                track(r.getTrack()),
                motion(r.getMotion()),
                new Journey(r.hasTrip() ? trip(r.getTrip()) : null, r.hasSlice() ? slice(r.getSlice()) : null),
                watches.isEmpty() ? Watches.QUIET : Watches.of(watches),
                List.copyOf(presences),
                features(r.getFeatures()),
                Fields.or(r.hasOdometerM(), r.getOdometerM()),
                r.getDeviceDetects());
    }

    private static TrackRecord track(Track track) {
        TrackRecord.Builder b =
                TrackRecord.newBuilder().setSuspectAtMs(track.suspectAtMs()).setSuspects(track.suspects());
        Fields.put(track.atMs(), Track.NEVER, b::setAtMs);
        Fields.put(track.lat(), b::setLat);
        Fields.put(track.lon(), b::setLon);
        Fields.put(track.speedKmh(), b::setSpeedKmh);
        Fields.put(track.headingDeg(), b::setHeadingDeg);
        Fields.put(track.suspectLat(), b::setSuspectLat);
        Fields.put(track.suspectLon(), b::setSuspectLon);
        return b.build();
    }

    private static Track track(TrackRecord r) {
        return new Track(
                r.hasAtMs() ? r.getAtMs() : Track.NEVER,
                Fields.or(r.hasLat(), r.getLat()),
                Fields.or(r.hasLon(), r.getLon()),
                Fields.or(r.hasSpeedKmh(), r.getSpeedKmh()),
                Fields.or(r.hasHeadingDeg(), r.getHeadingDeg()),
                r.getSuspectAtMs(),
                Fields.or(r.hasSuspectLat(), r.getSuspectLat()),
                Fields.or(r.hasSuspectLon(), r.getSuspectLon()),
                r.getSuspects());
    }

    private static MotionRecord motion(Motion motion) {
        MotionRecord.Builder b = MotionRecord.newBuilder()
                .setStartFixes(motion.startFixes())
                .setStartM(motion.startM())
                .setIdle(motion.idle())
                .setStatus(motion.status().name());
        if (motion.ignition() != null) {
            b.setIgnition(motion.ignition());
        }
        Fields.put(motion.ignitionOffSinceMs(), Motion.NOT, b::setIgnitionOffSinceMs);
        Fields.put(motion.engineSeenMs(), Motion.NOT, b::setEngineSeenMs);
        Fields.put(motion.stillSinceMs(), Motion.NOT, b::setStillSinceMs);
        Fields.put(motion.stillLat(), b::setStillLat);
        Fields.put(motion.stillLon(), b::setStillLon);
        Fields.put(motion.startSinceMs(), Motion.NOT, b::setStartSinceMs);
        Fields.put(motion.startLat(), b::setStartLat);
        Fields.put(motion.startLon(), b::setStartLon);
        return b.build();
    }

    private static Motion motion(MotionRecord r) {
        return new Motion(
                r.hasIgnition() ? (Boolean) r.getIgnition() : null,
                r.hasIgnitionOffSinceMs() ? r.getIgnitionOffSinceMs() : Motion.NOT,
                r.hasEngineSeenMs() ? r.getEngineSeenMs() : Motion.NOT,
                r.hasStillSinceMs() ? r.getStillSinceMs() : Motion.NOT,
                Fields.or(r.hasStillLat(), r.getStillLat()),
                Fields.or(r.hasStillLon(), r.getStillLon()),
                r.hasStartSinceMs() ? r.getStartSinceMs() : Motion.NOT,
                Fields.or(r.hasStartLat(), r.getStartLat()),
                Fields.or(r.hasStartLon(), r.getStartLon()),
                r.getStartFixes(),
                r.getStartM(),
                r.getIdle(),
                Status.valueOf(r.getStatus()));
    }

    private static TripRecord trip(Trip trip) {
        TripRecord.Builder b = TripRecord.newBuilder()
                .setId(trip.id())
                .setStartMs(trip.startMs())
                .setStartLat(trip.startLat())
                .setStartLon(trip.startLon())
                .setDistanceM(trip.distanceM())
                .setIdleS(trip.idleS())
                .setPendingIdleS(trip.pendingIdleS())
                .setMaxSpeedKmh(trip.maxSpeedKmh())
                .setLastMs(trip.lastMs())
                .setLastLat(trip.lastLat())
                .setLastLon(trip.lastLon())
                .setToldMs(trip.toldMs());
        Fields.put(trip.driverId(), b::setDriverId);
        Fields.put(trip.endMs(), Motion.NOT, b::setEndMs);
        Fields.put(trip.endLat(), b::setEndLat);
        Fields.put(trip.endLon(), b::setEndLon);
        if (trip.end() != null) {
            b.setEnd(trip.end().name());
        }
        return b.build();
    }

    private static Trip trip(TripRecord r) {
        return new Trip(
                r.getId(),
                r.hasDriverId() ? r.getDriverId() : null,
                r.getStartMs(),
                r.getStartLat(),
                r.getStartLon(),
                r.getDistanceM(),
                r.getIdleS(),
                r.getPendingIdleS(),
                r.getMaxSpeedKmh(),
                r.getLastMs(),
                r.getLastLat(),
                r.getLastLon(),
                r.getToldMs(),
                r.hasEndMs() ? r.getEndMs() : Motion.NOT,
                Fields.or(r.hasEndLat(), r.getEndLat()),
                Fields.or(r.hasEndLon(), r.getEndLon()),
                r.hasEnd() ? Trip.End.valueOf(r.getEnd()) : null);
    }

    private static SliceRecord slice(Slice slice) {
        SliceRecord.Builder b = SliceRecord.newBuilder()
                .setTripId(slice.tripId())
                .setStartMs(slice.startMs())
                .setDistanceM(slice.distanceM());
        Fields.put(slice.driverId(), b::setDriverId);
        return b.build();
    }

    private static Slice slice(SliceRecord r) {
        return new Slice(r.getTripId(), r.hasDriverId() ? r.getDriverId() : null, r.getStartMs(), r.getDistanceM());
    }

    private static WatchRecord watch(Watch watch) {
        WatchRecord.Builder b = WatchRecord.newBuilder()
                .setOpen(watch.open())
                .setSinceMs(watch.sinceMs())
                .setSeenMs(watch.seenMs())
                .setValueSeconds(watch.valueSeconds())
                .setDistanceM(watch.distanceM())
                .setExtra(watch.extra())
                .setDevice(watch.device())
                .setLate(watch.late());
        Fields.put(watch.offSinceMs(), Watch.NEVER, b::setOffSinceMs);
        Fields.put(watch.worst(), b::setWorst);
        Fields.put(watch.reference(), b::setReference);
        if (watch.told() != null) {
            b.setTold(watch.told().name());
        }
        Fields.put(watch.driverId(), b::setDriverId);
        Fields.put(watch.tripId(), b::setTripId);
        Fields.put(watch.lat(), b::setLat);
        Fields.put(watch.lon(), b::setLon);
        return b.build();
    }

    private static Watch watch(WatchRecord r) {
        return new Watch(
                r.getOpen(),
                r.getSinceMs(),
                r.getSeenMs(),
                r.hasOffSinceMs() ? r.getOffSinceMs() : Watch.NEVER,
                Fields.or(r.hasWorst(), r.getWorst()),
                r.getValueSeconds(),
                r.getDistanceM(),
                Fields.or(r.hasReference(), r.getReference()),
                r.getExtra(),
                r.getDevice(),
                r.getLate(),
                r.hasTold() ? Alert.Severity.valueOf(r.getTold()) : null,
                r.hasDriverId() ? r.getDriverId() : null,
                r.hasTripId() ? r.getTripId() : null,
                Fields.or(r.hasLat(), r.getLat()),
                Fields.or(r.hasLon(), r.getLon()));
    }

    private static PresenceRecord presence(Presence presence) {
        PresenceRecord.Builder b = PresenceRecord.newBuilder()
                .setGeofenceId(presence.geofenceId())
                .setInside(presence.inside())
                .setFixes(presence.fixes());
        Fields.put(presence.changingSinceMs(), Watch.NEVER, b::setChangingSinceMs);
        return b.build();
    }

    private static Presence presence(PresenceRecord r) {
        return new Presence(
                r.getGeofenceId(),
                r.getInside(),
                r.hasChangingSinceMs() ? r.getChangingSinceMs() : Watch.NEVER,
                r.getFixes());
    }

    private static FeatureMemoryRecord features(FeatureMemory memory) {
        FeatureMemoryRecord.Builder b = FeatureMemoryRecord.newBuilder()
                .setVariance(memory.variance())
                .setEngine(EngineMemoryCodec.encode(memory.engine()))
                .setFuel(slope(memory.fuel()))
                .setPositionM(memory.positionM());
        Fields.put(memory.meanKmh(), b::setMeanKmh);
        Fields.put(memory.odometerM(), b::setOdometerM);
        Fields.put(memory.odometerRatio(), b::setOdometerRatio);
        return b.build();
    }

    private static FeatureMemory features(FeatureMemoryRecord r) {
        return new FeatureMemory(
                Fields.or(r.hasMeanKmh(), r.getMeanKmh()),
                r.getVariance(),
                EngineMemoryCodec.decode(r.getEngine()),
                slope(r.getFuel()),
                Fields.or(r.hasOdometerM(), r.getOdometerM()),
                r.getPositionM(),
                Fields.or(r.hasOdometerRatio(), r.getOdometerRatio()));
    }

    private static SlopeRecord slope(FeatureMemory.Slope slope) {
        SlopeRecord.Builder b = SlopeRecord.newBuilder();
        Fields.put(slope.sinceMs(), Track.NEVER, b::setSinceMs);
        Fields.put(slope.value(), b::setValue);
        Fields.put(slope.perMinute(), b::setPerMinute);
        return b.build();
    }

    private static FeatureMemory.Slope slope(SlopeRecord r) {
        return new FeatureMemory.Slope(
                r.hasSinceMs() ? r.getSinceMs() : Track.NEVER,
                Fields.or(r.hasValue(), r.getValue()),
                Fields.or(r.hasPerMinute(), r.getPerMinute()));
    }
}
