package io.fleetwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.wire.Json;
import io.fleetwire.sim.device.Equipping;
import io.fleetwire.sim.device.SimDevice;
import io.fleetwire.sim.world.CarState;
import io.fleetwire.sim.world.City;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From REST to a simulated device and back: the whole way of a command, over each protocol that has any. */
@ExtendWith(SharedStack.class)
class CommandTest {

    private static final String IMEI = "356307042499001";
    private static final String GT06_IMEI = "356307042499002";

    private static String ask(Stack stack, String device, String body) throws Exception {
        HttpResponse<String> answer = stack.api("POST", "/api/v1/devices/" + device + "/commands", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return Json.mapper().readTree(answer.body()).path("id").asText();
    }

    private static JsonNode command(Stack stack, String device, String id) throws Exception {
        for (JsonNode item :
                stack.get("/api/v1/devices/" + device + "/commands").path("items")) {
            if (item.path("id").asText().equals(id)) {
                return item;
            }
        }
        return Json.mapper().createObjectNode();
    }

    private static void awaitDone(Stack stack, SimDevice device, String deviceId, String id, String words) {
        await().atMost(Stack.PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            device.sense(moment());
            assertThat(command(stack, deviceId, id).path("state").asText()).isEqualTo("DONE");
        });
        await().untilAsserted(() ->
                assertThat(command(stack, deviceId, id).path("result").asText()).contains(words));
    }

    private static CarState moment() {
        return new CarState(
                System.currentTimeMillis(), City.CENTRE, 12, 271, 0.5, true, 123_456_789, 1_850, 40, 25, 91, 55, 13.9);
    }

    private static Equipping at(Stack stack) {
        return new Equipping("127.0.0.1", stack.teltonika(), stack.gt06(), stack.obd(), stack.mqttPort());
    }

    /** Asked before the device has ever called: it waits for it. */
    @Test
    void aTeltonikaAnswersWhatWaitedForIt(Stack stack) throws Exception {
        stack.register(IMEI, "teltonika", "CMD-1");
        String id = ask(stack, IMEI, "{\"command\":\"locate\",\"expiresInS\":600}");
        assertThat(command(stack, IMEI, id).path("state").asText()).isEqualTo("PENDING");
        try (SimDevice device = at(stack).teltonika(IMEI, 1)) {
            awaitDone(stack, device, IMEI, id, "Lat:52.5");
        }
        assertThat(command(stack, IMEI, id).path("steps")).hasSize(2);
    }

    @Test
    void aGt06Answers(Stack stack) throws Exception {
        stack.register(GT06_IMEI, "gt06", "CMD-2");
        try (SimDevice device = at(stack).gt06(GT06_IMEI)) {
            device.sense(moment());
            awaitDone(stack, device, GT06_IMEI, ask(stack, GT06_IMEI, "{\"command\":\"status\"}"), "Battery");
        }
    }

    @Test
    void aPhoneAnswers(Stack stack) throws Exception {
        String secret = stack.register("cmd-phone", "fleetjson", "CMD-3");
        try (SimDevice device = at(stack).phone("cmd-phone", secret, "D-cmd", true)) {
            device.sense(moment());
            String id = ask(
                    stack,
                    "cmd-phone",
                    "{\"command\":\"message\",\"params\":{\"text\":\"Bitte wenden \\uD83D\\uDE9A\"}}");
            awaitDone(stack, device, "cmd-phone", id, "shown");
        }
    }

    @Test
    void dangerIsOff(Stack stack) throws Exception {
        stack.register("356307042499003", "teltonika", "CMD-4");
        HttpResponse<String> answer = stack.api(
                "POST",
                "/api/v1/devices/356307042499003/commands",
                "{\"command\":\"engineStop\",\"confirm\":\"356307042499003\"}");
        assertThat(answer.statusCode()).isEqualTo(403);
    }
}
