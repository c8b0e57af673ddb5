package io.fleetwire.engine.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.event.wire.proto.TelemetryRecord;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordKeyTest {

    private static final byte[] RECORD = Topics.TELEMETRY_RAW
            .format()
            .encode(Telemetry.builder("d-1", "test", 1)
                    .vehicleId("V-1")
                    .fix(Fix.at(1, 2))
                    .build());

    @Test
    void theGatewaysRecordNamesItsVehicleFirst() throws Exception {
        assertThat(RecordKey.of(RECORD).vehicleId()).isEqualTo("V-1");
    }

    @Test
    void aRecordWithoutAVehicleNamesItsDevice() throws Exception {
        byte[] value = TelemetryRecord.newBuilder()
                .setDeviceId("d-1")
                .setDeviceTimeMs(5)
                .build()
                .toByteArray();
        assertThat(RecordKey.of(value)).isEqualTo(new RecordKey(null, "d-1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{'deviceId':'d','vehicleId':'V'} | V | ''",
                "  {'fix':{'vehicleId':'inner'},'deviceId':'d'} | - | d",
                "{'driverId':'D-3','event':'SHIFT_START'} | - | D-3",
                "{'driverId':'D-3','deviceId':'phone'} | - | phone"
            })
    void jsonIsReadAtItsTopLevelOnly(String json, @org.jspecify.annotations.Nullable String vehicle, String sender)
            throws Exception {
        byte[] value = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThat(RecordKey.of(value)).isEqualTo(new RecordKey(vehicle, sender));
    }

    @ParameterizedTest
    @CsvSource({"''", "'{'", "'{}'", "'[1]'", "'hello'", "'{\"deviceId\":7}'"})
    void whatNamesNobodyIsRefusedWithAReason(String value) {
        assertThatThrownBy(() -> RecordKey.of(value.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageMatching(".{5,}");
    }

    @Test
    void hostileBytesAreAnsweredOrRefusedAndNothingElse() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] value = RECORD.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                RecordKey recordKey = RecordKey.of(value);
                assertThat(recordKey.vehicleId() != null || !recordKey.sender().isEmpty())
                        .isTrue();
            } catch (MalformedEventException e) {
                assertThat(e.reason()).isNotEmpty();
            }
        }
    }
}
