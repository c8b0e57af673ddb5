package io.fleetwire.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.gateway.address.AddressList;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.session.SessionContext;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.registry.Protocols;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every protocol keeps towards a partner that answers late, twice, in another order, endlessly or not at all, on a clock that the test turns. */
class HostileDialogueTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    /** A tick of the test's clock. */
    private static final int TICK_MS = 20;

    private static final int HOSTILE_S = 28;
    private static final Rate SENT = NetLimits.DEFAULT.sentFrames();

    enum Hostility {
        LATE,
        DOUBLED,
        SWAPPED,
        ENDLESS,
        SILENT
    }

    static Stream<Arguments> dialogues() {
        return Protocols.devices().stream()
                .flatMap(adapter -> Stream.of(Hostility.values()).map(how -> Arguments.of(adapter.id(), how)));
    }

    @Test
    void everyProtocolHasADevice() {
        assertThat(Devices.ALL)
                .containsOnlyKeys(
                        Protocols.devices().stream().map(ProtocolAdapter::id).toArray(String[]::new));
    }

    /** A device and the gateway's end of its connection, from the framer on. */
    private static final class Dialogue {
        private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        private final EmbeddedChannel channel = new EmbeddedChannel();
        private final Devices.Device device;
        private final Deque<ByteBuf> held = new ArrayDeque<>();
        private long nowMs;
        private int sent;

        Dialogue(ProtocolAdapter<?> adapter, Devices.Device device) {
            this.device = device;
            GatewayMetrics metrics = new GatewayMetrics(meters);
            SessionContext context = Contexts.adopting(metrics, () -> START.plusMillis(nowMs));
            channel.freezeTime();
            Remote.isBehindProxy(channel, InetAddress.getLoopbackAddress()); // exempt from what limits it may send
            ReadSwitch reading = new ReadSwitch(channel);
            Deadlines deadlines = new Deadlines(Timeouts.DEFAULT);
            ConnectLimits connects = new ConnectLimits(
                    NetLimits.DEFAULT, AddressList.LOOPBACK, () -> TimeUnit.MILLISECONDS.toNanos(nowMs));
            AcceptContext acceptContext = new AcceptContext(
                    NetLimits.DEFAULT, connects, AddressList.NONE, metrics, () -> TimeUnit.MILLISECONDS.toNanos(nowMs));
            channel.pipeline()
                    .addLast(
                            adapter.newFramer(),
                            new DeviceConnection(channel, deadlines, reading, acceptContext, adapter, context));
            says(device.opens());
        }

        void says(ByteBuf bytes) {
            if (channel.isOpen() && bytes.isReadable()) {
                channel.writeInbound(bytes);
            } else {
                bytes.release();
            }
        }

        boolean isRead() {
            return channel.config().isAutoRead();
        }

        void tick() {
            nowMs += TICK_MS;
            channel.advanceTimeBy(TICK_MS, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
        }

        /** What the gateway sent since the last call. */
        List<ByteBuf> heard() {
            Deque<ByteBuf> heard = new ArrayDeque<>();
            for (ByteBuf frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
                if (frame.isReadable()) {
                    sent++;
                    heard.add(frame);
                } else {
                    frame.release();
                }
            }
            return List.copyOf(heard);
        }

        double events() {
            return meters.find("fleetwire.gateway.events").counters().stream()
                    .mapToDouble(counter -> counter.count())
                    .sum();
        }

        void answers(ByteBuf frame, Hostility how) {
            ByteBuf answer = device.answers(frame);
            frame.release();
            switch (how) {
                case LATE -> held.add(answer);
                case DOUBLED -> {
                    says(answer.copy());
                    says(answer);
                }
                case SWAPPED -> {
                    held.addFirst(answer);
                    if (held.size() == 2) {
                        saysHeld();
                    }
                }
                case ENDLESS -> {
                    for (int i = 0; i < 50; i++) {
                        says(answer.copy());
                    }
                    says(answer);
                }
                case SILENT -> answer.release();
            }
        }

        void saysHeld() {
            while (!held.isEmpty()) {
                says(held.removeFirst());
            }
        }

        void close() {
            held.forEach(ByteBuf::release);
            channel.finishAndReleaseAll();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("dialogues")
    void framesOutAreBoundedAndTheDeviceReportsAgain(String protocol, Hostility how) {
        ProtocolAdapter<?> adapter = Protocols.device(protocol);
        Dialogue dialogue = new Dialogue(adapter, Devices.of(protocol));
        for (int ms = 0; ms < HOSTILE_S * 1_000; ms += TICK_MS) {
            // What is not read stays in the device.
            for (ByteBuf frame : dialogue.heard()) {
                if (dialogue.isRead()) {
                    dialogue.answers(frame, how);
                } else {
                    frame.release();
                }
            }
            if (ms % 1_000 == 0 && dialogue.isRead()) {
                dialogue.says(dialogue.device.reports(START.plusMillis(dialogue.nowMs)));
            }
            dialogue.tick();
            double most = SENT.burst() + SENT.perSecond() * (dialogue.nowMs / 1_000.0) + 1;
            assertThat((double) dialogue.sent).as("after %d ms", dialogue.nowMs).isLessThanOrEqualTo(most);
        }
        dialogue.saysHeld();
        double before = dialogue.events();
        int sentBefore = dialogue.sent;
        for (int ms = 0; ms < 60_000; ms += TICK_MS) {
            for (ByteBuf frame : dialogue.heard()) {
                if (protocol.equals("obd")) {
                    dialogue.says(dialogue.device.answers(frame));
                }
                frame.release();
            }
            if (ms % 1_000 == 0 && dialogue.isRead()) {
                dialogue.says(dialogue.device.reports(START.plusMillis(dialogue.nowMs)));
            }
            dialogue.tick();
        }
        assertThat(dialogue.channel.isOpen()).isTrue();
        assertThat(dialogue.isRead()).isTrue();
        assertThat(dialogue.sent - sentBefore).as("it is answered again").isGreaterThan(30);
        if (dialogue.events() > 0) {
            assertThat(dialogue.events() - before).as("and reports again").isGreaterThan(30);
        }
        assertThat(dialogue.meters
                        .get("fleetwire.gateway.frames.sent")
                        .tag("protocol", protocol)
                        .counter()
                        .count())
                .isEqualTo(dialogue.sent);
        dialogue.close();
    }
}
