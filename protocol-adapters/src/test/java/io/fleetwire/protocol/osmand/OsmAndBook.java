package io.fleetwire.protocol.osmand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.contract.Heard;
import io.fleetwire.protocol.contract.Vector;
import io.fleetwire.protocol.contract.VectorBook;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code vectors/osmand.jsonl}: requests as a peer's tests have them, and as the apps build them; what they say is written beside them. */
public final class OsmAndBook implements VectorBook {

    private final OsmAndAdapter adapter = new OsmAndAdapter();

    @Override
    public ProtocolAdapter<?> adapter() {
        return adapter;
    }

    @Override
    public List<Vector> vectors() {
        return VectorBook.lines(OsmAndAdapter.ID).stream()
                .map(OsmAndBook::vector)
                .toList();
    }

    private static Vector vector(JsonNode line) {
        List<byte[]> frames = new ArrayList<>();
        line.path("frames_hex").forEach(hex -> frames.add(HexFormat.of().parseHex(hex.asText())));
        return new Vector(line.path("id").asText(), List.of(), frames, true, false, DeviceProfile.DEFAULT, line);
    }

    @Override
    public void check(Vector vector, Heard heard) {
        JsonNode expected = vector.expected();
        assertThat(heard.replyHex())
                .singleElement()
                .satisfies(hex -> assertThat(new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 " + expected.path("status").asInt() + " "));
        boolean stored = expected.path("status").asInt() == 200;
        assertThat(heard.refused()).hasSize(stored ? 0 : 1);
        assertThat(heard.events()).hasSize(stored ? 1 : 0);
        assertThat(heard.acknowledged()).isEqualTo(stored);
        if (stored) {
            check(expected, (Telemetry) heard.events().getFirst());
        }
    }

    private static void check(JsonNode expected, Telemetry event) {
        assertThat(event.deviceId()).isEqualTo(expected.path("deviceId").asText());
        assertThat(event.at()).isEqualTo(Instant.parse(expected.path("at").asText()));
        Fix fix = event.fix();
        assertThat(fix != null).isEqualTo(expected.has("lat"));
        if (fix != null) {
            assertThat(fix.valid()).isEqualTo(expected.path("valid").asBoolean(true));
            check(expected, "lat", fix.lat());
            check(expected, "lon", fix.lon());
            check(expected, "altitudeM", fix.altitudeM());
            check(expected, "speedKmh", fix.speedKmh());
            check(expected, "headingDeg", fix.headingDeg());
            check(expected, "hdop", fix.hdop());
            check(expected, "accuracyM", fix.accuracyM());
        }
        check(expected, "odometerM", event.odometerM());
        assertThat(event.driverTag()).isEqualTo(expected.path("driverTag").asText(null));
        List<Signal> signals = new ArrayList<>();
        expected.path("signals").forEach(signal -> signals.add(Signal.valueOf(signal.asText())));
        assertThat(event.signals()).containsExactlyElementsOf(signals);
        expected.path("attributes")
                .properties()
                .forEach(attribute -> assertThat(event.attributes())
                        .containsEntry(attribute.getKey(), attribute.getValue().asText()));
    }

    private static void check(JsonNode expected, String name, double value) {
        if (expected.has(name)) {
            assertThat(value).as(name).isCloseTo(expected.path(name).asDouble(), offset(1e-3));
        } else {
            assertThat(value).as(name).isNaN();
        }
    }

    @Override
    public byte @Nullable [] again(byte[] frame) {
        return null;
    }

    @Override
    public Class<?> messages() {
        return OsmAndMessage.class;
    }

    @Override
    public Class<?> messageOf(Vector vector, byte[] frame) throws Malformed {
        return OsmAndCodec.decode(HttpCall.read(Unpooled.wrappedBuffer(frame))).getClass();
    }

    @Override
    public Map<Class<?>, String> withoutVector() {
        return Map.of();
    }
}
