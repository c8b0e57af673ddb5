package io.fleetwire.service.live;

import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.TripSession;
import java.time.Instant;
import java.util.Map;

/** A moving van, an overspeed alert, a trip under way. */
final class Samples {

    private Samples() {}

    static LivePosition position(Instant now, String vehicleId, double lat, double lon) {
        return position(now, now, vehicleId, lat, lon);
    }

    static LivePosition position(Instant at, Instant receivedAt, String vehicleId, double lat, double lon) {
        return new LivePosition(
                vehicleId,
                "device-" + vehicleId,
                "teltonika",
                at,
                receivedAt,
                lat,
                lon,
                true,
                48.2,
                271.0,
                LivePosition.Status.MOVING,
                true,
                null,
                null,
                null,
                11,
                null,
                null,
                null);
    }

    static Alert alert(Instant now, String id, Alert.State state, String vehicleId) {
        return new Alert(
                id,
                "overspeed",
                Alert.Severity.WARNING,
                state,
                vehicleId,
                null,
                now,
                state == Alert.State.CLOSED ? now : null,
                false,
                50.0,
                13.0,
                Map.of("speedKmh", 97.0),
                "97 km/h where 80 are allowed");
    }

    /** Severity and state as of a version. */
    static Alert alert(Instant now, String id, long version, Alert.Severity severity, Alert.State state) {
        Alert alert = alert(now, id, state, "VAN-1");
        return new Alert(
                id,
                alert.rule(),
                severity,
                state,
                alert.vehicleId(),
                null,
                alert.openedAt(),
                alert.closedAt(),
                false,
                alert.lat(),
                alert.lon(),
                alert.measures(),
                alert.message(),
                version,
                false);
    }

    static TripSession trip(Instant now, long version) {
        return new TripSession(
                "t-1",
                "VAN-1",
                null,
                TripSession.State.OPEN,
                now,
                null,
                50,
                13,
                null,
                null,
                1,
                2,
                3,
                4,
                null,
                true,
                version,
                false);
    }
}
