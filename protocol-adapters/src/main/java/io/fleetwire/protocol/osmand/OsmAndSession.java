package io.fleetwire.protocol.osmand;

import org.jspecify.annotations.Nullable;

/**
 * What a connection knows: only whether answers of it may be pending.
 *
 * @param deviceId whose request was the last one that was let in; null: there was none
 */
public record OsmAndSession(@Nullable String deviceId) {

    static final OsmAndSession NEW = new OsmAndSession(null);
}
