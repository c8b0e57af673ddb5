package io.fleetwire.protocol.obd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.protocol.Recognition;
import io.fleetwire.protocol.contract.VectorBook;
import io.fleetwire.protocol.registry.Protocols;
import io.netty.buffer.Unpooled;
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

    static Stream<JsonNode> dongles() {
        return VectorBook.lines("obddongle").stream();
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

    /** The binary OBD dongles are a protocol of their own, which nobody here speaks yet: nobody claims them. */
    @ParameterizedTest
    @MethodSource("dongles")
    void binaryDonglesAreNobodys(JsonNode vector) {
        byte[] frame = HexFormat.of().parseHex(vector.path("frames_hex").path(0).asText());
        assertThat(Protocols.devices())
                .allSatisfy(adapter -> assertThat(adapter.recognise(Unpooled.wrappedBuffer(frame)))
                        .isEqualTo(Recognition.NO));
    }
}
