package io.fleetwire.engine.rule;

import io.fleetwire.engine.config.FleetConfig;
import io.fleetwire.engine.config.Geozone;
import io.fleetwire.engine.fact.Fact;
import io.fleetwire.engine.fact.FactId;
import io.fleetwire.engine.geo.Chord;
import io.fleetwire.event.Alert;
import io.fleetwire.event.ConfigEntry.Geofence.Crossing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Entering and leaving a geofence: alerts {@code geofence-enter} and {@code geofence-exit}, each over as soon as it happened. Two fixes in a row must
 * agree (others: 2 or 3), and leaving means to be farther outside than the fix may be wrong, at least 15 m: a vehicle parked on the border crosses it
 * once. The straight way between two fixes counts, too, so a fast pass is seen where no fix is inside. A vehicle that is inside when it is first seen, or when the geofence is drawn around it, has not entered.
 */
public final class GeofenceCrossing {

    /** The rule id of entering. */
    public static final String ENTER = "geofence-enter";

    /** The rule id of leaving. */
    public static final String EXIT = "geofence-exit";

    /** Most geofences a vehicle is in at once; further ones are not watched. */
    public static final int MAX_PRESENT = 64;

    private static final int CONFIRMING_FIXES = 2;
    private static final double MIN_BUFFER_M = 15;

    /** A way through a geofence between two fixes counts from here: both ends may be wrong by the buffer. */
    private static final double MIN_CHORD_M = 2 * MIN_BUFFER_M;

    private GeofenceCrossing() {}

    /** Where the vehicle stands after a moment; crossings are added to {@code out}. */
    public static List<Presence> step(
            List<Presence> presences, RuleInput input, FleetConfig config, List<Fact.Revisable> out) {
        if (!input.hasFix()) {
            return presences;
        }
        List<Geozone> here = config.geozonesAt(input.lat(), input.lon());
        if (input.distanceM() >= MIN_CHORD_M) {
            passes(presences, here, input, config, out);
        }
        if (here.isEmpty() && presences.isEmpty()) {
            return presences;
        }
        List<Presence> next = new ArrayList<>();
        for (Presence presence : presences) {
            Geozone zone = config.geozone(presence.geofenceId());
            Presence after = zone == null ? null : revisit(presence, zone, input, out);
            if (after != null) {
                next.add(after);
            }
        }
        for (Geozone zone : here) {
            if (next.size() < MAX_PRESENT && !known(presences, zone)) {
                next.add(firstSeen(zone, input));
            }
        }
        return List.copyOf(next);
    }

    /** Geofences that lie on the way between the two fixes: a fast vehicle has none inside. */
    private static void passes(
            List<Presence> presences,
            List<Geozone> here,
            RuleInput input,
            FleetConfig config,
            List<Fact.Revisable> out) {
        for (Geozone zone : config.geozonesNear(input.previousLat(), input.previousLon(), input.lat(), input.lon())) {
            if (here.contains(zone) || known(presences, zone)) {
                continue;
            }
            Chord chord = chord(zone, input);
            if (chord != null && chord.insideM() >= Math.max(MIN_CHORD_M, 2 * bufferM(input))) {
                tell(ENTER, Crossing.ENTER, "Entered ", zone, at(input, chord.from()), input, out);
                tell(EXIT, Crossing.EXIT, "Left ", zone, at(input, chord.to()), input, out);
            }
        }
    }

    private static @Nullable Chord chord(Geozone zone, RuleInput input) {
        return zone.area().chord(input.previousLat(), input.previousLon(), input.lat(), input.lon());
    }

    private static long at(RuleInput input, double share) {
        return input.previousAtMs() + Math.round(share * (input.atMs() - input.previousAtMs()));
    }

    private static double bufferM(RuleInput input) {
        return input.accuracyM() > MIN_BUFFER_M ? input.accuracyM() : MIN_BUFFER_M;
    }

    private static @Nullable Presence revisit(
            Presence presence, Geozone zone, RuleInput input, List<Fact.Revisable> out) {
        double outsideM = zone.area().distanceOutsideM(input.lat(), input.lon());
        return presence.inside()
                ? leave(presence, zone, outsideM, input, out)
                : enter(presence, zone, outsideM, input, out);
    }

    private static @Nullable Presence leave(
            Presence presence, Geozone zone, double outsideM, RuleInput input, List<Fact.Revisable> out) {
        if (outsideM <= bufferM(input)) {
            return presence.fixes() == 0 ? presence : Presence.in(zone.id());
        }
        Presence changing = changing(presence, input);
        if (changing.fixes() < CONFIRMING_FIXES) {
            return changing;
        }
        tell(EXIT, Crossing.EXIT, "Left ", zone, changing.changingSinceMs(), input, out);
        return null;
    }

    private static @Nullable Presence enter(
            Presence presence, Geozone zone, double outsideM, RuleInput input, List<Fact.Revisable> out) {
        if (outsideM > 0) {
            // One fix inside, and gone again: it was there if the way out of it was longer than a fix may be wrong.
            Chord chord = chord(zone, input);
            if (chord != null && input.distanceM() > 0 && chord.insideM() >= bufferM(input)) {
                tell(ENTER, Crossing.ENTER, "Entered ", zone, presence.changingSinceMs(), input, out);
                tell(EXIT, Crossing.EXIT, "Left ", zone, at(input, chord.to()), input, out);
            }
            return null;
        }
        Presence changing = changing(presence, input);
        if (changing.fixes() < CONFIRMING_FIXES) {
            return changing;
        }
        tell(ENTER, Crossing.ENTER, "Entered ", zone, changing.changingSinceMs(), input, out);
        return Presence.in(zone.id());
    }

    private static Presence firstSeen(Geozone zone, RuleInput input) {
        boolean wasInside =
                Double.isNaN(input.previousLat()) || zone.area().contains(input.previousLat(), input.previousLon());
        return wasInside ? Presence.in(zone.id()) : new Presence(zone.id(), false, input.atMs(), 1);
    }

    private static Presence changing(Presence presence, RuleInput input) {
        long sinceMs = presence.fixes() == 0 ? input.atMs() : presence.changingSinceMs();
        return new Presence(presence.geofenceId(), presence.inside(), sinceMs, presence.fixes() + 1);
    }

    private static boolean known(List<Presence> presences, Geozone zone) {
        for (Presence presence : presences) {
            if (presence.geofenceId().equals(zone.id())) {
                return true;
            }
        }
        return false;
    }

    private static void tell(
            String rule,
            Crossing crossing,
            String verb,
            Geozone zone,
            long atMs,
            RuleInput input,
            List<Fact.Revisable> out) {
        if (!zone.alertsOn(crossing)) {
            return;
        }
        Instant at = Instant.ofEpochMilli(atMs);
        Alert alert = new Alert(
                FactId.of(rule, input.vehicleId(), zone.id(), atMs),
                rule,
                Alert.Severity.INFO,
                Alert.State.CLOSED,
                input.vehicleId(),
                input.driverId(),
                at,
                at,
                input.lagMs() > Episode.LATE_MS,
                input.lat(),
                input.lon(),
                Map.of(),
                verb + zone.name());
        out.add(new Fact.AlertFact(alert, 0, false));
    }
}
