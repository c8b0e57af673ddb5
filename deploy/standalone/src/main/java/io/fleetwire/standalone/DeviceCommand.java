package io.fleetwire.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fleetwire.event.wire.Json;
import io.fleetwire.standalone.stack.Ports;
import io.fleetwire.standalone.stack.Settings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fleet device}: the device registry, through the API like anyone else. */
@Command(
        name = "device",
        mixinStandardHelpOptions = true,
        description = "Devices that may dial in.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = DeviceCommand.Add.class)
final class DeviceCommand {

    /** {@code fleet device add ID}. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Registers a device and prints its secret, once.")
    static final class Add implements Callable<Integer> {

        @Parameters(paramLabel = "ID", description = "IMEI, or the user name of a driver app.")
        private String id = "";

        @Option(names = "--protocol", paramLabel = "P", description = "The only protocol it may speak (default: any).")
        private @Nullable String protocol;

        @Option(names = "--vehicle", paramLabel = "V", description = "Its vehicle (default: named like the device).")
        private @Nullable String vehicle;

        @Option(names = "--data", paramLabel = "DIR", description = "The data folder of the stack (default: ./data).")
        private @Nullable Path data;

        @Option(names = "--port-offset", paramLabel = "N", description = "The port offset of the stack.")
        private @Nullable Integer portOffset;

        @Option(
                names = "--token",
                paramLabel = "TOKEN",
                description =
                        "A token with the role operator (default: $FLEETWIRE_TOKEN, else the one in the data folder).")
        private @Nullable String token;

        @Override
        public Integer call() throws Exception {
            Settings settings = Settings.read(Settings.Options.ofCaller(data, portOffset), System.getenv());
            JsonNode device = register(settings.dashboardUrl(), token(settings));
            System.out.printf(
                    "device   %s%nvehicle  %s%nsecret   %s%n%nThe secret is shown this once: it is the password on MQTT port %d, user name %s.%n",
                    device.path("deviceId").asText(),
                    device.path("vehicleId").asText(),
                    device.path("secret").asText(),
                    settings.ports().door(Ports.MQTT),
                    device.path("deviceId").asText());
            return 0;
        }

        private String token(Settings settings) throws IOException {
            String given = token != null ? token : System.getenv("FLEETWIRE_TOKEN");
            return given != null
                    ? given
                    : settings.token()
                            .orElseThrow(() -> new IOException("there is no token in " + settings.tokenFile()
                                    + ": give one with --token, or make one with ./fleet token reset"));
        }

        private JsonNode register(String url, String bearer) throws IOException, InterruptedException {
            ObjectNode body = Json.mapper().createObjectNode().put("deviceId", id);
            if (protocol != null) {
                body.put("protocol", protocol);
            }
            if (vehicle != null) {
                body.put("vehicleId", vehicle);
            }
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/devices"))
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + bearer)
                    .POST(BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body)))
                    .build();
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
                JsonNode answer = Json.mapper().readTree(response.body());
                if (response.statusCode() != 201) {
                    throw new IOException(answer.path("detail").asText("the API answered " + response.statusCode()));
                }
                return answer;
            } catch (ConnectException e) {
                throw new IOException("nothing answers on " + url + ": start the stack with ./fleet up first", e);
            }
        }
    }
}
