package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.fact.Fact.AlertFact;
import io.fleetwire.engine.fact.Fact.BehaviorFact;
import io.fleetwire.engine.fact.Fact.Revisable;
import io.fleetwire.engine.fact.Fact.TripFact;
import io.fleetwire.engine.vehicle.proto.AlertConclusion;
import io.fleetwire.engine.vehicle.proto.BehaviorConclusion;
import io.fleetwire.engine.vehicle.proto.ConclusionRecord;
import io.fleetwire.engine.vehicle.proto.TripConclusion;
import io.fleetwire.event.Alert;
import io.fleetwire.event.TripSession;
import java.time.Instant;

/** What was said of a vehicle as Protobuf, without versions: it is only compared with what is computed later. */
final class ConclusionCodec {

    private ConclusionCodec() {}

    static ConclusionRecord encode(Revisable conclusion) {
        ConclusionRecord.Builder b = ConclusionRecord.newBuilder();
        return switch (conclusion) {
            case TripFact(TripSession trip) -> b.setTrip(trip(trip)).build();
            case AlertFact(Alert alert, long version, boolean deleted) ->
                b.setAlert(alert(alert)).build();
            case BehaviorFact behavior -> b.setBehavior(behavior(behavior)).build();
        };
    }

    static Revisable decode(String vehicleId, ConclusionRecord r) {
        return switch (r.getConclusionCase()) {
            case TRIP -> new TripFact(trip(vehicleId, r.getTrip()));
            case ALERT -> new AlertFact(alert(vehicleId, r.getAlert()), 0, false);
            case BEHAVIOR -> behavior(vehicleId, r.getBehavior());
            case CONCLUSION_NOT_SET ->
                throw new IllegalArgumentException("a conclusion of a kind this version does not know");
        };
    }

    private static TripConclusion trip(TripSession trip) {
        TripConclusion.Builder b = TripConclusion.newBuilder()
                .setId(trip.tripId())
                .setStartedAtMs(trip.startedAt().toEpochMilli())
                .setStartLat(trip.startLat())
                .setStartLon(trip.startLon())
                .setDistanceM(trip.distanceM())
                .setDurationS(trip.durationS())
                .setIdleS(trip.idleS())
                .setMaxSpeedKmh(trip.maxSpeedKmh())
                .setShortTrip(trip.shortTrip());
        Fields.put(trip.driverId(), b::setDriverId);
        if (trip.endedAt() != null) {
            b.setEndedAtMs(trip.endedAt().toEpochMilli());
        }
        Fields.put(trip.endLat(), b::setEndLat);
        Fields.put(trip.endLon(), b::setEndLon);
        Fields.put(trip.endReason(), b::setEndReason);
        Fields.put(trip.gapDistanceM(), b::setGapDistanceM);
        Fields.put(trip.distanceSource(), b::setDistanceSource);
        return b.build();
    }

    private static TripSession trip(String vehicleId, TripConclusion r) {
        return new TripSession(
                r.getId(),
                vehicleId,
                r.hasDriverId() ? r.getDriverId() : null,
                r.hasEndedAtMs() ? TripSession.State.CLOSED : TripSession.State.OPEN,
                Instant.ofEpochMilli(r.getStartedAtMs()),
                r.hasEndedAtMs() ? Instant.ofEpochMilli(r.getEndedAtMs()) : null,
                r.getStartLat(),
                r.getStartLon(),
                Fields.orNull(r.hasEndLat(), r.getEndLat()),
                Fields.orNull(r.hasEndLon(), r.getEndLon()),
                r.getDistanceM(),
                r.getDurationS(),
                r.getIdleS(),
                r.getMaxSpeedKmh(),
                r.hasEndReason() ? r.getEndReason() : null,
                r.getShortTrip(),
                Fields.orNull(r.hasGapDistanceM(), r.getGapDistanceM()),
                r.hasDistanceSource() ? r.getDistanceSource() : null,
                0,
                false);
    }

    private static AlertConclusion alert(Alert alert) {
        AlertConclusion.Builder b = AlertConclusion.newBuilder()
                .setId(alert.id())
                .setRule(alert.rule())
                .setSeverity(alert.severity().name())
                .setOpenedAtMs(alert.openedAt().toEpochMilli())
                .setLate(alert.late())
                .putAllMeasures(alert.measures())
                .setMessage(alert.message());
        Fields.put(alert.driverId(), b::setDriverId);
        if (alert.closedAt() != null) {
            b.setClosedAtMs(alert.closedAt().toEpochMilli());
        }
        Fields.put(alert.lat(), b::setLat);
        Fields.put(alert.lon(), b::setLon);
        return b.build();
    }

    private static Alert alert(String vehicleId, AlertConclusion r) {
        return new Alert(
                r.getId(),
                r.getRule(),
                Alert.Severity.valueOf(r.getSeverity()),
                r.hasClosedAtMs() ? Alert.State.CLOSED : Alert.State.OPEN,
                vehicleId,
                r.hasDriverId() ? r.getDriverId() : null,
                Instant.ofEpochMilli(r.getOpenedAtMs()),
                r.hasClosedAtMs() ? Instant.ofEpochMilli(r.getClosedAtMs()) : null,
                r.getLate(),
                Fields.orNull(r.hasLat(), r.getLat()),
                Fields.orNull(r.hasLon(), r.getLon()),
                r.getMeasuresMap(),
                r.getMessage());
    }

    private static BehaviorConclusion behavior(BehaviorFact fact) {
        BehaviorConclusion.Builder b = BehaviorConclusion.newBuilder()
                .setId(fact.eventId())
                .setKind(fact.kind().name())
                .setAtMs(fact.at().toEpochMilli())
                .setUnit(fact.unit())
                .setDistanceM(fact.distanceM())
                .setDurationS(fact.durationS())
                .setSeverity(fact.severity())
                .setSource(fact.source());
        Fields.put(fact.driverId(), b::setDriverId);
        Fields.put(fact.tripId(), b::setTripId);
        Fields.put(fact.value(), (double value) -> b.setValue(value));
        Fields.put(fact.lat(), b::setLat);
        Fields.put(fact.lon(), b::setLon);
        return b.build();
    }

    private static BehaviorFact behavior(String vehicleId, BehaviorConclusion r) {
        return new BehaviorFact(
                r.getId(),
                BehaviorFact.Kind.valueOf(r.getKind()),
                vehicleId,
                r.hasDriverId() ? r.getDriverId() : null,
                r.hasTripId() ? r.getTripId() : null,
                Instant.ofEpochMilli(r.getAtMs()),
                Fields.or(r.hasValue(), r.getValue()),
                r.getUnit(),
                r.getDistanceM(),
                r.getDurationS(),
                r.getSeverity(),
                r.getSource(),
                Fields.orNull(r.hasLat(), r.getLat()),
                Fields.orNull(r.hasLon(), r.getLon()),
                0,
                false);
    }
}
