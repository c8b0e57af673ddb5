package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.rule.EpisodeState;
import io.fleetwire.engine.rule.EpisodeStates;
import io.fleetwire.engine.rule.Presence;
import io.fleetwire.engine.vehicle.proto.CoreRecord;
import io.fleetwire.engine.vehicle.proto.FeatureMemoryRecord;
import io.fleetwire.engine.vehicle.proto.PresenceRecord;
import io.fleetwire.engine.vehicle.proto.SliceRecord;
import io.fleetwire.engine.vehicle.proto.SlopeRecord;
import io.fleetwire.engine.vehicle.proto.TrackRecord;
import io.fleetwire.engine.vehicle.proto.WatchRecord;
import io.fleetwire.event.Alert;
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
                .setOnShift(state.driver().onShift())
                .setTrack(track(state.track()))
                .setMotion(MotionCodec.encode(state.motion()))
                .setFeatures(features(state.features()))
                .setPrimary(state.devices().primary());
        Fields.put(state.driver().sinceMs(), Track.NEVER, b::setShiftSinceMs);
        state.devices().all().forEach(device -> b.addDevices(DeviceCodec.encode(device)));
        Fields.put(state.atMs(), Track.NEVER, b::setAtMs);
        Fields.put(state.driver().id(), b::setDriverId);
        Fields.put(state.odometerM(), b::setOdometerM);
        if (state.tripTracker().trip() != null) {
            b.setTrip(TripCodec.encode(state.tripTracker().trip()));
        }
        if (state.tripTracker().exposure() != null) {
            b.setSlice(exposure(state.tripTracker().exposure()));
        }
        state.episodes().byId().forEach((id, episode) -> b.putWatches(id, episode(episode)));
        state.presences().forEach(presence -> b.addPresences(presence(presence)));
        return b.build();
    }

    static CoreState decode(CoreRecord r) {
        Map<String, EpisodeState> episodes = new HashMap<>();
        r.getWatchesMap().forEach((id, episode) -> episodes.put(id, episode(episode)));
        List<Presence> presences = new ArrayList<>();
        r.getPresencesList().forEach(presence -> presences.add(presence(presence)));
        return new CoreState(
                r.hasAtMs() ? r.getAtMs() : Track.NEVER,
                r.getId(),
                new Driver(
                        r.hasDriverId() ? r.getDriverId() : null,
                        r.getOnShift(),
                        r.hasShiftSinceMs() ? r.getShiftSinceMs() : Track.NEVER),
                track(r.getTrack()),
                MotionCodec.decode(r.getMotion()),
                new TripTracker(
                        r.hasTrip() ? TripCodec.decode(r.getTrip()) : null,
                        r.hasSlice() ? exposure(r.getSlice()) : null),
                episodes.isEmpty() ? EpisodeStates.QUIET : EpisodeStates.of(episodes),
                List.copyOf(presences),
                features(r.getFeatures()),
                Fields.or(r.hasOdometerM(), r.getOdometerM()),
                Devices.of(r.getDevicesList().stream().map(DeviceCodec::decode).toList(), r.getPrimary()));
    }

    private static TrackRecord track(Track track) {
        TrackRecord.Builder b = TrackRecord.newBuilder()
                .setSuspectAtMs(track.suspectAtMs())
                .setSuspects(track.suspects())
                .setRadiusM(track.radiusM());
        Fields.put(track.placeMs(), Track.NEVER, b::setPlaceMs);
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
                r.hasPlaceMs() ? r.getPlaceMs() : r.hasAtMs() ? r.getAtMs() : Track.NEVER,
                Fields.or(r.hasLat(), r.getLat()),
                Fields.or(r.hasLon(), r.getLon()),
                r.getRadiusM(),
                Fields.or(r.hasSpeedKmh(), r.getSpeedKmh()),
                Fields.or(r.hasHeadingDeg(), r.getHeadingDeg()),
                r.getSuspectAtMs(),
                Fields.or(r.hasSuspectLat(), r.getSuspectLat()),
                Fields.or(r.hasSuspectLon(), r.getSuspectLon()),
                r.getSuspects());
    }

    private static SliceRecord exposure(ExposureInterval exposure) {
        SliceRecord.Builder b = SliceRecord.newBuilder()
                .setTripId(exposure.tripId())
                .setStartMs(exposure.startMs())
                .setDistanceM(exposure.distanceM());
        Fields.put(exposure.driverId(), b::setDriverId);
        return b.build();
    }

    private static ExposureInterval exposure(SliceRecord r) {
        return new ExposureInterval(
                r.getTripId(), r.hasDriverId() ? r.getDriverId() : null, r.getStartMs(), r.getDistanceM());
    }

    private static WatchRecord episode(EpisodeState episode) {
        WatchRecord.Builder b = WatchRecord.newBuilder()
                .setOpen(episode.open())
                .setSinceMs(episode.sinceMs())
                .setSeenMs(episode.seenMs())
                .setValueSeconds(episode.valueSeconds())
                .setDistanceM(episode.distanceM())
                .setExtra(episode.extra())
                .setDevice(episode.device())
                .setKind(episode.kind())
                .setLate(episode.late());
        Fields.put(episode.offSinceMs(), EpisodeState.NEVER, b::setOffSinceMs);
        Fields.put(episode.worst(), b::setWorst);
        Fields.put(episode.reference(), b::setReference);
        if (episode.told() != null) {
            b.setTold(episode.told().name());
        }
        Fields.put(episode.driverId(), b::setDriverId);
        Fields.put(episode.tripId(), b::setTripId);
        Fields.put(episode.lat(), b::setLat);
        Fields.put(episode.lon(), b::setLon);
        return b.build();
    }

    private static EpisodeState episode(WatchRecord r) {
        return new EpisodeState(
                r.getOpen(),
                r.getSinceMs(),
                r.getSeenMs(),
                r.hasOffSinceMs() ? r.getOffSinceMs() : EpisodeState.NEVER,
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
                Fields.or(r.hasLon(), r.getLon()),
                r.getKind());
    }

    private static PresenceRecord presence(Presence presence) {
        PresenceRecord.Builder b = PresenceRecord.newBuilder()
                .setGeofenceId(presence.geofenceId())
                .setInside(presence.inside())
                .setFixes(presence.fixes());
        Fields.put(presence.changingSinceMs(), EpisodeState.NEVER, b::setChangingSinceMs);
        return b.build();
    }

    private static Presence presence(PresenceRecord r) {
        return new Presence(
                r.getGeofenceId(),
                r.getInside(),
                r.hasChangingSinceMs() ? r.getChangingSinceMs() : EpisodeState.NEVER,
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
