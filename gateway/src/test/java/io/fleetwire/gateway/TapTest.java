package io.fleetwire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.TappedFrame;
import io.fleetwire.event.TappedFrame.Direction;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.testing.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Listening in on a device, in front of a real Kafka: both directions, only the device asked for, only as long as asked. */
class TapTest extends GatewayOnKafka {

    private static final String DATA = "000000000000003608010000016b40d8ea30010000000000000000000000000000000"
            + "105021503010101425e0f01f10000601a014e0000000000000000010000c7cf";

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.adopting(kafka);
    }

    @Test
    void bothDirectionsOfTheDeviceAreCopied() throws Exception {
        String device = "356307042441013";
        kafka.write(Topics.CONFIG, new ConfigEntry.Tap(device, Instant.now().plusSeconds(60)));
        // The follower has the tap at the latest when it has what was written behind it on the same partition.
        await().untilAsserted(() -> {
            talk(login(device));
            assertThat(framesOf(device)).isNotEmpty();
        });
        int before = framesOf(device).size();
        talk(login(device));
        talk(login("356307042441021"));
        await().untilAsserted(() -> assertThat(framesOf(device)).hasSizeGreaterThanOrEqualTo(before + 4));
        List<TappedFrame> frames = framesOf(device).subList(before, before + 4);
        assertThat(frames.stream().map(TappedFrame::hex)).containsExactly(login(device), "01", DATA, "00000001");
        assertThat(frames.stream().map(TappedFrame::direction))
                .containsExactly(
                        Direction.FROM_DEVICE, Direction.TO_DEVICE, Direction.FROM_DEVICE, Direction.TO_DEVICE);
        assertThat(frames).allSatisfy(frame -> {
            assertThat(frame.protocol()).isEqualTo("teltonika");
            assertThat(frame.masked()).isFalse();
            assertThat(frame.missed()).isZero();
        });
        assertThat(framesOf("356307042441021")).as("nobody asked for this one").isEmpty();
    }

    @Test
    void aTapThatIsOverCopiesNothing() throws Exception {
        String over = "356307042441039";
        String open = "356307042441047";
        kafka.write(Topics.CONFIG, new ConfigEntry.Tap(over, Instant.now().minusSeconds(1)));
        kafka.write(Topics.CONFIG, new ConfigEntry.Tap(open, Instant.now().plus(Duration.ofDays(1))));
        await().untilAsserted(() -> {
            talk(login(over));
            talk(login(open));
            assertThat(framesOf(open)).isNotEmpty();
        });
        assertThat(framesOf(over)).isEmpty();
    }

    private static void talk(String login) throws Exception {
        try (Client tracker = new Client(gateway.teltonika)) {
            assertThat(tracker.hex(login).hears(1)).isEqualTo("01");
            assertThat(tracker.hex(DATA).hears(4)).isEqualTo("00000001");
        }
    }

    private static String login(String imei) {
        StringBuilder hex = new StringBuilder("000f");
        imei.chars().forEach(digit -> hex.append(Integer.toHexString(digit)));
        return hex.toString();
    }

    private static List<TappedFrame> framesOf(String deviceId) throws Exception {
        return kafka.values(Topics.TAPS).stream()
                .filter(frame -> frame.deviceId().equals(deviceId))
                .toList();
    }
}
