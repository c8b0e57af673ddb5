package io.fleetwire.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.gateway.address.AddressList;
import io.fleetwire.gateway.address.AddressRules;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.session.SessionContext;
import io.fleetwire.gateway.testing.LineAdapter;
import io.fleetwire.gateway.testing.TestKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 20,000 connections, the limit, must fit into the gateway's heap of 256 MiB beside everything else. */
class ConnectionMemoryTest {

    private static final int CONNECTIONS = 2_000;

    /** Half of the heap for connections: 128 MiB / 20,000. Ends of the test's own, adopted devices, what they are pinned to and their accounts included. */
    private static final long MOST_BYTES_EACH = 6_700;

    @Test
    void aConnectionThatReportsCostsLittle() throws Exception {
        SessionContext context = Contexts.adopting(new GatewayMetrics(new SimpleMeterRegistry()));
        int port = TestKafka.freePort();
        // Nobody is exempt: what watches a stranger's connection counts, too.
        NetLimits limits = new NetLimits(
                20_000,
                20_000,
                new Rate(1e6, 1e6),
                new Rate(1e6, 1e6),
                NetLimits.DEFAULT.connectionBytes(),
                NetLimits.DEFAULT.networkBytes(),
                NetLimits.DEFAULT.frames(),
                Timeouts.DEFAULT);
        DeviceServers servers = new DeviceServers("127.0.0.1", limits, AddressList.NONE, AddressList.NONE, context);
        List<SocketChannel> devices = new ArrayList<>();
        try {
            servers.open(new LineAdapter(), new ListenerConfig(port, AddressRules.EVERYWHERE, null));
            connect(devices, port, 200); // whatever is loaded and pooled once
            long before = usedBytes();
            connect(devices, port, CONNECTIONS);
            long each = (usedBytes() - before) / CONNECTIONS;
            assertThat(each).as("bytes of heap per connection").isBetween(500L, MOST_BYTES_EACH);
        } finally {
            for (SocketChannel device : devices) {
                device.close();
            }
            servers.stop();
        }
    }

    /** Each logs in, reports once, and is answered. */
    private static void connect(List<SocketChannel> devices, int port, int count) throws IOException {
        ByteBuffer answers = ByteBuffer.allocate(64);
        for (int i = 0; i < count; i++) {
            SocketChannel device = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            String hello = "ID device-" + devices.size() + "\nAT 1000 52.5 13.4\n";
            device.write(ByteBuffer.wrap(hello.getBytes(StandardCharsets.US_ASCII)));
            answers.clear();
            while (!new String(answers.array(), 0, answers.position(), StandardCharsets.US_ASCII).contains("1000")) {
                if (device.read(answers) < 0) {
                    throw new IOException("connection " + i + " was closed");
                }
            }
            devices.add(device);
        }
    }

    private static long usedBytes() {
        System.gc(); // the collector of the tests, Serial, does as it is told
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
