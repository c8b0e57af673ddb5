package io.fleetwire.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.gateway.address.AddressList;
import io.fleetwire.gateway.address.AddressRules;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.session.CloseReason;
import io.fleetwire.gateway.testing.LineAdapter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a connection, a network and a port may send, second by second of a clock that the test turns. */
class RatesTest {

    /** Bytes a second of a connection and of a network, and frames a second. */
    private static final NetLimits LIMITS = new NetLimits(
            100,
            100,
            new Rate(100, 100),
            new Rate(100, 100),
            new Rate(1_000, 2_000),
            new Rate(1_500, 3_000),
            new Rate(10, 20),
            Timeouts.DEFAULT);

    private static final String NETWORK = "192.0.2.";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final GatewayMetrics metrics = new GatewayMetrics(meters);
    private final AtomicLong nanos = new AtomicLong();
    private final ConnectLimits connects = new ConnectLimits(LIMITS, AddressList.LOOPBACK, nanos::get);
    private final AcceptContext acceptContext =
            new AcceptContext(LIMITS, connects, AddressList.NONE, metrics, nanos::get);
    private final List<EmbeddedChannel> channels = new ArrayList<>();

    @AfterEach
    void close() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    private static InetAddress ip(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A connection whose bytes are counted; what it was closed for is kept. */
    private final class Line extends ChannelInboundHandlerAdapter {
        final EmbeddedChannel channel = new EmbeddedChannel();
        final List<Object> closedFor = new ArrayList<>();

        Line(String from) {
            this(from, false);
        }

        Line(String from, boolean frames) {
            channels.add(channel);
            channel.freezeTime();
            Remote.isBehindProxy(channel, ip(from));
            ReadSwitch reading = new ReadSwitch(channel);
            channel.pipeline()
                    .addLast(
                            frames
                                    ? Throttle.ofFrames(acceptContext, reading)
                                    : Throttle.ofBytes(acceptContext, reading),
                            this);
        }

        void sends(int bytes) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[bytes]));
        }

        boolean isRead() {
            return channel.config().isAutoRead();
        }

        int heard() {
            int bytes = 0;
            for (ByteBuf piece = channel.readInbound(); piece != null; piece = channel.readInbound()) {
                bytes += piece.readableBytes();
                piece.release();
            }
            return bytes;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            closedFor.add(event);
        }
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
        for (EmbeddedChannel channel : channels) {
            channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    private double counted(String limit) {
        return meters.get("fleetwire.gateway.limits")
                .tag("limit", limit)
                .counter()
                .count();
    }

    @Test
    void aConnectionAboveItsBytesWaitsAsLongAsItsDebtLasts() {
        Line line = new Line(NETWORK + 1);
        line.sends(2_000);
        assertThat(line.isRead()).isTrue();
        line.sends(500); // half a second of its rate
        assertThat(line.isRead()).isFalse();
        assertThat(counted("rate_bytes")).isEqualTo(1);
        passes(Duration.ofMillis(499));
        assertThat(line.isRead()).isFalse();
        passes(Duration.ofMillis(2));
        assertThat(line.isRead()).isTrue();
        assertThat(line.heard()).as("nothing is lost").isEqualTo(2_500);
        assertThat(line.closedFor).isEmpty();
    }

    /** Two connections that keep their own rate: it is their network that sends too much. */
    @Test
    void aNetworkAboveItsBytesWaitsAndAnotherDoesNot() {
        Line first = new Line(NETWORK + 1);
        Line second = new Line(NETWORK + 2);
        Line elsewhere = new Line("198.51.100.1");
        first.sends(2_000);
        second.sends(2_000); // 1,000 above the network's burst: two thirds of a second
        assertThat(first.isRead()).isTrue();
        assertThat(second.isRead()).isFalse();
        elsewhere.sends(2_000);
        assertThat(elsewhere.isRead()).isTrue();
        passes(Duration.ofMillis(660));
        assertThat(second.isRead()).isFalse();
        passes(Duration.ofMillis(10));
        assertThat(second.isRead()).isTrue();
        assertThat(second.heard()).isEqualTo(2_000);
    }

    @Test
    void framesAboveTheRateWaitAndTenBurstsOfDebtClose() {
        Line line = new Line(NETWORK + 1, true);
        for (int i = 0; i < 20; i++) {
            line.sends(1);
        }
        assertThat(line.isRead()).isTrue();
        line.sends(1);
        assertThat(line.isRead()).isFalse();
        assertThat(counted("rate_frames")).isEqualTo(1);
        for (int i = 0; i < 199; i++) {
            line.sends(1); // what one read had already brought in
        }
        assertThat(line.closedFor).isEmpty();
        line.sends(1);
        assertThat(line.closedFor).containsExactly(CloseReason.TOO_FAST);
        assertThat(line.heard()).as("what made it too much is not passed on").isEqualTo(220);
    }

    @Test
    void whoIsExemptIsNotCounted() {
        Line line = new Line("127.0.0.1");
        for (int i = 0; i < 100; i++) {
            line.sends(10_000);
        }
        assertThat(line.isRead()).isTrue();
        assertThat(line.channel.pipeline().get(Throttle.class)).isNull();
    }

    private EmbeddedChannel datagrams() {
        EmbeddedChannel port = new EmbeddedChannel(
                new DatagramHandler(new LineAdapter(), AddressRules.EVERYWHERE, connects, Contexts.adopting(metrics)));
        channels.add(port);
        return port;
    }

    /** Sends "HELLO", which is answered at once, in so many bytes; says whether it was. */
    private static boolean isAnswered(EmbeddedChannel port, String from, int bytes) {
        String text = "HELLO" + " ".repeat(bytes - "HELLO".length());
        InetSocketAddress here = new InetSocketAddress(ip("127.0.0.1"), 5027);
        port.writeInbound(new DatagramPacket(
                Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII), here, new InetSocketAddress(ip(from), 4_711)));
        DatagramPacket answer = port.readOutbound();
        if (answer != null) {
            answer.release();
        }
        return answer != null;
    }

    @Test
    void datagramsAboveTheirNetworksBytesAreNotHeardAndAnotherNetworksAre() {
        EmbeddedChannel port = datagrams();
        for (int i = 0; i < 3; i++) {
            assertThat(isAnswered(port, NETWORK + i, 1_000)).isTrue();
        }
        assertThat(isAnswered(port, NETWORK + 9, 1_000)).isFalse();
        assertThat(counted("rate_datagrams")).isEqualTo(1);
        assertThat(isAnswered(port, "198.51.100.1", 1_000)).isTrue();
        assertThat(isAnswered(port, "127.0.0.1", 1_000)).isTrue();

        passes(Duration.ofSeconds(2)); // the debt, and as much again
        assertThat(isAnswered(port, NETWORK + 9, 1_000)).isTrue();
    }

    /** Datagrams and connections of a network have one budget. */
    @Test
    void whatConnectionsOfANetworkSendItsDatagramsCannot() {
        Line line = new Line(NETWORK + 1);
        line.sends(2_000);
        EmbeddedChannel port = datagrams();
        assertThat(isAnswered(port, NETWORK + 2, 1_000)).isTrue();
        assertThat(isAnswered(port, NETWORK + 2, 100)).isFalse();
    }
}
