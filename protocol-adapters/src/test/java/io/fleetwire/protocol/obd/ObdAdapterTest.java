package io.fleetwire.protocol.obd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.Recognition;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObdAdapterTest {

    private final Car car = new Car();
    private final ElmDevice device = new ElmDevice("4711", car);

    @Test
    void initialisesAsksWhatThereIsAndReadsOnlyThat() {
        try (Drive drive = new Drive(device).until(Duration.ofSeconds(3))) {
            assertThat(drive.commands)
                    .startsWith(
                            "ATZ", "ATE0", "ATL0", "ATS0", "ATH1", "ATSP0", "0100", "0120", "0140", "0160", "0180",
                            "01A0");
            assertThat(drive.commands).contains("010C", "010D", "0104", "0111", "015E", "0105", "012F", "01A6", "ATRV");
            assertThat(drive.commands).doesNotContain("0110", "0142", "0146");
            assertThat(drive.refused).isEmpty();
        }
    }

    @Test
    void theFirstRecordHasEverything() {
        try (Drive drive = new Drive(device).until(Duration.ofSeconds(3))) {
            Telemetry first = drive.events.getFirst();
            assertThat(first.deviceId()).isEqualTo("4711");
            assertThat(first.protocol()).isEqualTo("obd");
            assertThat(first.fix()).isNull();
            assertThat(first.at()).isEqualTo(first.receivedAt());
            assertThat(first.ignition()).isTrue();
            assertThat(first.engine().rpm()).isEqualTo(1_726);
            assertThat(first.engine().loadPct()).isCloseTo(40, offset(0.2));
            assertThat(first.engine().throttlePct()).isEqualTo(20);
            assertThat(first.engine().coolantC()).isEqualTo(88);
            assertThat(first.engine().fuelLevelPct()).isEqualTo(60);
            assertThat(first.engine().fuelRateLph()).isCloseTo(5.1, offset(1e-9));
            assertThat(first.power().externalV()).isEqualTo(13.8);
            assertThat(first.odometerM()).isCloseTo(182_345_100, offset(1e-6));
            assertThat(first.dtcs()).containsExactly("P0133", "U1016");
            assertThat(first.attributes())
                    .containsEntry("obdSpeedKmh", "55")
                    .containsEntry("pendingDtcs", "C0123")
                    .containsEntry("vin", "LFV3B28R8A3025310")
                    .containsEntry("mil", "1")
                    .containsEntry("dtcCount", "2")
                    .doesNotContainKey("permanentDtcs");
        }
    }

    @Test
    void fastEverySecondSlowEveryHalfMinuteCodesEveryFiveMinutesVinOnce() {
        try (Drive drive = new Drive(device).until(Duration.ofMinutes(10))) {
            assertThat(drive.count("010C")).isBetween(590L, 600L);
            assertThat(drive.count("0105")).isBetween(19L, 20L);
            assertThat(drive.count("ATRV")).isBetween(19L, 20L);
            assertThat(drive.count("03")).isEqualTo(2);
            assertThat(drive.count("0902")).isEqualTo(1);
            assertThat(drive.events).hasSize((int) drive.count("010C"));
            Telemetry second = drive.events.get(1);
            assertThat(second.engine().rpm()).isEqualTo(1_726);
            assertThat(second.engine().coolantC()).isNaN();
            assertThat(second.dtcs()).isEmpty();
        }
    }

    @Test
    void whileTheVehicleSleepsItIsAskedSeldom() {
        car.awake = false;
        try (Drive drive = new Drive(device).until(Duration.ofMinutes(5))) {
            assertThat(drive.count("0100")).isBetween(10L, 12L);
            assertThat(drive.count("010C")).isZero();
            Telemetry asleep = drive.events.getFirst();
            assertThat(asleep.ignition()).isNull();
            assertThat(asleep.power().externalV()).isEqualTo(13.8);
            assertThat(asleep.attributes()).containsEntry("obdErrors", "UNABLE TO CONNECT");
            car.awake = true;
            drive.until(Duration.ofMinutes(6));
            assertThat(drive.count("010C")).isBetween(25L, 61L);
            assertThat(drive.count("0902")).isEqualTo(1);
        }
    }

    @Test
    void afterTheIgnitionIsOffTheBusIsLeftAlone() {
        try (Drive drive = new Drive(device).until(Duration.ofMinutes(1))) {
            long running = drive.count("010C");
            car.awake = false;
            drive.until(Duration.ofMinutes(6));
            assertThat(drive.count("010C") - running).isBetween(9L, 12L);
            car.awake = true;
            drive.until(Duration.ofMinutes(7));
            assertThat(drive.events.getLast().engine().rpm()).isEqualTo(1_726);
            assertThat(drive.count("010C") - running).isGreaterThan(35);
        }
    }

    @Test
    void anAdapterThatRestartsIsInitialisedAgain() {
        try (Drive drive = new Drive(device).until(Duration.ofMillis(2_500))) {
            drive.until(Duration.ofMillis(4_900));
            drive.restart();
            drive.until(Duration.ofSeconds(8));
            assertThat(drive.count("ATZ")).isEqualTo(2);
            assertThat(drive.count("0902")).isEqualTo(2);
            assertThat(drive.events.getLast().engine().rpm()).isEqualTo(1_726);
        }
    }

    @Test
    void aLostReplyCostsOneCommand() {
        try (Drive drive = new Drive(device).until(Duration.ofSeconds(3))) {
            boolean[] lost = {false};
            drive.line = said -> {
                if (!lost[0] && said.contains("410D")) {
                    lost[0] = true;
                    return "";
                }
                return said;
            };
            int before = drive.events.size();
            drive.until(Duration.ofSeconds(12));
            assertThat(lost[0]).isTrue();
            assertThat(drive.count("ATZ")).isEqualTo(1);
            Telemetry incomplete = drive.events.get(before);
            assertThat(incomplete.engine().rpm()).isEqualTo(1_726);
            assertThat(incomplete.attributes()).doesNotContainKey("obdSpeedKmh");
            assertThat(drive.events.getLast().attributes()).containsEntry("obdSpeedKmh", "55");
        }
    }

    @Test
    void aSilentAdapterIsResetAndThenGivenUp() {
        try (Drive drive = new Drive(device).until(Duration.ofSeconds(3))) {
            drive.line = said -> "";
            drive.until(Duration.ofMinutes(3));
            assertThat(drive.closed).isTrue();
            assertThat(drive.count("ATZ")).isEqualTo(1 + ObdAdapter.MAX_RESETS);
        }
    }

    @Test
    void zerosAndSearchingInRepliesDoNoHarm() {
        try (Drive drive = new Drive(device)) {
            drive.line = said -> said.replace("7E8", "SEARCHING...7E8\0").replace("\r", "\r\0");
            drive.until(Duration.ofSeconds(3));
            assertThat(drive.events.getFirst().engine().rpm()).isEqualTo(1_726);
            assertThat(drive.events.getFirst().attributes()).containsEntry("vin", "LFV3B28R8A3025310");
            assertThat(drive.refused).isEmpty();
        }
    }

    @Test
    void aCloneWithoutHeadersIsReadToo() {
        try (Drive drive = new Drive(device)) {
            drive.order = asked -> asked.equals("ATH1\r") ? "ATNO\r" : asked;
            drive.until(Duration.ofSeconds(3));
            assertThat(drive.events.getFirst().engine().rpm()).isEqualTo(1_726);
            assertThat(drive.events.getFirst().attributes()).containsEntry("vin", "LFV3B28R8A3025310");
        }
    }

    @Test
    void manyTroubleCodesComeInSeveralFrames() {
        car.stored = List.of("P0133", "P0420", "U0158", "C0123", "B1234", "P0301", "P0302", "P0303");
        try (Drive drive = new Drive(device).until(Duration.ofSeconds(3))) {
            assertThat(drive.events.getFirst().dtcs()).isEqualTo(car.stored);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ID ", "HELLO", "ID ;rm -rf", "ID \u0001", "GET / HTTP/1.1"})
    void whoSaysNoIdHearsAQuestionMark(String line) {
        ObdAdapter adapter = new ObdAdapter();
        Outcome<ObdSession> outcome = adapter.receive(
                adapter.newSession(), Unpooled.copiedBuffer(line, StandardCharsets.US_ASCII), Drive.START);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Step.class, step -> assertThat(step.close()).isTrue());
        assertThat(said((Outcome.Step<?>) outcome)).isEqualTo("?\r");
    }

    @Test
    void anUnknownDeviceHearsAQuestionMark() {
        ObdAdapter adapter = new ObdAdapter();
        Outcome<ObdSession> outcome = adapter.receive(
                adapter.newSession(), Unpooled.copiedBuffer("ID 4711", StandardCharsets.US_ASCII), Drive.START);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Login.class, login -> {
            assertThat(login.deviceId()).isEqualTo("4711");
            assertThat(login.refused().close()).isTrue();
            assertThat(said(login.refused())).isEqualTo("?\r");
        });
    }

    private static String said(Outcome.Step<?> step) {
        return step.replies().getFirst().frame().toString(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"I,UNDECIDED", "ID,UNDECIDED", "'ID ',YES", "ID 4711,YES", "IX,NO", "GET,NO", "'',UNDECIDED"})
    void recognisesItsLine(String begin, Recognition expected) {
        ByteBuf bytes = Unpooled.copiedBuffer(begin, StandardCharsets.US_ASCII);
        assertThat(new ObdAdapter().recognise(bytes)).isEqualTo(expected);
        assertThat(bytes.readerIndex()).isZero();
    }
}
