package io.fleetwire.event.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import io.fleetwire.event.Acceleration;
import io.fleetwire.event.Engine;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Power;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.proto.TelemetryRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;

/** Whatever a record holds, both forms give it back, and the same bytes each time. */
class TelemetryRoundTripTest {

    @Property
    void throughProtobuf(@ForAll("records") Telemetry record) throws MalformedEventException {
        WireFormat<Telemetry> format = Topics.TELEMETRY_RAW.format();
        byte[] bytes = format.encode(record);
        assertThat(format.decode(bytes)).isEqualTo(record);
        assertThat(format.encode(format.decode(bytes))).isEqualTo(bytes);
    }

    /** Found by the fuzzer: the length of such an id is the code of a brace, and the byte before it is a line feed. */
    @Example
    void anIdAsLongAsABraceIsNoJson() throws MalformedEventException {
        WireFormat<Telemetry> format = Topics.TELEMETRY_RAW.format();
        String id = "4" + "ñ".repeat(61);
        Telemetry record = Telemetry.builder(id, "obd", 1).build();
        assertThat(format.encode(record)).startsWith('\n', '{');
        assertThat(format.decode(format.encode(record))).isEqualTo(record);
        byte[] json =
                ("\n{\"deviceId\":\"a\",\"deviceTime\":1" + " ".repeat(200) + "}").getBytes(StandardCharsets.UTF_8);
        assertThat(format.decode(json).deviceId()).isEqualTo("a");
    }

    /** Written without the library's own way of writing maps, and the same to the byte. */
    @Property
    void asProtobufItselfWouldWriteIt(@ForAll("records") Telemetry record) throws IOException {
        byte[] bytes = Topics.TELEMETRY_RAW.format().encode(record);
        TelemetryRecord read = TelemetryRecord.parseFrom(bytes);
        byte[] again = new byte[read.getSerializedSize()];
        CodedOutputStream out = CodedOutputStream.newInstance(again);
        out.useDeterministicSerialization();
        read.writeTo(out);
        assertThat(bytes).isEqualTo(again);
        assertThat(read.getAttributesMap()).isEqualTo(record.attributes());
    }

    @Property
    void throughJson(@ForAll("records") Telemetry record) throws MalformedEventException {
        byte[] bytes = TelemetryJson.encode(record);
        assertThat(Topics.TELEMETRY_RAW.format().decode(bytes)).isEqualTo(record);
    }

    @Provide
    Arbitrary<Telemetry> records() {
        return Builders.withBuilder(TelemetryRoundTripTest::draft)
                .use(fixes().injectNull(0.2))
                .in(Telemetry.Builder::fix)
                .use(Arbitraries.of(true, false).injectNull(0.3))
                .in(Telemetry.Builder::ignition)
                .use(measures(0, 1e11))
                .in(Telemetry.Builder::odometerM)
                .use(engines())
                .in(Telemetry.Builder::engine)
                .use(Combinators.combine(measures(0, 1_000), measures(0, 1_000)).as(Power::new))
                .in(Telemetry.Builder::power)
                .use(Combinators.combine(measures(-100, 100), measures(-100, 100), measures(-100, 100))
                        .as(Acceleration::new))
                .in(Telemetry.Builder::acceleration)
                .use(Arbitraries.of(Signal.class).set())
                .in(TelemetryRoundTripTest::signals)
                .use(Arbitraries.of("P0133", "U0100", "C0300").list().ofMaxSize(5))
                .in(Telemetry.Builder::dtcs)
                .use(texts().ofMinLength(1).injectNull(0.5))
                .in(Telemetry.Builder::driverTag)
                .use(Arbitraries.maps(texts().ofMinLength(1).ofMaxLength(64), texts())
                        .ofMaxSize(20))
                .in(Telemetry.Builder::attributes)
                .use(Arbitraries.longs())
                .in(Telemetry.Builder::receivedAtMs)
                .build(Telemetry.Builder::build);
    }

    private static Telemetry.Builder draft() {
        return Telemetry.builder("356307042441013", "teltonika", Samples.AT.toEpochMilli());
    }

    private static Telemetry.Builder signals(Telemetry.Builder builder, Set<Signal> signals) {
        signals.forEach(builder::signal);
        return builder;
    }

    private static Arbitrary<Fix> fixes() {
        Arbitrary<Fix> places = Combinators.combine(
                        numbers(-90, 90),
                        numbers(-180, 180),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(-1, 255))
                .as((lat, lon, valid, satellites) -> new Fix(
                        lat,
                        lon,
                        valid,
                        Measure.ABSENT,
                        Measure.ABSENT,
                        Measure.ABSENT,
                        satellites,
                        Measure.ABSENT,
                        Measure.ABSENT));
        return Combinators.combine(
                        places,
                        measures(-20_000, 100_000),
                        measures(0, 1_000),
                        measures(0, 360),
                        measures(0, 1_000),
                        measures(0, 1e7))
                .as((place, altitude, speed, heading, hdop, accuracy) -> new Fix(
                        place.lat(),
                        place.lon(),
                        place.valid(),
                        altitude,
                        speed,
                        heading,
                        place.satellites(),
                        hdop,
                        accuracy));
    }

    private static Arbitrary<Engine> engines() {
        return Combinators.combine(
                        measures(0, 65_535),
                        measures(0, 100),
                        measures(-100, 1_000),
                        measures(0, 100),
                        measures(0, 100),
                        measures(0, 10_000))
                .as(Engine::new);
    }

    /** A number of the range or none. */
    private static Arbitrary<Double> measures(double min, double max) {
        return Arbitraries.oneOf(numbers(min, max), Arbitraries.just(Measure.ABSENT));
    }

    /** Without −0.0, which JSON writes as 0. */
    private static Arbitrary<Double> numbers(double min, double max) {
        return Arbitraries.doubles().between(min, max).ofScale(9).map(value -> value + 0.0);
    }

    private static StringArbitrary texts() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('ü', '€', '字', '\n', '\0')
                .ofMaxLength(40);
    }
}
