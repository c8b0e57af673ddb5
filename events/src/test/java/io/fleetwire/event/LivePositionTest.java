package io.fleetwire.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.LivePosition.EngineView;
import io.fleetwire.event.LivePosition.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LivePositionTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final EngineView ENGINE = new EngineView(1_800.0, 40.0, 90.0, 20.0, 61.0, 5.0);

    @Test
    void aPhonesPositionIsCompletedWithWhatTheDongleJustRead() {
        LivePosition shown =
                position("phone", NOW, null).completedFrom(position("dongle", NOW.minusSeconds(1), ENGINE));

        assertThat(shown.engine()).isEqualTo(ENGINE);
        assertThat(shown.deviceId()).isEqualTo("phone");
        assertThat(shown.at()).isEqualTo(NOW);
    }

    @Test
    void anOldReadingIsNotShownAsIfItWereNow() {
        LivePosition shown =
                position("phone", NOW, null).completedFrom(position("dongle", NOW.minusSeconds(31), ENGINE));

        assertThat(shown.engine()).isNull();
    }

    @Test
    void aClockThatRunsHoursAheadKeepsNoReadingAlive() {
        LivePosition dongle = position("dongle", NOW.plusSeconds(36_000), NOW.minusSeconds(31), ENGINE);

        assertThat(position("phone", NOW, null).completedFrom(dongle).engine()).isNull();
    }

    @Test
    void whatADeviceSaysItselfStands() {
        EngineView own = new EngineView(900.0, null, null, null, null, null);
        LivePosition shown = position("a", NOW, own).completedFrom(position("b", NOW, ENGINE));

        assertThat(shown.engine()).isEqualTo(own);
    }

    private static LivePosition position(String deviceId, Instant at, @Nullable EngineView engine) {
        return position(deviceId, at, at, engine);
    }

    private static LivePosition position(String deviceId, Instant at, Instant receivedAt, @Nullable EngineView engine) {
        return new LivePosition(
                "VAN-1",
                deviceId,
                "teltonika",
                at,
                receivedAt,
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
                engine,
                null,
                null);
    }
}
