package io.fleetwire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Command;
import io.fleetwire.event.CommandResult;
import io.fleetwire.event.CommandResult.Status;
import io.fleetwire.event.wire.Json;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.testing.App3;
import io.fleetwire.gateway.testing.App5;
import io.fleetwire.protocol.fleetjson.FleetJsonAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commands to apps, with Eclipse Paho's clients. */
class MqttCommandTest extends GatewayOnKafka {

    private static final String SECRET = "s3cret-of-the-app";
    private static final long TIMEOUT_MS = 15_000;

    @BeforeAll
    static void start() throws Exception {
        register(
                app("app-1", "app-1", SECRET),
                app("app-2", "app-2", SECRET),
                app("app-3", "app-3", SECRET),
                app("app-4", "app-4", SECRET));
        gateway = TestGateway.withMqtt(kafka, List.of(new FleetJsonAdapter()));
    }

    private static void ask(String id, String device) throws Exception {
        Instant now = Instant.now();
        kafka.write(
                Topics.COMMANDS,
                new Command(
                        id,
                        device,
                        "message",
                        Map.of("text", "Bitte \"wenden\"\\"),
                        now.plusSeconds(600),
                        "ada",
                        now,
                        null));
    }

    private static List<CommandResult> story(String id) throws Exception {
        List<CommandResult> story = new ArrayList<>();
        Status before = null;
        for (CommandResult result : kafka.values(Topics.COMMAND_RESULTS)) {
            if (result.id().equals(id) && result.follows(before)) {
                before = result.status();
                story.add(result);
            }
        }
        return story;
    }

    private static void awaitStory(String id, Status... statuses) {
        await().untilAsserted(() ->
                assertThat(story(id)).extracting(CommandResult::status).containsExactly(statuses));
    }

    private static App5 client5(String user) throws Exception {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(user);
        options.setPassword(bytes(SECRET));
        App5 client = new App5(gateway.mqtt, "five-" + user);
        client.connect(options).waitForCompletion(TIMEOUT_MS);
        return client;
    }

    private static BlockingQueue<MqttMessage> listen(App5 app, String user) throws Exception {
        BlockingQueue<MqttMessage> heard = new LinkedBlockingQueue<>();
        // One of Paho's subscribe methods calls itself for ever; this one works.
        app.setCallback(new Ear(heard));
        app.subscribe(new MqttSubscription("fleet/v1/" + user + "/cmd/req", 1)).waitForCompletion(TIMEOUT_MS);
        return heard;
    }

    /** The app has been connected for long when it subscribes, and the command has waited for longer. */
    @Test
    void whatWaitsIsDeliveredOnSubscribingWithAllThatMqtt5Has() throws Exception {
        ask("m-1", "app-1");
        try (App5 app = client5("app-1")) {
            app.publish("fleet/v1/app-1/status", bytes("{\"online\":true}"), 1, true)
                    .waitForCompletion(TIMEOUT_MS);
            assertThat(story("m-1")).isEmpty();

            MqttMessage request = listen(app, "app-1").poll(15, TimeUnit.SECONDS);
            assertThat(request).isNotNull();
            assertThat(request.getQos()).isOne();
            assertThat(request.isRetained()).isFalse();
            assertThat(request.getProperties().getResponseTopic()).isEqualTo("fleet/v1/app-1/cmd/res");
            assertThat(new String(request.getProperties().getCorrelationData(), StandardCharsets.UTF_8))
                    .isEqualTo("m-1");
            assertThat(request.getProperties().getMessageExpiryInterval()).isBetween(1L, 60L);
            JsonNode json = Json.mapper().readTree(request.getPayload());
            assertThat(json.path("id").asText()).isEqualTo("m-1");
            assertThat(json.path("command").asText()).isEqualTo("message");
            assertThat(json.path("params").path("text").asText()).isEqualTo("Bitte \"wenden\"\\");
            assertThat(Instant.parse(json.path("expiresAt").asText())).isAfter(Instant.now());
            awaitStory("m-1", Status.SENT);

            app.publish(
                            request.getProperties().getResponseTopic(),
                            bytes("{\"id\":\"m-1\",\"status\":\"DONE\",\"result\":\"shown\"}"),
                            1,
                            false)
                    .waitForCompletion(TIMEOUT_MS);
            // Acknowledged means stored.
            assertThat(story("m-1")).extracting(CommandResult::status).containsExactly(Status.SENT, Status.DONE);
            assertThat(story("m-1").getLast().result()).isEqualTo("shown");
        }
    }

    @Test
    void anAppOfMqtt3AnswersToo() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (App3 app = new App3(gateway.mqtt, "three")) {
            MqttConnectOptions options = new MqttConnectOptions();
            options.setUserName("app-2");
            options.setPassword(SECRET.toCharArray());
            app.connect(options).waitForCompletion(TIMEOUT_MS);
            app.subscribe(
                            "fleet/v1/app-2/cmd/req",
                            1,
                            (topic, message) -> heard.add(new String(message.getPayload(), StandardCharsets.UTF_8)))
                    .waitForCompletion(TIMEOUT_MS);
            ask("m-2", "app-2");
            String request = heard.poll(15, TimeUnit.SECONDS);
            assertThat(Json.mapper().readTree(request).path("id").asText()).isEqualTo("m-2");
            app.publish(
                            "fleet/v1/app-2/cmd/res",
                            bytes("{\"id\":\"m-2\",\"status\":\"FAILED\",\"result\":\"driver said\\r\\nno\"}"),
                            1,
                            false)
                    .waitForCompletion(TIMEOUT_MS);
        }
        awaitStory("m-2", Status.SENT, Status.FAILED);
        assertThat(story("m-2").getLast().result()).isEqualTo("driver said  no");
    }

    /** The session ended with the connection; the answer names its command all the same. */
    @Test
    void anAnswerMayComeAfterTheAppConnectedAgain() throws Exception {
        ask("m-3", "app-3");
        try (App5 app = client5("app-3")) {
            assertThat(listen(app, "app-3").poll(15, TimeUnit.SECONDS)).isNotNull();
            awaitStory("m-3", Status.SENT);
        }
        try (App5 app = client5("app-3");
                App5 thief = client5("app-4")) {
            for (String status : List.of("DONE", "PERHAPS")) {
                thief.publish(
                                "fleet/v1/app-4/cmd/res",
                                bytes("{\"id\":\"m-3\",\"status\":\"" + status + "\"}"),
                                1,
                                false)
                        .waitForCompletion(TIMEOUT_MS);
            }
            assertThat(story("m-3")).hasSize(1);
            assertThat(kafka.values(Topics.DEAD_LETTERS))
                    .filteredOn(letter -> "app-4".equals(letter.deviceId()))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.reason()).isEqualTo("status must be DONE or FAILED"));
            app.publish("fleet/v1/app-3/cmd/res", bytes("{\"id\":\"m-3\",\"status\":\"DONE\"}"), 1, false)
                    .waitForCompletion(TIMEOUT_MS);
        }
        awaitStory("m-3", Status.SENT, Status.DONE);
    }

    @Test
    void whoUnsubscribesIsNotAsked() throws Exception {
        try (App5 app = client5("app-4")) {
            BlockingQueue<MqttMessage> heard = listen(app, "app-4");
            app.unsubscribe("fleet/v1/app-4/cmd/req").waitForCompletion(TIMEOUT_MS);
            await().untilAsserted(() -> {
                app.publish("fleet/v1/app-4/status", bytes("{\"online\":true}"), 1, true)
                        .waitForCompletion(TIMEOUT_MS);
                assertThat(heard).isEmpty();
            });
            ask("m-4", "app-4");
            await().during(java.time.Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(story("m-4")).isEmpty());
            assertThat(listen(app, "app-4").poll(15, TimeUnit.SECONDS)).isNotNull();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
