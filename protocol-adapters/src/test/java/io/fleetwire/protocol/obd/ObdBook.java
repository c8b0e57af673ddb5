package io.fleetwire.protocol.obd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.contract.Heard;
import io.fleetwire.protocol.contract.Vector;
import io.fleetwire.protocol.contract.VectorBook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code vectors/obd.jsonl}: replies made by the rules of the ELM327 data sheet and SAE J1979, with what an independent decoder reads; {@code
 * obd.composed.jsonl}: more of them, with what they say by the standard's formulas.
 */
public final class ObdBook implements VectorBook {

    private final ObdAdapter adapter = new ObdAdapter();

    @Override
    public ProtocolAdapter<?> adapter() {
        return adapter;
    }

    /** The raw CAN frames are no adapter's text: {@link ObdVectorTest} has them. */
    @Override
    public List<Vector> vectors() {
        return Stream.of(ObdAdapter.ID, "obd.composed")
                .flatMap(file -> VectorBook.lines(file).stream())
                .filter(line -> line.has("frames_hex"))
                .map(ObdBook::vector)
                .toList();
    }

    private static Vector vector(JsonNode line) {
        List<byte[]> frames = new ArrayList<>();
        line.path("frames_hex").forEach(hex -> frames.add(HexFormat.of().parseHex(hex.asText())));
        List<byte[]> before = new ArrayList<>();
        before.add(ascii("ID 4711\r"));
        if (hasHeaders(line)) {
            // The greeting, and OK to ATE0, ATL0, ATS0 and ATH1.
            before.add(ascii("\r\rELM327 v1.5\r\r>"));
            for (int i = 0; i < 4; i++) {
                before.add(ascii("OK\r\r>"));
            }
        }
        return new Vector(line.path("id").asText(), before, frames, true, false, DeviceProfile.DEFAULT, line);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean hasHeaders(JsonNode line) {
        return line.path("device_state").path("headers").asBoolean();
    }

    @Override
    public void check(Vector vector, Heard heard) {
        JsonNode expected = vector.expected().path("expected");
        ElmReply reply = reply(vector, vector.frames().getFirst());
        assertThat(ForeignObd.of(reply.messages())).isEqualTo(ForeignObd.expected(expected));
        List<String> errors = new ArrayList<>();
        expected.path("errors").forEach(error -> errors.add(error.asText()));
        assertThat(reply.errors()).isEqualTo(errors);
        // What the open question asked for is followed by the next command, and only one; anything else waits.
        boolean headers = hasHeaders(vector.json());
        String text = new String(vector.frames().getFirst(), StandardCharsets.US_ASCII);
        boolean fits = !ObdAnswers.contradicts(headers ? "ATSP0" : "ATZ", text.substring(0, text.indexOf('>')), reply);
        String next = headers ? "0100\r" : "ATE0\r";
        assertThat(heard.replyHex()).isEqualTo(fits ? List.of(HexFormat.of().formatHex(ascii(next))) : List.of());
        boolean broken = reply.messages().stream().anyMatch(ObdMessage.Broken.class::isInstance);
        assertThat(heard.refused()).hasSize(fits && broken ? 1 : 0);
        assertThat(heard.closed()).isFalse();
    }

    private static ElmReply reply(Vector vector, byte[] frame) {
        String text = new String(frame, StandardCharsets.US_ASCII);
        String echo = vector.json().path("device_state").path("echo").asText(null);
        return ElmReply.parse(text.substring(0, text.indexOf('>')), echo, hasHeaders(vector.json()));
    }

    @Override
    public byte @Nullable [] again(byte[] frame) {
        return null;
    }

    @Override
    public Class<?> messages() {
        return ObdMessage.class;
    }

    @Override
    public Class<?> messageOf(Vector vector, byte[] frame) {
        List<ObdMessage> messages = reply(vector, frame).messages();
        return messages.isEmpty() ? ElmReply.class : messages.getFirst().getClass();
    }

    @Override
    public Map<Class<?>, String> withoutVector() {
        return Map.of();
    }
}
