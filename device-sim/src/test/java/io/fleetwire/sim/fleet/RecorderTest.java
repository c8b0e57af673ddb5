package io.fleetwire.sim.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Engine;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.TelemetryJson;
import io.fleetwire.sim.world.City;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

    private static final Duration TIME = Duration.ofMinutes(20);

    @TempDir
    Path folder = Path.of("");

    private Path record(String name) throws Exception {
        Path file = folder.resolve(name);
        new Recorder(new City(3), 3).write(file, 6, TIME);
        return file;
    }

    private static List<Telemetry> read(Path file) throws Exception {
        List<Telemetry> records = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            records.add(TelemetryJson.decode(line.getBytes(StandardCharsets.UTF_8)));
        }
        return records;
    }

    @Test
    void theSameSeedGivesTheSameFile() throws Exception {
        assertThat(record("a.jsonl")).hasSameBinaryContentAs(record("b.jsonl"));
    }

    @Test
    void everyEquipmentReportsInItsOwnWay() throws Exception {
        List<Telemetry> records = read(record("a.jsonl"));

        assertThat(of(records, "teltonika"))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.fix()).isNotNull())
                .allSatisfy(record -> assertThat(
                                Objects.requireNonNull(record.fix()).speedKmh() % 1)
                        .isZero())
                .allSatisfy(
                        record -> assertThat(Measure.has(record.engine().rpm())).isTrue());
        assertThat(of(records, "gt06"))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.engine()).isEqualTo(Engine.NONE));
        assertThat(of(records, "obd"))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.fix()).isNull());
        assertThat(of(records, "fleetjson"))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.fix()).isNotNull())
                .extracting(Telemetry::vehicleId)
                .isSubsetOf(
                        of(records, "obd").stream().map(Telemetry::vehicleId).toList());
    }

    @Test
    void faultsAndWhatTheyLeaveBehindAreLabelled() throws Exception {
        List<Telemetry> records = read(record("a.jsonl"));

        assertThat(records)
                .extracting(record -> record.attributes().getOrDefault(RecordedVehicle.LABEL, ""))
                .contains("", RecordedVehicle.UNSURE)
                .anySatisfy(label -> assertThat(label).matches("[A-Z_]+"));
    }

    private static List<Telemetry> of(List<Telemetry> records, String protocol) {
        return records.stream()
                .filter(record -> record.protocol().equals(protocol))
                .toList();
    }
}
