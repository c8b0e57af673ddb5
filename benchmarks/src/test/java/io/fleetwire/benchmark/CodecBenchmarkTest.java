package io.fleetwire.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is measured is the whole work: the frames decode to what they say. */
class CodecBenchmarkTest {

    private final TeltonikaBenchmark teltonika = new TeltonikaBenchmark();
    private final Gt06Benchmark gt06 = new Gt06Benchmark();

    @Test
    void everyRecordOfTeltonikasPacketsBecomesTelemetry() {
        assertRecords(teltonika.codec8With1.events(), 1);
        assertRecords(teltonika.codec8With10.events(), 10);
        assertRecords(teltonika.codec8With30.events(), 30);
        assertRecords(teltonika.codec8ExtendedWith10.events(), 10);
    }

    private static void assertRecords(List<VehicleEvent> events, int records) {
        assertThat(events).hasSize(records);
        for (int i = 0; i < records; i++) {
            Telemetry event = (Telemetry) events.get(i);
            assertThat(event.deviceId()).isEqualTo(TeltonikaBenchmark.IMEI);
            assertThat(event.at())
                    .isEqualTo(Instant.parse("2026-11-21T10:00:00Z").plusSeconds(i));
            assertThat(event.fix())
                    .isEqualTo(new Fix(
                            Math.round((52.5163 + i * 1e-4) * 1e7) / 1e7,
                            Math.round((13.3777 + i * 1e-4) * 1e7) / 1e7,
                            true,
                            35 + i,
                            48 + i % 3,
                            271,
                            11,
                            0.9,
                            Measure.ABSENT));
            assertThat(event.ignition()).isTrue();
            assertThat(event.odometerM()).isEqualTo(182_345_120 + i * 13);
            assertThat(event.power().externalV()).isEqualTo(13.8);
            assertThat(event.power().batteryV()).isEqualTo(4.05);
            Map<String, String> attributes = Map.ofEntries(
                    Map.entry("io_240", "1"),
                    Map.entry("io_80", "1"),
                    Map.entry("io_21", "4"),
                    Map.entry("io_200", "0"),
                    Map.entry("io_69", "1"),
                    Map.entry("io_181", "1.4"),
                    Map.entry("io_68", "0.102"),
                    Map.entry("io_205", "40211"),
                    Map.entry("io_206", "1027"),
                    Map.entry("io_24", Integer.toString(48 + i % 3)),
                    Map.entry("io_241", "26201"));
            assertThat(event.attributes()).isEqualTo(attributes);
            int typed = 5;
            assertThat(typed + attributes.size()).isEqualTo(TeltonikaBenchmark.IO_ELEMENTS);
        }
    }

    @Test
    void theLocationOfGt06BecomesTelemetry() {
        List<VehicleEvent> events = gt06.location.events();
        assertThat(events).hasSize(1);
        Telemetry event = (Telemetry) events.getFirst();
        assertThat(event.deviceId()).isEqualTo(Gt06Benchmark.IMEI);
        assertThat(event.at()).isEqualTo(Gt06Benchmark.AT);
        assertThat(event.fix()).isEqualTo(Gt06Benchmark.FIX);
        assertThat(event.ignition()).isTrue();
        assertThat(event.odometerM()).isEqualTo(Gt06Benchmark.ODOMETER_M);
        assertThat(event.attributes()).containsEntry("mcc", "262").containsEntry("lac", "1027");
    }
}
