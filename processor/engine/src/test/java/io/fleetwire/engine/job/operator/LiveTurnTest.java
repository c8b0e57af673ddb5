package io.fleetwire.engine.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.LivePosition;
import io.fleetwire.event.LivePosition.Anomaly;
import io.fleetwire.event.LivePosition.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LiveTurnTest {

    private static final long START_MS = 1_800_000_000_000L;
    private static final Anomaly ANOMALY = new Anomaly(0.9, 0.3, true, List.of("coolantC"));

    private final LiveTurn turn = new LiveTurn();
    private final List<Long> sentMs = new ArrayList<>();
    private final List<Long> delaysMs = new ArrayList<>();

    @Test
    void aTrackerThatReportsEverySecondIsHardlyEverHeldBack() {
        SplittableRandom random = new SplittableRandom(1);
        for (int second = 0; second < 100; second++) {
            passUntil(START_MS + second * 1_000L + random.nextLong(0, 40));
            arrive("tracker", true);
        }
        passUntil(START_MS + 105_000);

        assertThat(sentMs).hasSize(100);
        assertThat(delaysMs).allMatch(delay -> delay <= 50);
    }

    @Test
    void aDelayDoesNotStayWithTheVehicle() {
        passUntil(START_MS);
        arrive("tracker", true);
        // Half a second early, once: it has to wait, those after it do not.
        for (int second = 0; second < 20; second++) {
            passUntil(START_MS + 500 + second * 1_000L);
            arrive("tracker", true);
        }
        passUntil(START_MS + 25_000);

        assertThat(delaysMs.get(1)).isGreaterThan(400);
        assertThat(delaysMs.subList(5, delaysMs.size())).allMatch(delay -> delay <= 10);
    }

    @Test
    void aDeviceThatReportsTenTimesASecondIsShownOnceASecondAndItsLastIsNotLost() {
        for (int i = 0; i < 200; i++) {
            passUntil(START_MS + i * 100L);
            arrive("tracker", true);
        }
        passUntil(START_MS + 25_000);

        assertThat(sentMs.size()).isBetween(19, 23);
        assertThat(sentMs.getLast() - delaysMs.getLast()).isEqualTo(START_MS + 19_900);
    }

    @Test
    void aDonglesRecordRidesAlongWithThePhonesNextPosition() {
        for (int second = 0; second < 30; second++) {
            passUntil(START_MS + second * 1_000L);
            arrive("phone", true);
            passUntil(START_MS + second * 1_000L + 400);
            arrive("dongle", false);
        }
        passUntil(START_MS + 29_500);

        // Once the phone's pace is known and the first delays are caught up with, only its positions go out, at once.
        assertThat(delaysMs.subList(6, delaysMs.size())).allMatch(delay -> delay <= 10);
        assertThat(sentMs).hasSizeLessThanOrEqualTo(32);
    }

    @Test
    void aVerdictStaysForHalfAMinuteOverRecordsThatHaveNone() {
        turn.hold(position("tracker", START_MS).with(ANOMALY), START_MS, true);
        turn.take(START_MS);
        turn.hold(position("tracker", START_MS + 30_000), START_MS + 30_000, true);
        assertThat(turn.take(START_MS + 30_000).anomaly()).isEqualTo(ANOMALY);
        turn.hold(position("tracker", START_MS + 31_000), START_MS + 31_000, true);
        assertThat(turn.take(START_MS + 31_000).anomaly()).isNull();
    }

    @Test
    void whatTheOtherDeviceSaidIsRememberedForHalfAMinuteOfReceiveTimeWhateverItsClockSays() {
        LivePosition dongle =
                position("dongle", START_MS, START_MS + Duration.ofHours(5).toMillis());
        turn.hold(dongle.with(ANOMALY), START_MS, false);
        turn.take(START_MS);
        assertThat(turn.isOver(START_MS + 29_000)).isFalse();
        turn.hold(position("phone", START_MS + 29_000), START_MS + 29_000, true);
        assertThat(turn.take(START_MS + 29_000).anomaly()).isEqualTo(ANOMALY);
        turn.hold(position("phone", START_MS + 40_000), START_MS + 40_000, true);
        assertThat(turn.take(START_MS + 40_000).anomaly())
                .as("five hours by the dongle's clock")
                .isNull();
        assertThat(turn.isOver(START_MS + 71_000)).isTrue();
    }

    @Test
    void aVehicleThatFellSilentIsShownWithNothingOfWhatItSaidBefore() {
        turn.hold(position("tracker", START_MS).with(ANOMALY), START_MS, true);
        turn.take(START_MS);
        LivePosition silent = position("tracker", START_MS).with(Status.OFFLINE);
        turn.hold(silent, START_MS + 5_000, false);
        assertThat(turn.take(START_MS + 5_000)).isEqualTo(silent);
        turn.hold(position("tracker", START_MS + 7_000), START_MS + 7_000, true);
        assertThat(turn.isDue(START_MS + 7_000)).as("a record after OFFLINE").isTrue();
        assertThat(turn.take(START_MS + 7_000).anomaly()).isNull();
    }

    private void arrive(String device, boolean fix) {
        turn.hold(position(device, nowMs), nowMs, fix);
        send();
    }

    private long nowMs = START_MS;

    private void passUntil(long atMs) {
        while (nowMs < atMs) {
            nowMs = Math.min(atMs, nowMs + 10);
            send();
        }
    }

    private void send() {
        if (turn.isDue(nowMs)) {
            LivePosition sent = turn.take(nowMs);
            sentMs.add(nowMs);
            delaysMs.add(nowMs - Objects.requireNonNull(sent.receivedAt()).toEpochMilli());
        }
    }

    private static LivePosition position(String device, long atMs) {
        return position(device, atMs, atMs);
    }

    private static LivePosition position(String device, long receivedAtMs, long deviceTimeMs) {
        Instant at = Instant.ofEpochMilli(deviceTimeMs);
        return new LivePosition(
                "VAN-1",
                device,
                "teltonika",
                at,
                Instant.ofEpochMilli(receivedAtMs),
                52.5,
                13.4,
                true,
                48.0,
                90.0,
                Status.MOVING,
                true,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
