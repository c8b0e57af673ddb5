package io.fleetwire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.testing.Client;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Without {@code --adopt}: strangers, time-outs and floods, at a gateway with short limits in front of a real Kafka. */
class QuarantineTest extends GatewayOnKafka {

    private static final String STRANGER = "000f333536333037303432343431303133";

    @BeforeAll
    static void start() throws Exception {
        register(device("known", "VAN-known", "line"), device("flood", "VAN-flood", "line"));
        gateway = TestGateway.with(
                kafka,
                Map.of(
                        "FLEETWIRE_LOGIN_TIMEOUT_S", "2",
                        "FLEETWIRE_FRAME_TIMEOUT_S", "2",
                        "FLEETWIRE_IN_FLIGHT_BYTES", "65536"));
    }

    @Test
    void aStrangerIsRefusedWrittenDownAndTakenInOnceSomebodyRegistersIt() throws Exception {
        try (Client tracker = new Client(gateway.teltonika)) {
            assertThat(tracker.hex(STRANGER).hears(2)).isEqualTo("00"); // and closed
        }
        await().untilAsserted(() -> assertThat(kafka.values(Topics.CONFIG))
                .filteredOn(ConfigEntry.UnknownDevice.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(ConfigEntry.UnknownDevice.class, unknownDevice -> {
                    assertThat(unknownDevice.deviceId()).isEqualTo("356307042441013");
                    assertThat(unknownDevice.protocol()).isEqualTo("teltonika");
                    assertThat(unknownDevice.remote()).isEqualTo("127.0.0.1");
                }));

        register(device("356307042441013", "VAN-9", "teltonika"));
        await().untilAsserted(() -> {
            try (Client tracker = new Client(gateway.teltonika)) {
                assertThat(tracker.hex(STRANGER).hears(1)).isEqualTo("01");
            }
        });
    }

    @Test
    void aDeviceSpeaksTheProtocolItIsRegisteredForAndItsRecordsAreItsVehicles() throws Exception {
        register(device("pinned", "VAN-1", "teltonika"));
        await().untilAsserted(() ->
                assertThat(gateway.metric("fleetwire_gateway_devices")).isGreaterThan(2));
        try (Client device = new Client(gateway.line)) {
            assertThat(device.line("ID pinned").hearsLine()).isEqualTo("no");
        }
        try (Client device = new Client(gateway.line)) {
            device.line("ID known").hearsLine();
            assertThat(device.line("P 1").hearsLine()).isEqualTo("1");
        }
        assertThat(kafka.values(Topics.TELEMETRY_RAW))
                .filteredOn(record -> record.deviceId().equals("known"))
                .isNotEmpty()
                .extracting(Telemetry::vehicleId)
                .containsOnly("VAN-known");
    }

    @Test
    void garbageIsClosedOnEveryPort() throws Exception {
        for (int port : new int[] {gateway.auto, gateway.teltonika, gateway.line}) {
            try (Client scanner = new Client(port)) {
                scanner.line("\u0016\u0003\u0001 GET / HTTP/1.1" + "x".repeat(5_000));
                assertThat(scanner.isClosedSilently(Duration.ofSeconds(5))).isTrue();
            }
        }
    }

    @Test
    void whoDoesNotSayWhoItIsInTimeIsClosed() throws Exception {
        for (int port : new int[] {gateway.auto, gateway.line}) {
            try (Client mute = new Client(port)) {
                assertThat(mute.isClosedSilently(Duration.ofSeconds(6))).isTrue();
            }
        }
        assertThat(gateway.metric("fleetwire_gateway_closed_total{reason=\"login_timeout\"}"))
                .isPositive();
    }

    @Test
    void whoSendsAFrameByteByByteIsClosed() throws Exception {
        try (Client slow = new Client(gateway.line)) {
            slow.line("ID known").hearsLine();
            slow.socket().setSoTimeout(300);
            await().atMost(Duration.ofSeconds(6)).until(() -> {
                slow.socket().getOutputStream().write('P');
                try {
                    return slow.socket().getInputStream().read() < 0;
                } catch (SocketTimeoutException stillOpen) {
                    return false;
                }
            });
        }
        assertThat(gateway.metric("fleetwire_gateway_closed_total{reason=\"frame_timeout\"}"))
                .isPositive();
    }

    @Test
    void aHangingKafkaStopsTheReadingAndMemoryStaysBounded() throws Exception {
        byte[] line = "AT 1\n".getBytes(StandardCharsets.US_ASCII);
        try (Client device = new Client(gateway.line)) {
            device.line("ID flood").hearsLine();
            kafka.wire().hold();
            device.socket().setSendBufferSize(16 * 1024);
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    OutputStream out = device.socket().getOutputStream();
                    for (int i = 0; i < 2_000_000; i++) {
                        out.write(line); // blocks once the gateway no longer reads
                    }
                } catch (IOException closed) {
                    // as Kafka did not answer in time
                }
            });
            await().until(() -> gateway.metric("fleetwire_gateway_inflight_bytes") > 65_536.0);
            assertThat(gateway.limit("in_flight")).isPositive();
            // The bound, and what one read had already brought in: 16 KiB of 5-byte lines, each a record of less than
            // 400 bytes.
            double bound = 65_536.0 + 16 * 1024 / 5 * 400;
            await().during(Duration.ofSeconds(1))
                    .until(() -> gateway.metric("fleetwire_gateway_inflight_bytes") < bound);

            kafka.wire().heal();
            assertThat(device.hearsLine()).isEqualTo("1"); // and reading goes on
            device.socket().close();
            sender.join();
        } finally {
            kafka.wire().heal();
        }
        await().untilAsserted(() ->
                assertThat(gateway.metric("fleetwire_gateway_inflight_bytes")).isZero());
    }

    private static Device device(String id, String vehicle, String protocol) {
        return tracker(id, vehicle, protocol, Map.of());
    }
}
