package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.vehicle.proto.TripRecord;

/** A trip as Protobuf. */
final class TripCodec {

    private TripCodec() {}

    static TripRecord encode(Trip trip) {
        Distance distance = trip.distance();
        TripRecord.Builder b = TripRecord.newBuilder()
                .setId(trip.id())
                .setStartMs(trip.startMs())
                .setStartLat(trip.startLat())
                .setStartLon(trip.startLon())
                .setDistanceM(distance.pathM())
                .setGapM(distance.gapM())
                .setOdometerDevice(distance.odometerDevice())
                .setIdleS(trip.idleS())
                .setPendingIdleS(trip.pendingIdleS())
                .setMaxSpeedKmh(trip.maxSpeedKmh())
                .setLastMs(trip.lastMs())
                .setLastLat(trip.lastLat())
                .setLastLon(trip.lastLon())
                .setToldMs(trip.toldMs());
        Fields.put(distance.odometerStartM(), b::setOdometerStartM);
        Fields.put(distance.odometerM(), b::setOdometerM);
        Fields.put(trip.driverId(), b::setDriverId);
        Fields.put(trip.endMs(), Motion.NOT, b::setEndMs);
        Fields.put(trip.endLat(), b::setEndLat);
        Fields.put(trip.endLon(), b::setEndLon);
        if (trip.end() != null) {
            b.setEnd(trip.end().name());
        }
        return b.build();
    }

    static Trip decode(TripRecord r) {
        Distance distance = new Distance(
                r.getDistanceM(),
                r.getGapM(),
                r.getOdometerDevice(),
                Fields.or(r.hasOdometerStartM(), r.getOdometerStartM()),
                Fields.or(r.hasOdometerM(), r.getOdometerM()));
        return new Trip(
                r.getId(),
                r.hasDriverId() ? r.getDriverId() : null,
                r.getStartMs(),
                r.getStartLat(),
                r.getStartLon(),
                distance,
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
}
