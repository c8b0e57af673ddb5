package io.fleetwire.protocol.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.ProtocolAdapter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A protocol's vectors and how to read them. */
public interface VectorBook {

    /** Whose they are. */
    ProtocolAdapter<?> adapter();

    /** Every vector of a device's own bytes. */
    List<Vector> vectors();

    /** Fails where what came of the vector is not what it expects: values, replies and their kind. */
    void check(Vector vector, Heard heard);

    /** The frame decoded and encoded again; null where the protocol does not encode such a message. */
    byte @Nullable [] again(byte[] frame) throws Malformed;

    /** The family of this protocol's messages. */
    Class<?> messages();

    /** Which of them a frame is. */
    Class<?> messageOf(Vector vector, byte[] frame) throws Malformed;

    /** Messages without a vector, and why. */
    Map<Class<?>, String> withoutVector();

    /** The messages themselves: what is sealed is a family, not a message. */
    static Stream<Class<?>> leaves(Class<?> family) {
        return family.isSealed()
                ? Arrays.stream(family.getPermittedSubclasses()).flatMap(VectorBook::leaves)
                : Stream.of(family);
    }

    /** The lines of {@code vectors/<protocol>.jsonl}. */
    static List<JsonNode> lines(String protocol) {
        String resource = "/vectors/" + protocol + ".jsonl";
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(VectorBook.class.getResourceAsStream(resource), resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(mapper.readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
