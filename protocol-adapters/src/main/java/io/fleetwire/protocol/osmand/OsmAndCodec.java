package io.fleetwire.protocol.osmand;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Ids;
import io.fleetwire.event.wire.Json;
import io.fleetwire.protocol.Malformed;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Request to message. What the body is, it shows itself: apps differ in the content type they name. */
final class OsmAndCodec {

    /** Parameters that are read; the rest of a request that has more is a form of nobody's. */
    private static final int MAX_PARAMETERS = 1_024;

    private OsmAndCodec() {}

    /**
     * What a request says.
     *
     * @throws Malformed where it names no device, or its body is neither JSON nor a form
     */
    static OsmAndMessage decode(HttpCall call) throws Malformed {
        String body = call.body().strip();
        if (body.startsWith("{") || body.startsWith("[")) {
            return document(body, parameters(call.target(), true));
        }
        Map<String, String> parameters = new LinkedHashMap<>(parameters(call.target(), true));
        parameters.putAll(parameters(body, false));
        return new OsmAndMessage.Parameters(id(parameters.get("id"), parameters.get("deviceid")), parameters);
    }

    private static Map<String, String> parameters(String text, boolean hasPath) throws Malformed {
        Map<String, String> last = new LinkedHashMap<>();
        try {
            new QueryStringDecoder(text, StandardCharsets.UTF_8, hasPath, MAX_PARAMETERS)
                    .parameters()
                    .forEach((name, values) -> last.put(name, values.getLast()));
        } catch (IllegalArgumentException e) {
            throw new Malformed("a parameter is not percent-encoded");
        }
        return last;
    }

    private static OsmAndMessage document(String body, Map<String, String> parameters) throws Malformed {
        JsonNode root;
        try {
            root = Json.mapper().readTree(body);
        } catch (IOException e) {
            throw new Malformed("not JSON: " + Json.reason(e));
        }
        String deviceId = id(root.path("device_id").asText(""), root.path("id").asText(""), parameters.get("id"));
        JsonNode location = root.path("location");
        List<JsonNode> locations = new ArrayList<>();
        if (location.isArray()) {
            location.forEach(locations::add);
        } else {
            locations.add(location);
        }
        if (locations.isEmpty() || !locations.stream().allMatch(JsonNode::isObject)) {
            throw new Malformed("location is required");
        }
        return new OsmAndMessage.Locations(deviceId, List.copyOf(locations));
    }

    private static String id(@Nullable String... candidates) throws Malformed {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isEmpty()) {
                if (!Ids.isId(candidate)) {
                    throw new Malformed("id: at most " + Ids.MAX_LENGTH + " letters, digits and . _ : @ -");
                }
                return candidate;
            }
        }
        throw new Malformed("id is required");
    }
}
