package io.fleetwire.protocol.obddongle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.Outcome.Step;
import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.Part.Check;
import io.fleetwire.protocol.Recognition;
import io.fleetwire.protocol.Reply;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Dissection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.TooLongFrameException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObdDongleAdapterTest {

    private static final String IMEI = "864867022511015";
    private static final String HEAD = "5555000338363438363730323235313130313503";

    /** The published publish: it says length 1 and carries 20 bytes. */
    private static final String PUBLISH = HEAD + "0001" + "00010355aabbcc184f1abc614e21c1fa08712a84" + "abaaaa";

    private final ObdDongleAdapter adapter = new ObdDongleAdapter();
    private final ObdDongleSession known = adapter.newSession().of(IMEI, DeviceProfile.DEFAULT);

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    }

    private Step<ObdDongleSession> heard(ObdDongleSession session, ByteBuf frame) {
        return (Step<ObdDongleSession>) adapter.receive(session, frame, AdapterHarness.NOW);
    }

    @Test
    void aStrangerHearsNothingAndTheConnectionCloses() {
        Outcome.Login<ObdDongleSession> login = (Outcome.Login<ObdDongleSession>)
                adapter.receive(adapter.newSession(), bytes(ObdDongleBook.CONNECT), AdapterHarness.NOW);
        assertThat(login.deviceId()).isEqualTo(IMEI);
        assertThat(login.refused().close()).isTrue();
        assertThat(login.refused().replies()).isEmpty();
    }

    @Test
    void anotherImeiOnAConnectionClosesIt() {
        Step<ObdDongleSession> step = heard(known, new ObdDongleDevice("864867022511016").connect());
        assertThat(step.close()).isTrue();
        assertThat(step.replies()).isEmpty();
        assertThat(step.refused())
                .singleElement()
                .satisfies(
                        part -> assertThat(part.reason()).isEqualTo("a message of 864867022511016 on this connection"));
    }

    @Test
    void aProfileHoldsFromTheFirstFrame() {
        Outcome.Login<ObdDongleSession> login = (Outcome.Login<ObdDongleSession>)
                adapter.receive(adapter.newSession(), bytes(PUBLISH), AdapterHarness.NOW);
        assertThat(login.accepted()
                        .apply(new DeviceProfile(null, null, true, false))
                        .events())
                .hasSize(1);
        Step<ObdDongleSession> strict = login.accepted().apply(DeviceProfile.DEFAULT);
        assertThat(strict.events()).isEmpty();
        assertThat(strict.close()).isTrue();
    }

    @Test
    void aWrongLengthIsRefusedUnlessTheDeviceIsKnownForIt() {
        Step<ObdDongleSession> strict = heard(known, bytes(PUBLISH));
        assertThat(strict.events()).isEmpty();
        assertThat(strict.replies()).isEmpty();
        assertThat(strict.refused())
                .singleElement()
                .satisfies(part -> assertThat(part.reason()).isEqualTo("length 1, but 20 bytes follow"));
        ObdDongleSession lenient = adapter.newSession().of(IMEI, new DeviceProfile(null, null, true, false));
        assertThat(heard(lenient, bytes(PUBLISH)).events()).hasSize(1);
    }

    @Test
    void theThirdBadFrameInARowCloses() {
        Step<ObdDongleSession> first = heard(known, bytes(PUBLISH));
        Step<ObdDongleSession> second = heard(first.session(), bytes(PUBLISH));
        assertThat(first.close() || second.close()).isFalse();
        assertThat(heard(second.session(), bytes(PUBLISH)).close()).isTrue();
        Step<ObdDongleSession> good = heard(second.session(), new ObdDongleDevice(IMEI).ping());
        assertThat(heard(good.session(), bytes(PUBLISH)).close()).isFalse();
        assertThat(heard(adapter.newSession(), bytes("5555aaaa")).close()).isTrue();
    }

    @Property(tries = 2_000)
    void whatADongleSaysIsWhatIsHeard(
            @ForAll @DoubleRange(min = -90, max = 90) double lat,
            @ForAll @DoubleRange(min = -180, max = 180) double lon,
            @ForAll @DoubleRange(min = 0, max = 999) double speedKmh,
            @ForAll @IntRange(max = 359) int course,
            @ForAll @IntRange(max = 15) int satellites,
            @ForAll @IntRange(max = 255) int event,
            @ForAll boolean valid,
            @ForAll @LongRange(max = 0xFFFF_FFFFL) long second) {
        Instant at = Instant.ofEpochSecond(second);
        Fix said = new Fix(lat, lon, valid, Double.NaN, speedKmh, course, satellites, Double.NaN, Double.NaN);
        ObdDongleDevice device = new ObdDongleDevice(IMEI);
        Step<ObdDongleSession> step = heard(known, device.publish(at, said, event));
        Telemetry row = (Telemetry) step.events().getFirst();
        assertThat(row.at()).isEqualTo(at);
        assertThat(row.attributes()).containsEntry("event", Integer.toString(event));
        Fix fix = Objects.requireNonNull(row.fix());
        assertThat(fix.lat()).isCloseTo(lat, within(0.5e-5 + 1e-9));
        assertThat(fix.lon()).isCloseTo(lon, within(0.5e-5 + 1e-9));
        assertThat(fix.speedKmh()).isCloseTo(speedKmh, within(0.081));
        assertThat(fix.headingDeg()).isEqualTo(course);
        assertThat(fix.satellites()).isEqualTo(satellites);
        assertThat(fix.valid()).isEqualTo(valid);
        assertThat(step.replies())
                .singleElement()
                .isInstanceOfSatisfying(
                        Reply.WhenStored.class,
                        reply -> assertThat(device.answer(reply.frame()))
                                .isEqualTo(new ObdDongleDevice.Answer(0x04, device.lastIndex(), "0001")));
    }

    @Test
    void aDongleCountsConnectsPingsAndLeaves() {
        ObdDongleDevice device = new ObdDongleDevice(IMEI);
        assertThat(answers(device, heard(known, device.connect())))
                .containsExactly(new ObdDongleDevice.Answer(0x02, 1, "01000000000000"));
        assertThat(answers(device, heard(known, device.ping())))
                .containsExactly(new ObdDongleDevice.Answer(0x0D, 2, ""));
        assertThat(heard(known, device.disconnect()).close()).isTrue();
        assertThat(new ObdDongleDevice("864867022511016").answer(device.ping())).isNull();
        assertThat(device.answer(bytes("00"))).isNull();
        assertThatThrownBy(() -> new ObdDongleDevice("4711")).hasMessageContaining("4711");
    }

    private static List<ObdDongleDevice.@Nullable Answer> answers(ObdDongleDevice device, Step<ObdDongleSession> step) {
        List<ObdDongleDevice.@Nullable Answer> answers = new ArrayList<>();
        step.replies().forEach(reply -> answers.add(device.answer(reply.frame())));
        return answers;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"'',UNDECIDED", "55,UNDECIDED", "5555,YES", "555500,YES", "5556,NO", "78,NO", "7e,NO"})
    void recognisesItsMark(String hex, Recognition expected) {
        assertThat(adapter.recognise(bytes(hex))).isEqualTo(expected);
    }

    @Test
    void anEndMarkInThePayloadEndsNothing() {
        String frame = HEAD + "0005" + "0102aaaa03" + "00aaaa";
        assertThat(AdapterHarness.frames(adapter, ByteBufUtil.decodeHexDump(frame + ObdDongleBook.CONNECT)))
                .containsExactly(frame, ObdDongleBook.CONNECT);
    }

    @Test
    void noiseBetweenFramesIsAFrameOfItsOwn() {
        assertThat(AdapterHarness.frames(
                        adapter, ByteBufUtil.decodeHexDump("0102" + ObdDongleBook.CONNECT + PUBLISH + "55")))
                .containsExactly("0102", ObdDongleBook.CONNECT, PUBLISH);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        HEAD + "0432,no end of a frame in 1099 bytes",
        HEAD + "0433,'a frame of 1100 bytes, 1099 allowed'",
        HEAD + "ffff,'a frame of 65560 bytes, 1099 allowed'",
        "01,no end of a frame in 1099 bytes",
    })
    void whatNeverEndsEndsTheStream(String begin, String reason) {
        EmbeddedChannel channel = new EmbeddedChannel(adapter.newFramer());
        ByteBuf endless = bytes(begin + "00".repeat(ObdDongleFramer.MAX_FRAME));
        assertThatThrownBy(() -> channel.writeInbound(endless))
                .isInstanceOf(TooLongFrameException.class)
                .hasMessage(reason);
        channel.finishAndReleaseAll();
    }

    @Test
    void thePublishedFrameIsTakenApart() {
        assertThat(Dissection.of(adapter, ByteBufUtil.decodeHexDump(PUBLISH)))
                .containsExactly(
                        Part.of(0, 2, "start", "0x5555"),
                        Part.of(2, 2, "index", "3"),
                        Part.of(4, 15, "imei", IMEI),
                        Part.of(19, 1, "type", "0x03 publish"),
                        new Part(20, 2, "length", "1 bytes, but 20 follow", Check.FAILED),
                        Part.of(22, 1, "major", "0"),
                        Part.of(23, 1, "minor", "1"),
                        Part.of(24, 1, "event", "3"),
                        Part.of(25, 4, "time", "2015-07-18T20:49:16Z"),
                        Part.of(29, 1, "flags", "8 satellites, north, west"),
                        Part.of(30, 1, "unknown", "10125 (15 bits)"),
                        Part.of(31, 4, "longitude", "-123.45678 °"),
                        Part.of(35, 3, "latitude", "22.12346 °"),
                        Part.of(38, 3, "speed and course", "86.9 km/h (54.0 mph), 298 °"),
                        Part.of(41, 1, "tail", "84"),
                        Part.of(42, 1, "checksum", "0xAB, its rule is not public"),
                        new Part(43, 2, "end", "0xAAAA", Check.PASSED));
    }

    @Test
    void whatIsWrongIsMarked() {
        String wrong = HEAD + "0013" + "000103" + "55aabbcc" + "18" + "00000000ff" + "ffffff" + "0003ff" + "00aaaa";
        assertThat(Dissection.of(adapter, ByteBufUtil.decodeHexDump(wrong)))
                .contains(
                        new Part(20, 2, "length", "19 bytes", Check.PASSED),
                        Part.of(31, 4, "longitude", "-0.00255 °"),
                        Part.of(35, 3, "latitude", "167.77215 °, which is no place"),
                        Part.of(38, 3, "speed and course", "0.0 km/h (0.0 mph), 1023 °, which is none"));
        assertThat(Dissection.of(adapter, ByteBufUtil.decodeHexDump("5555aaaa")))
                .containsExactly(new Part(0, 4, "frame", "5555aaaa", Check.FAILED));
        assertThat(Dissection.of(adapter, ByteBufUtil.decodeHexDump(ObdDongleBook.CONNECT)))
                .contains(Part.of(22, 9, "payload", "010011023402010201"));
    }
}
