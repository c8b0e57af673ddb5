package io.fleetwire.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fleetwire.event.wire.Json;
import io.fleetwire.service.Operations.Operation;
import io.fleetwire.service.Operations.Parameter;
import io.fleetwire.service.RawHttp.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every text that a call takes, with everything that is no innocent text: kept to the letter, or refused with a reason. Which fields those are says OpenAPI. */
@SuppressWarnings("NullAway.Init") // Quarkus and the set-up set the fields
@QuarkusTest
@QuarkusTestResource(TestKafka.class)
class HostileTextRestTest {

    /** Where people's own words are welcome. Whoever adds a field here says below where else it comes out. */
    private static final Set<String> FREE_TEXT = Set.of(
            "PUT /api/v1/geofences/{id} name",
            "POST /api/v1/access/tokens label",
            "PATCH /api/v1/devices/{id} settings.model",
            "POST /api/v1/devices/{id}/commands params.text");

    /** Taken and never shown: a secret, what only dangerous commands look at, and what is taken apart. */
    private static final Set<String> NOT_SHOWN = Set.of(
            "PUT /api/v1/access/users/{name} password",
            "PUT /api/v1/access/users/{name} proof",
            "POST /api/v1/access/tokens proof",
            "POST /api/v1/devices/{id}/commands confirm",
            "POST /api/v1/devices/{id}/commands proof",
            "PUT /api/v1/devices/{id}/dangerous-commands proof",
            "PUT /api/v1/geofences/{id} id",
            "POST /api/v1/decode model",
            "POST /api/v1/decode text");

    /** What half a character becomes on the wire must not depend on who reads it. */
    private static final ObjectMapper ASCII =
            Json.mapper().rebuild().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @TestHTTPResource("/")
    URI page;

    private RawHttp http;

    @BeforeEach
    void connect() {
        http = new RawHttp(page, Login.firstToken());
        // There already, after another test of this class.
        send("POST", "/api/v1/devices", Examples.DEVICE_BODY);
    }

    @AfterEach
    void disconnect() throws IOException {
        for (JsonNode fence : send("GET", "/api/v1/geofences", "").json().path("items")) {
            String id = fence.path("id").asText();
            if (id.startsWith("hostile")) {
                send("DELETE", "/api/v1/geofences/" + id, "");
            }
        }
        http.close();
    }

    private Answer send(String method, String path, String body) {
        return http.call(method, path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    /** A text field of a body: its way from the top. {@code *}: any element, any name. */
    private record Field(Operation operation, List<String> way) {

        String name() {
            return operation.name() + " " + String.join(".", way);
        }

        /** The example with this text there; of bytes to take apart there is one form or the other. */
        ObjectNode with(String text) {
            ObjectNode body = Examples.body(operation);
            JsonNode at = body;
            for (String step : way.subList(0, way.size() - 1)) {
                at = at.isArray() ? at.path(0) : at.path(step);
            }
            switch (at) {
                case ObjectNode object
                when way.getLast().equals("text") && object.has("hex") ->
                    object.put("protocol", "queclink").put("text", text).remove(List.of("hex", "deviceId"));
                case ObjectNode object -> object.put(way.getLast(), text);
                case ArrayNode array -> array.removeAll().add(text);
                default -> throw new IllegalStateException("the example of " + name() + " leaves it out");
            }
            return body;
        }
    }

    private static List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (Operation operation : Operations.all()) {
            if (operation.changes() && !operation.body().isMissingNode()) {
                assertThat(Examples.BODIES)
                        .as("an example of a body, so that its texts are tested")
                        .containsKey(operation.name());
                collect(operation, operation.body(), Examples.body(operation), List.of(), fields);
            }
        }
        return fields;
    }

    private static void collect(
            Operation operation, JsonNode schema, JsonNode example, List<String> way, List<Field> found) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            collect(
                    operation,
                    property.getValue(),
                    example.path(property.getKey()),
                    more(way, property.getKey()),
                    found);
        }
        if (schema.path("additionalProperties").isObject()) {
            for (Map.Entry<String, JsonNode> known : example.properties()) {
                collect(
                        operation,
                        schema.path("additionalProperties"),
                        known.getValue(),
                        more(way, known.getKey()),
                        found);
            }
        }
        if (schema.path("items").isObject()) {
            collect(operation, schema.path("items"), example.path(0), more(way, "*"), found);
        }
        if (schema.path("type").toString().contains("\"string\"")) {
            found.add(new Field(operation, way));
        }
    }

    private static List<String> more(List<String> way, String step) {
        List<String> longer = new ArrayList<>(way);
        longer.add(step);
        return List.copyOf(longer);
    }

    @Test
    void everyTextFieldKeepsItToTheLetterOrRefusesItWithAReason() throws Exception {
        List<Field> fields = fields();
        assertThat(fields).hasSizeGreaterThan(25);
        Set<String> took = new TreeSet<>();
        for (Field field : fields) {
            for (HostileText hostile : HostileText.values()) {
                String what = field.name() + " " + hostile;
                Answer answer = send(
                        field.operation().method(),
                        Examples.path(field.operation()),
                        ASCII.writeValueAsString(field.with(hostile.text())));
                if (answer.status() >= 300) {
                    assertRefused(what, answer);
                } else {
                    took.add(field.name());
                    if (field.name().startsWith("POST /api/v1/devices/{id}/commands ")) {
                        // Sixteen may wait.
                        String id = answer.json().path("id").asText();
                        send("DELETE", Examples.path(field.operation()) + "/" + id, "");
                    }
                    boolean shown = !NOT_SHOWN.contains(field.name());
                    assertThat(texts(answer.json()).contains(hostile.text()))
                            .as(what + ": " + answer.body())
                            .isEqualTo(shown);
                }
            }
            // What it left behind must not stand in the next field's answers.
            if (field.operation().method().equals("PATCH")) {
                send(
                        "PATCH",
                        Examples.path(field.operation()),
                        Examples.body(field.operation()).toString());
            }
        }
        Set<String> expected = new TreeSet<>(FREE_TEXT);
        expected.addAll(NOT_SHOWN);
        assertThat(took).isEqualTo(expected);
    }

    private static void assertRefused(String what, Answer answer) {
        assertThat(answer.status()).as(what + ": " + answer.body()).isBetween(400, 499);
        assertThat(answer.type()).as(what).isEqualTo("application/problem+json");
        assertThat(answer.json().path("detail").asText())
                .as(what)
                .isNotBlank()
                .doesNotContain("Exception", "io.fleetwire", "\tat ");
    }

    /** Every string of an answer. */
    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(child -> texts.addAll(texts(child)));
        return texts;
    }

    /** What was kept is the same when it is read again. */
    @Test
    void whatWasKeptIsReadAgainToTheLetter() throws IOException {
        for (HostileText hostile : HostileText.values()) {
            ObjectNode fence = (ObjectNode) Json.mapper().readTree(Examples.GEOFENCE_BODY);
            Answer put = send(
                    "PUT",
                    "/api/v1/geofences/hostile-"
                            + hostile.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    ASCII.writeValueAsString(fence.put("name", hostile.text())));
            List<String> names = texts(send("GET", "/api/v1/geofences", "").json());
            assertThat(names.contains(hostile.text()))
                    .as(hostile + ": " + put.body())
                    .isEqualTo(put.status() == 200);
        }
        assertThat(texts(send("GET", "/api/v1/geofences", "").json()))
                .contains(
                        HostileText.SQL.text(),
                        HostileText.SCRIPT.text(),
                        HostileText.NUL.text(),
                        HostileText.EMOJI.text());
    }

    /** ClickHouse is away here: what asks it is answered 503. With it: system-tests, {@code HostileTextTest}. */
    @Test
    void everyParameterOfAnAddressIsRefusedWithAReasonOrAnswered() {
        for (Operation operation : Operations.all()) {
            for (Parameter parameter : operation.parameters()) {
                for (HostileText hostile : HostileText.values()) {
                    // Longer than an address may be: that is Vert.x' to refuse.
                    if (hostile != HostileText.LONG) {
                        String what = operation.name() + " " + parameter.name() + " " + hostile;
                        Answer answer = send(
                                operation.method(),
                                address(operation, parameter, hostile.text()),
                                Examples.BODIES.getOrDefault(operation.name(), ""));
                        if (answer.status() == 503 && !operation.changes()) {
                            assertThat(answer.json().path("detail").asText()).contains("ClickHouse");
                        } else if (answer.status() >= 300) {
                            assertRefused(what, answer);
                        }
                    }
                }
            }
        }
    }

    private static String address(Operation operation, Parameter parameter, String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        return parameter.in().equals("path")
                ? operation
                        .path()
                        .replace("{" + parameter.name() + "}", encoded)
                        .replaceAll("\\{[a-zA-Z]+}", Examples.DEVICE)
                : operation.path().replaceAll("\\{[a-zA-Z]+}", Examples.DEVICE) + "?" + parameter.name() + "="
                        + encoded;
    }
}
