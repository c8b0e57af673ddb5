package io.fleetwire.protocol.queclink;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.contract.Heard;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the simulated device says is understood as it was meant, and what it hears is what we say. */
class QueclinkDeviceTest {

    private static final Instant AT = Instant.parse("2026-11-21T09:59:58Z");
    private static final LocalDateTime SENT = LocalDateTime.parse("2026-11-21T10:00:00");
    private static final Fix FIX =
            new Fix(52.5163, -13.3777, true, 35.5, 48.2, 271, Fix.UNKNOWN_COUNT, 1, Measure.ABSENT);
    private static final QueclinkDevice.State DRIVING = new QueclinkDevice.State(true, true, 182_345_100, 13.8, 97);

    private final QueclinkDevice device =
            new QueclinkDevice("862894020180553", "060228", new QueclinkDevice.Cell(262, 2, 0x1450, 0x9F13), 0xFFFE);

    private static String text(ByteBuf bytes) {
        return bytes.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void aReportIsUnderstoodAsItWasMeant() {
        Telemetry event = QueclinkTalk.record(text(device.fixed(false, AT, FIX, DRIVING, SENT)));
        assertThat(event.at()).isEqualTo(AT);
        assertThat(event.fix()).isEqualTo(FIX);
        assertThat(event.ignition()).isTrue();
        assertThat(event.odometerM()).isEqualTo(182_345_100);
        assertThat(event.power().externalV()).isEqualTo(13.8);
        assertThat(event.attributes())
                .containsEntry("batteryPct", "97")
                .containsEntry("state", "22")
                .containsEntry("cid", "40723")
                .containsEntry("count", "FFFF");
    }

    @Test
    void eventsAreUnderstoodAsTheyWereMeant() {
        assertThat(QueclinkTalk.record(text(device.sos(AT, FIX, DRIVING, SENT))).signals())
                .containsExactly(Signal.SOS);
        QueclinkDevice.State parked = new QueclinkDevice.State(false, false, 182_345_100, Measure.ABSENT, 97);
        Telemetry off = QueclinkTalk.record(text(device.ignition(AT, FIX, parked, 3_600, SENT)));
        assertThat(off.ignition()).isFalse();
        assertThat(off.attributes()).containsEntry("type", "GTIGF").containsEntry("ignitionOnS", "3600");
        assertThat(off.odometerM()).isEqualTo(182_345_100);
    }

    @Test
    void itKnowsWhatItHears() {
        Heard stored = QueclinkTalk.says(text(device.fixed(true, AT, FIX, DRIVING, SENT)));
        assertThat(answer(stored)).isEqualTo(new QueclinkDevice.Answer("FFFF", false));
        Heard alive = QueclinkTalk.says(text(device.heartbeat(SENT)));
        assertThat(answer(alive)).isEqualTo(new QueclinkDevice.Answer("0000", true));
        assertThat(QueclinkDevice.answer(Unpooled.copiedBuffer("+SACK:1$", StandardCharsets.US_ASCII)))
                .isNull();
    }

    private static QueclinkDevice.@Nullable Answer answer(Heard heard) {
        String reply = QueclinkTalk.replies(heard).getFirst();
        return QueclinkDevice.answer(Unpooled.copiedBuffer(reply, StandardCharsets.US_ASCII));
    }
}
