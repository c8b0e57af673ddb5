package io.fleetwire.system;

import static io.fleetwire.system.HostileTextTest.IMAGE;
import static io.fleetwire.system.HostileTextTest.SCRIPT;
import static io.fleetwire.system.HostileTextTest.SQL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fleetwire.event.Fix;
import io.fleetwire.event.wire.Json;
import io.fleetwire.protocol.queclink.QueclinkDevice;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything free that a screen shows, in a real browser: a token's label, an area's name, a command and what a device answers, fields of a frame, an address. */
@ExtendWith(SharedStack.class)
class HostilePageTest {

    private static final String DEVICE = "hostile-page";
    private static final String VEHICLE = "HOSTILE-PAGE";

    /** What the device answers. */
    private static final String VECTOR = "</span><svg onload=\"window.__hostile=1\">";

    private static final Duration BROWSER_PATIENCE = Duration.ofMinutes(1);

    /** Metres from the middle of a circle of 300 m, 2 s apart at 50 km/h: in for two fixes and out again, which are one entering and one leaving. */
    private static final List<Integer> LAP_M = List.of(350, 322, 294, 266, 294, 322);

    private static final int LAP_STEP_S = 2;
    private static final double METRES_PER_DEGREE = 111_195;

    private static ObjectNode node() {
        return Json.mapper().createObjectNode();
    }

    @Test
    void showsItAsTextAndAsNothingElse(Stack stack) throws Exception {
        for (String label : List.of(SCRIPT, IMAGE)) {
            String token = node().put("label", label).put("role", "viewer").toString();
            assertThat(stack.api("POST", "/api/v1/access/tokens", token).statusCode())
                    .isEqualTo(201);
        }
        String secret = stack.register(DEVICE, "fleetjson", VEHICLE);
        String id = Json.mapper()
                .readTree(stack.api(
                                "POST",
                                "/api/v1/devices/" + DEVICE + "/commands",
                                "{\"command\":\"message\",\"params\":" + node().put("text", IMAGE) + "}")
                        .body())
                .path("id")
                .asText();
        fence(stack, "hostile-script", SCRIPT);
        fence(stack, "hostile-image", IMAGE);
        try (Phone phone = Phone.connect(stack, DEVICE, secret)) {
            crossTheFences(stack, phone);
            phone.subscribe("fleet/v1/" + DEVICE + "/cmd/req");
            awaitCommand(stack, "SENT");
            ObjectNode answer = node().put("id", id).put("status", "DONE").put("result", VECTOR);
            phone.publish("fleet/v1/" + DEVICE + "/cmd/res", answer.toString(), false);
            awaitCommand(stack, "DONE");
        }
        look(stack, views());
    }

    private static void awaitCommand(Stack stack, String state) {
        await().atMost(Stack.PATIENCE)
                .untilAsserted(() -> assertThat(stack.get("/api/v1/devices/" + DEVICE + "/commands")
                                .at("/items/0/state")
                                .asText())
                        .isEqualTo(state));
    }

    private static void fence(Stack stack, String id, String name) throws IOException, InterruptedException {
        ObjectNode circle = node().put("name", name).put("shape", "CIRCLE").put("radiusM", 300);
        circle.putArray("centre").add(13.4).add(52.5);
        assertThat(stack.api("PUT", "/api/v1/geofences/" + id, circle.toString())
                        .statusCode())
                .isEqualTo(200);
    }

    /** In and out until both fences are known to the engine and have told of it; with positions as new as can be, for the newest alerts come first. */
    private static void crossTheFences(Stack stack, Phone phone) {
        Instant[] at = {Instant.now().minusSeconds(600)};
        await().atMost(Stack.PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            at[0] = lap(phone, at[0]);
            assertThat(stack.get("/api/v1/alerts?limit=200&vehicle=" + VEHICLE)
                            .path("items")
                            .findValuesAsText("message"))
                    .contains("Entered " + SCRIPT, "Entered " + IMAGE);
        });
    }

    private static Instant lap(Phone phone, Instant start) throws MqttException {
        Instant at = start;
        for (int metres : LAP_M) {
            ObjectNode record = node().put("deviceTime", at.toString());
            record.putObject("fix")
                    .put("lat", 52.5 - metres / METRES_PER_DEGREE)
                    .put("lon", 13.4)
                    .put("speedKmh", 50);
            phone.publish("fleet/v1/" + DEVICE + "/telemetry", record.toString(), false);
            at = at.plusSeconds(LAP_STEP_S);
        }
        return at;
    }

    private static ArrayNode views() {
        ArrayNode views = Json.mapper().createArrayNode();
        view(views, "#/vehicles/" + VEHICLE, "[data-drawer] [data-alert]", IMAGE, VECTOR, "Entered " + SCRIPT);
        view(views, "#/?tab=alerts", "[data-alert]", "Entered " + SCRIPT, "Entered " + IMAGE);
        view(views, "#/access", "[data-token-id]", SCRIPT, IMAGE);
        view(views, "#/devices", "[data-device='" + DEVICE + "']");
        view(views, "#/trips", "main table");
        view(views, "#/drivers", "main table");
        view(views, "#/health", "main");
        view(views, "#/workbench", "[data-verdict='DECODED']", IMAGE, SCRIPT)
                .put("fill", "textarea[name=hex]")
                .put(
                        "with",
                        ByteBufUtil.hexDump((queclink(IMAGE) + queclink(SCRIPT)).getBytes(StandardCharsets.US_ASCII)))
                .put("click", "main form .do button.primary");
        view(views, "#/", "input[type=search]", "No vehicle")
                .put("fill", "input[type=search]")
                .put("with", IMAGE);
        // Whoever sends somebody a link.
        view(views, "#/vehicles/" + encoded(IMAGE), "[data-drawer]", IMAGE);
        view(views, "#/workbench/" + encoded(SQL), "main input[name=tap]", SQL);
        view(views, "#/vehicles/%E0%A4%A", "[data-light]");
        return views;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static ObjectNode view(ArrayNode views, String hash, String shown, String... texts) {
        ObjectNode view = views.addObject().put("hash", hash).put("shown", shown);
        ArrayNode wanted = view.putArray("texts");
        for (String text : texts) {
            wanted.add(text);
        }
        return view;
    }

    /** A report of a device that its owner gave this name. */
    static String queclink(String name) {
        String imei = "990000300000003";
        Instant at = Instant.now();
        QueclinkDevice device = new QueclinkDevice(imei, "060228", new QueclinkDevice.Cell(262, 2, 0x1450, 0x9F13), 1);
        return device.fixed(
                        false,
                        at,
                        Fix.at(52.5, 13.4),
                        new QueclinkDevice.State(true, true, 1_000, 12.6, 90),
                        LocalDateTime.ofInstant(at, ZoneOffset.UTC))
                .toString(StandardCharsets.US_ASCII)
                .replace(imei + ",,", imei + "," + name + ",");
    }

    private static void look(Stack stack, ArrayNode views) throws IOException, InterruptedException {
        Process browser = new ProcessBuilder(
                        "node",
                        "e2e/hostile.mjs",
                        "--url",
                        stack.dashboard(),
                        "--token-file",
                        stack.tokenFile().toString(),
                        "--timeout",
                        String.valueOf(BROWSER_PATIENCE.toSeconds()))
                .directory(Stack.home().resolve("dashboard").toFile())
                .redirectErrorStream(true)
                .start();
        try (OutputStream in = browser.getOutputStream()) {
            in.write(Json.mapper().writeValueAsBytes(views));
        }
        String saw = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(browser.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(browser.exitValue()).as(saw).isZero();
    }
}
