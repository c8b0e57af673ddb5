package io.fleetwire.gateway.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.TappedFrame;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.registry.Protocols;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A tap's limits: time, pace, number, and what it must not show. */
class TapsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final ProtocolAdapter<?> adapter = Protocols.device("gt06");
    private final Taps taps = new Taps(InstantSource.fixed(NOW), () -> producer);
    private final ByteBuf frame = Unpooled.wrappedBuffer(new byte[] {0x78, 0x78, 1});

    @AfterEach
    void stop() throws InterruptedException {
        taps.stop();
    }

    @Test
    void endsByItselfAndNeverLaterThanAllowed() {
        taps.put(new ConfigEntry.Tap("a", NOW.plus(Duration.ofDays(1))));
        Instant end = NOW.plus(ConfigEntry.Tap.LONGEST);
        taps.heard("a", adapter, frame, end.minusMillis(1));
        taps.heard("a", adapter, frame, end);
        await().untilAsserted(() -> assertThat(sent()).hasSize(1));
        assertThat(frame.refCnt()).as("the frame stays the caller's").isOne();
    }

    @Test
    void endsWhenItsEntryIsGone() {
        taps.put(new ConfigEntry.Tap("a", NOW.plusSeconds(60)));
        taps.put(new ConfigEntry.Tap("b", NOW.plusSeconds(60)));
        taps.remove("device/a");
        taps.remove("tap/b");
        taps.heard("b", adapter, frame, NOW);
        taps.heard("a", adapter, frame, NOW);
        await().untilAsserted(() -> assertThat(sent())
                .singleElement()
                .extracting(TappedFrame::deviceId)
                .isEqualTo("a"));
    }

    @Test
    void leavesOutAndCountsWhatIsTooMuchForASecond() {
        taps.put(new ConfigEntry.Tap("a", NOW.plusSeconds(60)));
        for (int i = 0; i < Taps.FRAMES_PER_SECOND + 7; i++) {
            taps.heard("a", adapter, frame, NOW);
        }
        taps.said("a", adapter, frame, InstantSource.fixed(NOW.plusSeconds(1)));
        await().untilAsserted(() -> assertThat(sent()).hasSize(Taps.FRAMES_PER_SECOND + 1));
        assertThat(sent().getLast().missed()).isEqualTo(7);
        assertThat(sent().getLast().direction()).isEqualTo(TappedFrame.Direction.TO_DEVICE);
    }

    @Test
    void opensNoMoreThanTheMost() {
        for (int i = 0; i <= ConfigEntry.Tap.MOST; i++) {
            taps.put(new ConfigEntry.Tap("d" + i, NOW.plusSeconds(60)));
        }
        for (int i = 0; i <= ConfigEntry.Tap.MOST; i++) {
            taps.heard("d" + i, adapter, frame, NOW);
        }
        await().untilAsserted(() -> assertThat(sent()).hasSize(ConfigEntry.Tap.MOST));
        assertThat(sent()).noneMatch(one -> one.deviceId().equals("d" + ConfigEntry.Tap.MOST));
    }

    @Test
    void overwritesWhatAProtocolNamesAsASecret() {
        byte[] bytes = {1, 2, 3, 4};
        ProtocolAdapter<?> talkative = (ProtocolAdapter<?>) Proxy.newProxyInstance(
                ProtocolAdapter.class.getClassLoader(),
                new Class<?>[] {ProtocolAdapter.class},
                (proxy, method, arguments) -> List.of(
                        Part.of(0, 1, "type", "1"),
                        Part.of(1, 2, "authenticationCode", "x"),
                        Part.of(3, 1, "end", "")));
        assertThat(Secrets.mask(talkative, bytes)).isTrue();
        assertThat(bytes).containsExactly(1, '*', '*', 4);
        assertThat(Secrets.mask(adapter, bytes)).isFalse();
    }

    private List<TappedFrame> sent() {
        List<TappedFrame> frames = new ArrayList<>();
        producer.history().forEach(record -> {
            try {
                frames.add(Topics.TAPS.format().decode(record.value()));
            } catch (MalformedEventException e) {
                throw new AssertionError(e);
            }
        });
        return frames;
    }
}
