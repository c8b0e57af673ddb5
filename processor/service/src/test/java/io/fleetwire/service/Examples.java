package io.fleetwire.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fleetwire.event.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A body that each call accepts, with every text field filled in, and where to send it. */
final class Examples {

    /** The device they speak of. */
    static final String DEVICE = "hostile-1";

    /** Registers it. */
    static final String DEVICE_BODY =
            "{\"deviceId\":\"hostile-1\",\"protocol\":\"fleetjson\",\"vehicleId\":\"HOSTILE-1\"}";

    static final String GEOFENCE_BODY =
            "{\"id\":\"depot\",\"name\":\"Depot\",\"shape\":\"CIRCLE\",\"centre\":[13.4,52.5],\"radiusM\":100,\"alertOn\":[\"ENTER\"]}";

    /** Operation → body. */
    static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("POST /api/v1/session", "{\"user\":\"nobody\",\"password\":\"none of it\"}"),
            Map.entry(
                    "PUT /api/v1/access/users/{name}",
                    "{\"role\":\"viewer\",\"password\":\"correct horse battery\",\"disabled\":true,\"proof\":\"none\"}"),
            Map.entry(
                    "POST /api/v1/access/tokens",
                    "{\"label\":\"wall\",\"role\":\"viewer\",\"days\":1,\"proof\":\"none\"}"),
            Map.entry("DELETE /api/v1/access/users/{name}", "{\"proof\":\"none\"}"),
            Map.entry("POST /api/v1/devices", DEVICE_BODY),
            Map.entry("POST /api/v1/devices/{id}/adopt", "{\"vehicleId\":\"HOSTILE-1\"}"),
            Map.entry(
                    "PATCH /api/v1/devices/{id}",
                    "{\"vehicleId\":\"HOSTILE-1\",\"protocol\":\"fleetjson\",\"status\":\"ACTIVE\",\"settings\":{\"model\":\"FMC130\"}}"),
            Map.entry(
                    "POST /api/v1/devices/{id}/commands",
                    "{\"command\":\"message\",\"params\":{\"text\":\"turn\"},\"expiresInS\":600,\"confirm\":\"hostile-1\",\"proof\":\"none\",\"whileMoving\":false}"),
            Map.entry("PUT /api/v1/geofences/{id}", GEOFENCE_BODY),
            Map.entry(
                    "POST /api/v1/decode",
                    "{\"protocol\":\"gt06\",\"transport\":\"TCP\",\"hex\":\"78781101075253367890024270003201000512790d0a\",\"deviceId\":\"hostile-1\","
                            + "\"model\":\"GT06N\",\"timeZone\":\"+08:00\",\"receivedAt\":\"2026-11-21T10:00:00Z\"}"),
            Map.entry("PUT /api/v1/vehicles/{id}/settings", "{\"vehicleClass\":\"VAN\",\"speedLimitKmh\":80}"),
            Map.entry("POST /api/v1/devices/{id}/commands/{commandId}/approve", "{\"proof\":\"none\"}"),
            Map.entry("PUT /api/v1/devices/{id}/dangerous-commands", "{\"allowed\":false,\"proof\":\"none\"}"));

    private Examples() {}

    /** A fresh copy; for a call without an example, an empty object. */
    static ObjectNode body(Operations.Operation operation) {
        try {
            return (ObjectNode) Json.mapper().readTree(BODIES.getOrDefault(operation.name(), "{}"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An address of a call with a body. What has none removes or stops something: that is asked of what there is not. */
    static String path(Operations.Operation operation) {
        return operation
                .path()
                .replaceAll("\\{[a-zA-Z]+}", BODIES.containsKey(operation.name()) ? DEVICE : "no-such-thing");
    }
}
