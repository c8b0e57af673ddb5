package io.fleetwire.engine.config;

import io.fleetwire.engine.geo.Area;
import io.fleetwire.engine.geo.Circle;
import io.fleetwire.engine.geo.Polygon;
import io.fleetwire.event.ConfigEntry;

/** A geofence ready to be asked: what was configured, and its area. */
public record Geozone(ConfigEntry.Geofence geofence, Area area) {

    static Geozone of(ConfigEntry.Geofence geofence) {
        return new Geozone(geofence, areaOf(geofence));
    }

    private static Area areaOf(ConfigEntry.Geofence geofence) {
        if (geofence.centre() == null || geofence.radiusM() == null) {
            return Polygon.ofLonLat(geofence.polygon());
        }
        return new Circle(geofence.centre().get(1), geofence.centre().get(0), geofence.radiusM());
    }

    /** The geofence's id. */
    public String id() {
        return geofence.id();
    }

    /** What people call it. */
    public String name() {
        return geofence.name();
    }

    /** Whether this crossing raises an alert. */
    public boolean alertsOn(ConfigEntry.Geofence.Crossing crossing) {
        return geofence.alertOn().contains(crossing);
    }
}
