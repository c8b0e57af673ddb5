package io.fleetwire.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.wire.Json;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can be called, from the OpenAPI document: a test over all of it knows of a route as soon as somebody adds one. */
final class Operations {

    /**
     * A call.
     *
     * @param path with its {@code {parameters}}
     * @param body its body's schema, references resolved; missing: it takes none
     * @param parameters of the path and the query
     */
    record Operation(String method, String path, JsonNode body, List<Parameter> parameters) {

        /** As RolesTest and the examples name it. */
        String name() {
            return method + " " + path;
        }

        boolean changes() {
            return !method.equals("GET");
        }
    }

    /** @param in {@code path} or {@code query} */
    record Parameter(String name, String in) {}

    private static final int DEEPEST = 8;

    private final JsonNode document;

    private Operations(JsonNode document) {
        this.document = document;
    }

    /** All of the API's, as the first administrator sees it. */
    static List<Operation> all() {
        String text = RestAssured.given()
                .header("Authorization", "Bearer " + Login.firstToken())
                .get("/q/openapi?format=json")
                .asString();
        try {
            return new Operations(Json.mapper().readTree(text)).operations();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (!method.getKey().equals("parameters")) {
                    List<Parameter> parameters = new ArrayList<>(parameters(path.getValue()));
                    parameters.addAll(parameters(method.getValue()));
                    operations.add(new Operation(
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            resolved(
                                    method.getValue()
                                            .path("requestBody")
                                            .path("content")
                                            .path("application/json")
                                            .path("schema"),
                                    0),
                            parameters));
                }
            }
        }
        return operations;
    }

    private static List<Parameter> parameters(JsonNode holder) {
        List<Parameter> found = new ArrayList<>();
        for (JsonNode parameter : holder.path("parameters")) {
            found.add(new Parameter(
                    parameter.path("name").asText(), parameter.path("in").asText()));
        }
        return found;
    }

    private JsonNode resolved(JsonNode schema, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalStateException("a schema deeper than " + DEEPEST);
        }
        JsonNode target = schema;
        if (schema.has("$ref")) {
            String ref = schema.path("$ref").asText();
            target = document.at(ref.substring(1));
        }
        for (String choice : new String[] {"anyOf", "oneOf", "allOf"}) {
            for (JsonNode one : target.path(choice)) {
                if (!one.path("type").asText().equals("null")) {
                    return resolved(one, depth + 1);
                }
            }
        }
        JsonNode copy = target.deepCopy();
        if (copy.path("properties") instanceof com.fasterxml.jackson.databind.node.ObjectNode properties) {
            for (Map.Entry<String, JsonNode> property : properties.properties()) {
                property.setValue(resolved(property.getValue(), depth + 1));
            }
        }
        for (String inner : new String[] {"items", "additionalProperties"}) {
            if (copy.path(inner).isObject()) {
                ((com.fasterxml.jackson.databind.node.ObjectNode) copy)
                        .set(inner, resolved(copy.path(inner), depth + 1));
            }
        }
        return copy;
    }
}
