package io.fleetwire.protocol.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.PayloadAdapter;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.Recognition;
import io.fleetwire.protocol.Transport;
import io.fleetwire.protocol.contract.Vector;
import io.fleetwire.protocol.contract.VectorBook;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is forgotten: every protocol has vectors, every message of it one with a source. */
class ProtocolsTest {

    static List<VectorBook> books() {
        return Books.ALL;
    }

    @Test
    void everyDeviceProtocolHasABook() {
        assertThat(Books.ALL.stream().map(book -> book.adapter().id()))
                .as("add the protocol to Books")
                .containsExactlyElementsOf(
                        Protocols.devices().stream().map(ProtocolAdapter::id).toList());
    }

    @Test
    void idsAreUnique() {
        Set<String> ids = new HashSet<>();
        Protocols.devices().forEach(adapter -> assertThat(ids.add(adapter.id())).isTrue());
        Protocols.payloads().stream()
                .map(PayloadAdapter::id)
                .forEach(id -> assertThat(ids.add(id)).isTrue());
        assertThatThrownBy(() -> Protocols.device("morse"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("morse")
                .hasMessageContaining("teltonika");
    }

    @ParameterizedTest
    @MethodSource("books")
    void everyMessageHasAVector(VectorBook book) throws Malformed {
        Set<Class<?>> seen = new HashSet<>();
        for (Vector vector : book.vectors()) {
            if (!vector.expected().path("rejected").asBoolean()) {
                for (byte[] frame : vector.frames()) {
                    seen.add(book.messageOf(vector, frame));
                }
            }
        }
        VectorBook.leaves(book.messages())
                .forEach(message -> assertThat(
                                seen.contains(message) ^ book.withoutVector().containsKey(message))
                        .as(
                                "%s needs a vector in vectors/%s.jsonl, or a line in withoutVector() that says why none exists",
                                message.getSimpleName(), book.adapter().id())
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("books")
    void everyVectorHasASource(VectorBook book) {
        for (JsonNode line : VectorBook.lines(book.adapter().id())) {
            assertThat(line.path("source").asText())
                    .as(line.path("id").asText())
                    .isNotBlank();
        }
    }

    /** On the port that recognises protocols, a connection goes to the first that says yes. */
    @ParameterizedTest
    @MethodSource("books")
    void aConnectionIsRecognisedByItsFirstBytes(VectorBook book) {
        if (!book.adapter().transports().contains(Transport.TCP)) {
            return;
        }
        for (Vector vector : book.vectors()) {
            if (vector.framed() && !vector.before().isEmpty()) {
                byte[] opening = vector.before().getFirst();
                assertThat(recognised(opening)).isEqualTo(book.adapter().id());
            }
        }
    }

    @Test
    void garbageIsRecognisedByNobody() {
        assertThat(recognised("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("osmand");
        assertThat(recognised("SSH-2.0-x\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("nobody");
        assertThat(recognised(new byte[64])).isEqualTo("nobody");
    }

    private static String recognised(byte[] opening) {
        for (ProtocolAdapter<?> adapter : Protocols.devices()) {
            boolean asked = false;
            for (int length = 0; length <= opening.length && !asked; length++) {
                Recognition answer = adapter.recognise(Unpooled.wrappedBuffer(opening, 0, length));
                if (answer == Recognition.YES) {
                    return adapter.id();
                }
                asked = answer == Recognition.NO;
            }
        }
        return "nobody";
    }
}
