package io.fleetwire.protocol.queclink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Vector;
import io.fleetwire.protocol.contract.VectorBook;
import io.netty.buffer.ByteBufUtil;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors that are a cut and no meaning, and whether the files beside the vectors speak of them all. */
class QueclinkVectorTest {

    static Stream<JsonNode> cuts() {
        return VectorBook.lines("queclink").stream()
                .filter(line -> line.path("expected").has("first_frame_hex"));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void theFramerCutsWhereThePeerDoes(JsonNode vector) {
        String hex = vector.path("frames_hex").path(0).asText();
        byte[] stream = ByteBufUtil.decodeHexDump(hex + hex);
        assertThat(AdapterHarness.frames(new QueclinkAdapter(), stream)).containsExactly(hex, hex);
    }

    @Test
    void everyVectorIsExpectedOrRefused() {
        Set<String> vectors =
                new QueclinkBook().vectors().stream().map(Vector::id).collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>();
        VectorBook.lines("queclink.expected")
                .forEach(line -> known.add(line.path("id").asText()));
        vectors.stream()
                .filter(id -> QueclinkBook.deviations(id).contains("refused"))
                .forEach(known::add);
        assertThat(known).isEqualTo(vectors);
    }
}
