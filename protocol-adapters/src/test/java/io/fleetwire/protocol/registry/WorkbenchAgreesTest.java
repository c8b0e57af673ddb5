package io.fleetwire.protocol.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Vector;
import io.fleetwire.protocol.contract.VectorBook;
import io.fleetwire.protocol.workbench.Report;
import io.fleetwire.protocol.workbench.Request;
import io.fleetwire.protocol.workbench.Workbench;
import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the workbench says of a frame's parts and of the whole frame is one story. */
class WorkbenchAgreesTest {

    static Stream<Arguments> vectors() {
        return Books.ALL.stream()
                .flatMap(book ->
                        book.vectors().stream().filter(Vector::framed).map(vector -> Arguments.of(book, vector)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("vectors")
    void aFrameThatWasReadHasNoFailedPart(VectorBook book, Vector vector) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        vector.before().forEach(bytes::writeBytes);
        vector.frames().forEach(bytes::writeBytes);
        Report report = Workbench.report(Request.of(bytes.toByteArray(), AdapterHarness.NOW)
                .in(book.adapter().id())
                .from(Request.NOBODY, vector.profile()));
        for (Report.Frame frame : report.frames()) {
            boolean failed = frame.parts().stream().anyMatch(part -> part.check() == Part.Check.FAILED);
            if (failed || !frame.refused().isEmpty()) {
                assertThat(report.verdict()).isEqualTo(Report.Verdict.REFUSED);
            }
            if (failed) {
                assertThat(frame.events().isEmpty() || !frame.refused().isEmpty())
                        .as("%s: read as a whole, though %s", frame.hex(), frame.parts())
                        .isTrue();
            }
        }
    }
}
