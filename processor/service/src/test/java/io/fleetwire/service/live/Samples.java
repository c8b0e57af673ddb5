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
        return new LivePosition(
                vehicleId,
                "device-" + vehicleId,
                "teltonika",
                now,
                now,
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
