package io.fleetwire.event.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The id by which a record that was sent twice is one record. It is stored: a changed value here doubles everybody's history. */
class RecordIdTest {

    private static final Telemetry RECORD = Samples.contract().build();

    @Test
    void isPinned() {
        assertThat(RecordId.of(RECORD)).isEqualTo(PINNED);
        assertThat(RecordId.of(Samples.bare())).isEqualTo(PINNED_BARE);
    }

    private static final long PINNED = 4590662768996896189L;
    private static final long PINNED_BARE = 8970453710168366874L;

    @Test
    void doesNotDependOnWhenItCameAndWhoseItWas() {
        assertThat(RecordId.of(Samples.contract().receivedAtMs(0).build())).isEqualTo(RecordId.of(RECORD));
        assertThat(RecordId.of(RECORD.forVehicle("TRUCK-1"))).isEqualTo(RecordId.of(RECORD));
    }

    @Test
    void doesNotDependOnTheFormItTravelledIn() throws MalformedEventException {
        assertThat(RecordId.of(TelemetryJson.decode(TelemetryJson.encode(RECORD))))
                .isEqualTo(RecordId.of(RECORD));
        WireFormat<Telemetry> format = Topics.TELEMETRY_RAW.format();
        assertThat(RecordId.of(format.decode(format.encode(RECORD)))).isEqualTo(RecordId.of(RECORD));
    }

    @Test
    void doesNotDependOnTheOrderOfAttributes() {
        Map<String, String> one = new LinkedHashMap<>();
        one.put("io_1", "1");
        one.put("io_2", "2");
        Map<String, String> other = new LinkedHashMap<>();
        other.put("io_2", "2");
        other.put("io_1", "1");
        assertThat(RecordId.of(Samples.contract().attributes(one).build()))
                .isEqualTo(RecordId.of(Samples.contract().attributes(other).build()));
    }

    static Stream<UnaryOperator<Telemetry.Builder>> changes() {
        return Stream.of(
                b -> b.fix(null),
                b -> b.fix(Fix.at(52.5163, 13.3778)),
                b -> b.ignition(false),
                b -> b.ignition(null),
                b -> b.odometerM(182_345_121),
                b -> b.signal(Signal.SOS),
                b -> b.dtcs(List.of()),
                b -> b.driverTag(null),
                b -> b.attributes(Map.of("io_113", "78")));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void dependsOnEverythingElse(UnaryOperator<Telemetry.Builder> change) {
        assertThat(RecordId.of(change.apply(Samples.contract()).build())).isNotEqualTo(RecordId.of(RECORD));
    }

    @Test
    void dependsOnDeviceAndTime() {
        Telemetry other =
                Telemetry.builder("obd-2", "obd", Samples.AT.toEpochMilli()).build();
        Telemetry later =
                Telemetry.builder("obd-1", "obd", Samples.AT.toEpochMilli() + 1).build();
        Telemetry same =
                Telemetry.builder("obd-1", "obd", Samples.AT.toEpochMilli()).build();
        assertThat(Stream.of(other, later, same).map(RecordId::of)).doesNotHaveDuplicates();
    }
}
