package io.fleetwire.protocol.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.event.wire.Json;
import io.fleetwire.event.wire.TelemetryJson;
import io.fleetwire.protocol.Transport;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Heard;
import io.fleetwire.protocol.contract.Vector;
import io.fleetwire.protocol.contract.VectorBook;
import io.fleetwire.protocol.registry.Books;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The workbench says what the gateway would: the adapters' own conversations, whose results the vectors pin, are the measure. */
class WorkbenchTest {

    private static final String TELTONIKA_LOGIN = "000f333536333037303432343431303133";

    /** Codec 8, one record: the example of Teltonika's own page. */
    private static final String TELTONIKA_DATA =
            "000000000000003608010000016b40d8ea30010000000000000000000000000000000105021503010101425e0f01f10000601a014e0000000000000000010000c7cf";

    private static final String GT06_LOGIN = "78781101075253367890024270003201000512790d0a";

    static Stream<Arguments> framed() {
        return vectors(Vector::framed);
    }

    static Stream<Arguments> datagrams() {
        return vectors(vector -> !vector.framed() && vector.before().isEmpty());
    }

    private static Stream<Arguments> vectors(Predicate<Vector> wanted) {
        return Books.ALL.stream()
                .flatMap(book -> book.vectors().stream().filter(wanted).map(vector -> Arguments.of(book, vector)));
    }

    static Stream<VectorBook> books() {
        return Books.ALL.stream();
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("framed")
    void aRecordedConversationIsWhatTheGatewayHears(VectorBook book, Vector vector) {
        Vector whole = whole(vector, vector.before());
        Heard heard = AdapterHarness.of(book.adapter(), whole);
        Report report = Workbench.report(request(book, vector, join(whole.frames())));
        agrees(report, heard);
        if (report.frames().stream().anyMatch(frame -> frame.login() != null)) {
            assertThat(report.assumedDevice())
                    .as("a login in the bytes is not made up")
                    .isNull();
        }
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("framed")
    void aFrameWithoutItsLoginIsTheSame(VectorBook book, Vector vector) {
        // An OBD adapter answers questions: its frames are read as if what they answer had been asked, not as answers
        // to
        // the first one.
        if (vector.before().size() != 1 || book.adapter().id().equals("obd")) {
            return;
        }
        byte[] login = ByteBufUtil.getBytes(book.adapter().login(Request.NOBODY));
        Vector known = new Vector(
                vector.id(),
                List.of(login),
                vector.frames(),
                true,
                vector.checksummed(),
                vector.profile(),
                vector.json());
        Report report = Workbench.report(request(book, vector, join(vector.frames())));
        agrees(report, AdapterHarness.of(book.adapter(), known));
        if (login.length > 0) {
            assertThat(report.assumedDevice()).isEqualTo(Request.NOBODY);
        }
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("datagrams")
    void aDatagramNamesItsDevice(VectorBook book, Vector vector) {
        for (byte[] datagram : vector.frames()) {
            Report report = Workbench.report(request(book, vector, datagram).in(null));
            if (vector.expected().path("rejected").asBoolean()) {
                assertThat(report.verdict()).isNotEqualTo(Report.Verdict.DECODED);
                continue;
            }
            assertThat(report.transport()).isEqualTo(Transport.UDP);
            agrees(report, AdapterHarness.of(book.adapter(), vector.with(List.of(datagram))));
        }
    }

    /** The framer's own rule, whatever it is, tells where a frame is: so frames and rest are the input again where nothing is escaped. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("framed")
    void offsetsPointIntoTheInput(VectorBook book, Vector vector) {
        byte[] input = join(whole(vector, vector.before()).frames());
        Report report = Workbench.report(request(book, vector, input));
        String hex = HexFormat.of().formatHex(input);
        int at = 0;
        for (Report.Frame frame : report.frames()) {
            assertThat(frame.offset()).isGreaterThanOrEqualTo(at);
            at = frame.offset();
            if (hex.contains(frame.hex())) {
                assertThat(hex.startsWith(frame.hex(), 2 * at))
                        .as("%s at %d", frame.hex(), at)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("framed")
    void whatIsCutShortIsNamedAndNeverThrows(VectorBook book, Vector vector) {
        byte[] input = join(whole(vector, vector.before()).frames());
        for (int length = 1; length < input.length; length++) {
            Report report = Workbench.report(request(book, vector, Arrays.copyOf(input, length)));
            assertThat(report.bytes()).isEqualTo(length);
        }
    }

    @ParameterizedTest
    @MethodSource("books")
    void aMebibyteOfNoiseIsReported(VectorBook book) {
        Random random = new Random(20_261_122);
        byte[] noise = new byte[Workbench.MAX_BYTES];
        random.nextBytes(noise);
        byte[] real =
                join(whole(book.vectors().getFirst(), book.vectors().getFirst().before())
                        .frames());
        for (int at = 0; at < noise.length - real.length; at += 50_000) {
            System.arraycopy(real, 0, noise, at, real.length);
        }
        for (String protocol : new String[] {book.adapter().id(), null}) {
            Report report =
                    Workbench.report(Request.of(noise, AdapterHarness.NOW).in(protocol));
            assertThat(report.frames()).hasSizeLessThanOrEqualTo(Workbench.MAX_FRAMES);
            assertThat(report.verdict()).isNotEqualTo(Report.Verdict.DECODED);
        }
    }

    @Test
    void manyFramesAreCutAtALimitThatIsNamed() {
        byte[] pings = new byte[Workbench.MAX_FRAMES + 7];
        Arrays.fill(pings, (byte) 0xFF);
        Report report = Workbench.report(Request.of(pings, AdapterHarness.NOW).in("teltonika"));
        assertThat(report.frames()).hasSize(Workbench.MAX_FRAMES);
        assertThat(report.rest())
                .isEqualTo(new Report.Rest(
                        Workbench.MAX_FRAMES, "ffffffffffffff", 7, Report.Rest.Kind.TOO_MANY, "more than 1000 frames"));
        assertThat(report.verdict()).isEqualTo(Report.Verdict.REFUSED);
    }

    @Test
    void recognisesDataWithoutItsLogin() {
        Report report = Workbench.report(of(TELTONIKA_DATA));
        assertThat(report.protocol()).isEqualTo("teltonika");
        assertThat(report.assumedDevice()).isEqualTo(Request.NOBODY);
        assertThat(report.verdict()).isEqualTo(Report.Verdict.DECODED);
        Report.Frame frame = report.frames().getFirst();
        assertThat(frame.offset()).isZero();
        assertThat(frame.events().getFirst().path("deviceTime").asText()).isEqualTo("2019-06-10T10:04:46Z");
        assertThat(frame.replies()).containsExactly(new Report.Answer("00000001", Report.Answer.When.WHEN_STORED));
    }

    @Test
    void recognisesAnOpeningAndGoesOnBehindIt() {
        Report report = Workbench.report(of(TELTONIKA_LOGIN + TELTONIKA_DATA));
        assertThat(report.assumedDevice()).isNull();
        assertThat(report.frames().getFirst().login()).isEqualTo("356307042441013");
        assertThat(report.frames().getLast().offset()).isEqualTo(17);
        assertThat(report.frames()
                        .getLast()
                        .events()
                        .getFirst()
                        .path("deviceId")
                        .asText())
                .isEqualTo("356307042441013");
    }

    @Test
    void sayWhoWasAskedWhenNobodyKnowsIt() {
        Report report = Workbench.report(of("deadbeefcafe"));
        assertThat(report.verdict()).isEqualTo(Report.Verdict.UNRECOGNISED);
        assertThat(report.protocol()).isNull();
        assertThat(report.considered().stream().map(Report.Considered::protocol))
                .containsExactlyElementsOf(
                        Books.ALL.stream().map(book -> book.adapter().id()).toList());
        assertThat(report.considered())
                .allSatisfy(one -> assertThat(one.reason()).isNotBlank());
    }

    @Test
    void aWrongChecksumIsRefusedWithItsReasonAndALenientProfileLetsItPass() {
        String damaged = TELTONIKA_DATA.substring(0, TELTONIKA_DATA.length() - 1) + "0";
        Report report = Workbench.report(of(damaged).in("teltonika"));
        assertThat(report.verdict()).isEqualTo(Report.Verdict.REFUSED);
        assertThat(report.frames().getFirst().refused()).hasSize(1);
        Report unnamed = Workbench.report(of(damaged));
        assertThat(unnamed)
                .as("what is damaged is recognised by what still agrees")
                .isEqualTo(report);
        Report lenient = Workbench.report(of(damaged).in("teltonika").from(Request.NOBODY, Books.LENIENT));
        assertThat(lenient.verdict()).isEqualTo(Report.Verdict.DECODED);
        assertThat(lenient.frames().getFirst().events()).hasSize(1);
    }

    @Test
    void aFrameThatDoesNotEndIsTheRest() {
        Report report = Workbench.report(of(GT06_LOGIN + "78780a13"));
        assertThat(report.frames()).hasSize(1);
        assertThat(report.rest())
                .isEqualTo(new Report.Rest(22, "78780a13", 4, Report.Rest.Kind.INCOMPLETE, "the frame does not end"));
    }

    @Test
    void saysWhatIsWrongWithTheQuestion() {
        assertThatThrownBy(() -> Workbench.report(of(""))).hasMessage("no bytes");
        assertThatThrownBy(() -> Workbench.report(of("00").in("morse"))).hasMessageContaining("morse");
        assertThatThrownBy(() -> Workbench.report(of("00").in("gt06").over(Transport.UDP)))
                .hasMessage("gt06 does not come over UDP");
        assertThatThrownBy(() ->
                        Workbench.report(of(TELTONIKA_DATA).in("teltonika").from("jane", Books.LENIENT)))
                .hasMessageContaining("IMEI");
        byte[] tooMany = new byte[Workbench.MAX_BYTES + 1];
        assertThatThrownBy(() -> Workbench.report(Request.of(tooMany, AdapterHarness.NOW)))
                .hasMessageContaining("1048576");
    }

    private static void agrees(Report report, Heard heard) {
        List<JsonNode> events = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        List<Heard.Answer> replies = new ArrayList<>();
        for (Report.Frame frame : report.frames()) {
            events.addAll(frame.events());
            refused.addAll(frame.refused());
            frame.replies()
                    .forEach(reply ->
                            replies.add(new Heard.Answer(reply.when() == Report.Answer.When.WHEN_STORED, reply.hex())));
            if (frame.closes()) {
                break; // the gateway reads no further; the workbench does
            }
        }
        assertThat(events)
                .isEqualTo(heard.events().stream().map(WorkbenchTest::json).toList());
        assertThat(refused).isEqualTo(heard.refused());
        assertThat(replies).isEqualTo(heard.replies());
        if (heard.unframeable() != null) {
            assertThat(report.rest()).isNotNull();
        }
    }

    private static JsonNode json(VehicleEvent event) {
        try {
            return Json.mapper().readTree(TelemetryJson.encode((Telemetry) event));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vector whole(Vector vector, List<byte[]> before) {
        List<byte[]> all = new ArrayList<>(before);
        all.addAll(vector.frames());
        return new Vector(
                vector.id(), List.of(), all, vector.framed(), vector.checksummed(), vector.profile(), vector.json());
    }

    private static Request request(VectorBook book, Vector vector, byte[] bytes) {
        return Request.of(bytes, AdapterHarness.NOW).in(book.adapter().id()).from(Request.NOBODY, vector.profile());
    }

    private static Request of(String hex) {
        return Request.of(HexFormat.of().parseHex(hex), AdapterHarness.NOW);
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
