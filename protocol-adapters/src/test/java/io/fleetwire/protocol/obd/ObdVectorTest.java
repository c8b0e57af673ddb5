package io.fleetwire.protocol.obd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.protocol.contract.VectorBook;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors that are no adapter's text. */
class ObdVectorTest {

    static Stream<JsonNode> canFrames() {
        return VectorBook.lines("obd").stream().filter(line -> line.has("can_frames"));
    }

    @ParameterizedTest
    @MethodSource("canFrames")
    void rawCanFramesBecomeMessages(JsonNode vector) {
        List<ObdMessage> messages = new ArrayList<>();
        ObdDecoder decoder = new ObdDecoder(messages);
        IsoTp isoTp = new IsoTp();
        for (JsonNode frame : vector.path("can_frames")) {
            List<String> idAndData = List.of(frame.asText().split("#", 2));
            String id = idAndData.getFirst();
            try {
                byte[] payload = isoTp.accept(id, HexFormat.of().parseHex(idAndData.getLast()));
                if (payload != null) {
                    decoder.decode(id, payload);
                }
            } catch (IsoTp.Broken e) {
                messages.add(new ObdMessage.Broken(id, e.reason()));
            }
        }
        assertThat(ForeignObd.of(messages))
                .isEqualTo(ForeignObd.expected(vector.path("expected").path("expected")));
    }
}
