package io.fleetwire.protocol.teltonika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.protocol.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Attributes that are read from the packet's bytes are a map like any other. */
class IoAttributesTest {

    private static Map<String, String> attributes(IoElements.Builder... records) throws Malformed {
        return ((Telemetry) events(records).getLast()).attributes();
    }

    private static List<VehicleEvent> events(IoElements.Builder... records) throws Malformed {
        List<AvlRecord> avl = new ArrayList<>();
        for (IoElements.Builder io : records) {
            avl.add(new AvlRecord(1_000, 1, 52.5, 13.4, 30, 271, 9, 48, 300, 0, io.build()));
        }
        AvlPacket packet = AvlPacket.of(AvlLayout.CODEC_8_EXTENDED, avl);
        return TelemetryMapper.telemetry(
                "356307042441013", AvlDictionary.builtIn().of(Family.A), packet, 2_000);
    }

    private static IoElements.Builder io() {
        return new IoElements.Builder(AvlLayout.CODEC_8_EXTENDED);
    }

    @Test
    void itIsTheMapOfWhatItShows() throws Malformed {
        Map<String, String> lazy = attributes(
                io().number(70, 1, 1),
                io().number(239, 1, 1).number(240, 1, 1).number(66, 2, 12_000).bytes(256, ascii("WVW")));
        Map<String, String> plain = Map.of("priority", "1", "event", "300", "io_240", "1", "io_256", "WVW");
        assertThat(lazy).isEqualTo(plain).hasSameHashCodeAs(plain);
        assertThat(plain).isEqualTo(lazy);
        assertThat(lazy).hasToString(new LinkedHashMap<>(lazy).toString());
        assertThat(lazy.get("io_256")).isEqualTo("WVW");
        assertThat(lazy.containsKey("event")).isTrue();
        assertThat(lazy.containsKey("io_239")).as("in a typed field").isFalse();
        assertThat(lazy.get("io_0240")).isNull();
    }

    @Test
    void itCannotBeChanged() throws Malformed {
        Map<String, String> lazy = attributes(io().number(240, 1, 1));
        assertThatThrownBy(() -> lazy.put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> lazy.remove("io_240")).isInstanceOf(UnsupportedOperationException.class);
        var entries = lazy.entrySet().iterator();
        for (int i = 0; i < lazy.size(); i++) {
            entries.next();
        }
        assertThat(entries.hasNext()).isFalse();
        assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
    }

    /** FACTS 1.8: an id twice in one record must not fail; the later one counts. */
    @Test
    void ofTwoElementsWithTheSameIdTheLaterOneCounts() throws Malformed {
        Map<String, String> lazy = attributes(
                io().number(240, 1, 0),
                io().number(240, 1, 0).number(240, 1, 1).number(240, 2, 7).number(240 + 256, 1, 5));
        assertThat(lazy)
                .containsOnly(
                        Map.entry("priority", "1"),
                        Map.entry("event", "300"),
                        Map.entry("io_240", "0x0007"),
                        Map.entry("io_496", "5"));
    }

    /** Against a map that is filled element by element, with ids that come again and ids that differ by multiples of 256. */
    @Test
    void itIsTheMapThatWasFilledElementByElement() throws Malformed {
        Random random = new Random(8);
        for (int i = 0; i < 2_000; i++) {
            List<Map<String, String>> expected = new ArrayList<>();
            IoElements.Builder[] records = new IoElements.Builder[1 + random.nextInt(4)];
            for (int r = 0; r < records.length; r++) {
                Map<String, String> plain = new HashMap<>(Map.of("priority", "1", "event", "300"));
                records[r] = io();
                for (int width = 1; width <= 8; width <<= 1) {
                    for (int n = random.nextInt(12); n > 0; n--) {
                        // Beyond every id of the dictionary.
                        int id = 40_000 + random.nextInt(8) + 256 * random.nextInt(3);
                        int value = random.nextInt(100);
                        records[r].number(id, width, value);
                        plain.put("io_" + id, Integer.toString(value));
                    }
                }
                expected.add(plain);
            }
            assertThat(events(records))
                    .extracting(event -> ((Telemetry) event).attributes())
                    .isEqualTo(expected);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
