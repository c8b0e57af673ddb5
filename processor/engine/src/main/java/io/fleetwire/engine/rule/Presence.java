package io.fleetwire.engine.rule;

/**
 * Where a vehicle stands to a geofence it is in, or seems to have entered.
 *
 * @param inside believed to be inside; false: seen inside by too few fixes
 * @param changingSinceMs the first fix on the other side; {@link EpisodeState#NEVER} while there is none
 * @param fixes fixes in a row on the other side
 */
public record Presence(String geofenceId, boolean inside, long changingSinceMs, int fixes) {

    static Presence in(String geofenceId) {
        return new Presence(geofenceId, true, EpisodeState.NEVER, 0);
    }
}
