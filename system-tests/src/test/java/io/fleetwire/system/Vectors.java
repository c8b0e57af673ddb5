package io.fleetwire.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The recorded frames that the adapters' own tests pin; here they go over a socket. */
final class Vectors {

    private Vectors() {}

    /** Those that a reference decoder has read too, that are whole and meant for a server, over TCP. */
    static List<JsonNode> wellFormed(String protocol) {
        Path file = Stack.home()
                .resolve("protocol-adapters/src/test/resources/vectors")
                .resolve(protocol + ".jsonl");
        try {
            List<JsonNode> vectors = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                JsonNode vector = Json.mapper().readTree(line);
                boolean usable = vector.path("frames_hex").size() == 1
                        && !vector.has("direction")
                        && !vector.has("wire_check")
                        && !vector.path("device_state").path("udp").asBoolean()
                        && vector.path("expected")
                                .path("reference")
                                .path("crcOk")
                                .asBoolean();
                if (usable) {
                    vectors.add(vector);
                }
            }
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
