package io.fleetwire.protocol.osmand;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** A report of a phone. */
sealed interface OsmAndMessage {

    /** As it says it; checked by whoever reads the message. */
    String deviceId();

    /**
     * The old form.
     *
     * @param parameters by name; of one that is repeated, the last
     */
    record Parameters(String deviceId, Map<String, String> parameters) implements OsmAndMessage {}

    /**
     * The form of 2025.
     *
     * @param locations objects, at least one
     */
    record Locations(String deviceId, List<JsonNode> locations) implements OsmAndMessage {}
}
