package io.fleetwire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.gateway.testing.Client;
import io.fleetwire.gateway.testing.Healthy;
import io.fleetwire.gateway.testing.TestCa;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS, the PROXY protocol and address lists, at a gateway in front of a real Kafka. 127.0.0.2 is a trusted proxy. */
class ListenersTest extends GatewayOnKafka {

    private static final String PROXY = "127.0.0.2";

    @TempDir
    private static Path folder;

    private static TestCa ca;
    private static Healthy healthy;

    @BeforeAll
    static void start() throws Exception {
        ca = new TestCa("Fleet authority");
        ca.issue("gateway", "localhost").writeTo(folder.resolve("server.pem"), folder.resolve("server.key"));
        register(
                device("plain", Map.of()),
                device("healthy", Map.of()),
                device("needs-tls", Map.of("requireTls", "true")),
                device("needs-certificate", Map.of("requireCertificate", "true")),
                device("at-home", Map.of("allowFrom", "198.51.100.0/24")),
                device("mistyped", Map.of("allowFrom", "198.51.100.0/99")));
        gateway = TestGateway.with(
                kafka,
                Map.of(
                        "FLEETWIRE_TRUSTED_PROXIES",
                        PROXY,
                        "FLEETWIRE_DENY",
                        "203.0.113.0/24",
                        "FLEETWIRE_ALLOW_GT06",
                        "2001:db8::/32",
                        "FLEETWIRE_HANDSHAKE_TIMEOUT_S",
                        "3",
                        "FLEETWIRE_TLS_CERTIFICATE",
                        folder.resolve("server.pem").toString(),
                        "FLEETWIRE_TLS_KEY",
                        folder.resolve("server.key").toString(),
                        "FLEETWIRE_TLS_CLIENT_CA",
                        ca.writeTo(folder.resolve("ca.pem")).toString()));
        healthy = new Healthy(gateway.line, "healthy");
    }

    @AfterAll
    static void stop() throws Exception {
        healthy.close();
    }

    @AfterEach
    void everyoneElseIsUnharmed() {
        healthy.isUnharmed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aDeviceTalksTlsOnAPortOfItsOwn(String version) throws Exception {
        try (Client device = new Client(gateway.tlsLine).secured(ca.client(), version)) {
            assertThat(device.line("ID needs-tls").hearsLine()).isEqualTo("yes");
            assertThat(device.line("P 1").hearsLine()).isEqualTo("1");
        }
        try (Client device = new Client(gateway.tlsAuto).secured(ca.client())) {
            assertThat(device.hex("000f333536333037303432343431303133").hears(1))
                    .isEqualTo("00"); // recognised: Teltonika
        }
    }

    @Test
    void whoMustTalkTlsIsRefusedInTheClear() throws Exception {
        refused("tls_required", () -> new Client(gateway.line), "needs-tls");
    }

    @Test
    void whoMustShowACertificateIsRefusedWithoutAndLetInWithItsOwn() throws Exception {
        refused("certificate_required", () -> new Client(gateway.tlsLine).secured(ca.client()), "needs-certificate");
        for (TestCa.Issued own : new TestCa.Issued[] {
            ca.issue("needs-certificate"), ca.issue("Van 7", "van-7.example", "needs-certificate")
        }) {
            try (Client device = new Client(gateway.tlsLine).secured(ca.client(own))) {
                assertThat(device.line("ID needs-certificate").hearsLine()).isEqualTo("yes");
            }
        }
    }

    @Test
    void aCertificateIsGoodForItsDeviceOnly() throws Exception {
        TestCa.Issued another = ca.issue("needs-certificate");
        refused("wrong_certificate", () -> new Client(gateway.tlsLine).secured(ca.client(another)), "plain");
    }

    @Test
    void aCertificateOfAnotherAuthorityDoesNotGetPastTheHandshake() throws Exception {
        TestCa forger = new TestCa("Fleet authority");
        TestCa.Issued forged = forger.issue("needs-certificate");
        double before = closed("tls_handshake");
        assertThatThrownBy(() -> {
                    try (Client device = new Client(gateway.tlsLine).secured(ca.client(forged))) {
                        device.line("ID needs-certificate"); // with TLS 1.3 a client learns of it only now
                        if (device.hearsLine().isEmpty()) {
                            throw new IOException("closed");
                        }
                    }
                })
                .isInstanceOf(IOException.class);
        awaitClosed("tls_handshake", before + 1);
    }

    @Test
    void whoDoesNotTalkTlsOnATlsPortIsClosed() throws Exception {
        double before = closed("tls_handshake");
        try (Client scanner = new Client(gateway.tlsLine)) {
            scanner.line("ID plain");
            assertThat(scanner.hearsLine()).doesNotContain("yes"); // but TLS's own alert
        }
        try (Client mute = new Client(gateway.tlsLine)) {
            assertThat(mute.isClosedSilently(Duration.ofSeconds(10))).isTrue(); // the handshake's time-out
        }
        awaitClosed("tls_handshake", before + 2);
    }

    @Test
    void aTrustedProxySaysForWhomItSpeaks() throws Exception {
        try (Client device = Client.from(PROXY, gateway.line)) {
            device.line("PROXY TCP4 198.51.100.7 192.0.2.1 40000 7001\r");
            assertThat(device.line("ID at-home").hearsLine()).isEqualTo("yes");
        }
        try (Client device = Client.from(PROXY, gateway.line)) {
            device.hex(proxyV2("198.51.100.8"));
            assertThat(device.line("ID at-home").hearsLine()).isEqualTo("yes");
        }
        try (Client device = Client.from(PROXY, gateway.tlsLine)) {
            device.line("PROXY TCP4 198.51.100.7 192.0.2.1 40000 7001\r"); // before TLS
            assertThat(device.secured(ca.client()).line("ID at-home").hearsLine())
                    .isEqualTo("yes");
        }
        try (Client check = Client.from(PROXY, gateway.line)) {
            check.line("PROXY UNKNOWN\r"); // the proxy's own health check
            assertThat(check.line("ID plain").hearsLine()).isEqualTo("yes");
        }
    }

    @Test
    void aProxyThatDoesNotSayForWhomItSpeaksIsClosed() throws Exception {
        double before = closed("proxy_header");
        for (String first :
                new String[] {"ID plain", "PROXY TCP4 nonsense\r", "PROXY TCP4 1.2.3.4 5.6.7.8 99999 1\r"}) {
            try (Client proxy = Client.from(PROXY, gateway.line)) {
                assertThat(proxy.line(first.repeat(first.length() < 10 ? 20 : 1))
                                .hearsLine())
                        .isEmpty();
            }
        }
        awaitClosed("proxy_header", before + 3);
    }

    @Test
    void whoIsNoTrustedProxyCannotChooseItsAddress() throws Exception {
        double before = closed("proxy_untrusted");
        for (int port : new int[] {gateway.line, gateway.auto, gateway.tlsLine}) {
            try (Client liar = new Client(port)) {
                liar.line("PROXY TCP4 198.51.100.7 192.0.2.1 40000 7001\r").line("ID at-home");
                assertThat(liar.isClosedSilently(Duration.ofSeconds(5))).isTrue();
            }
        }
        try (Client liar = new Client(gateway.line)) {
            liar.hex(proxyV2("198.51.100.8"));
            assertThat(liar.isClosedSilently(Duration.ofSeconds(5))).isTrue();
        }
        awaitClosed("proxy_untrusted", before + 4);
    }

    @Test
    void addressListsHoldForThePortAndForTheDevice() throws Exception {
        refused("address", () -> new Client(gateway.line), "at-home");
        refused("address", () -> proxied("198.51.100.7"), "mistyped"); // a typing error opens no door

        double before = gateway.metric("fleetwire_gateway_limits_total{limit=\"address_list\"}");
        try (Client denied = proxied("203.0.113.9")) {
            assertThat(denied.isClosedSilently(Duration.ofSeconds(5))).isTrue();
        }
        try (Client outside = new Client(gateway.gt06)) {
            assertThat(outside.isClosedSilently(Duration.ofSeconds(5))).isTrue();
        }
        assertThat(gateway.metric("fleetwire_gateway_limits_total{limit=\"address_list\"}"))
                .isEqualTo(before + 2);
        try (Client inside = Client.from(PROXY, gateway.gt06)) {
            inside.line("PROXY TCP6 2001:db8::7 2001:db8::1 40000 5023\r");
            assertThat(inside.hearsNothingFor(Duration.ofMillis(300))).isTrue();
        }
    }

    private interface Connecting {
        Client connect() throws Exception;
    }

    private static void refused(String reason, Connecting how, String id) throws Exception {
        String counter = "fleetwire_gateway_refused_total{reason=\"" + reason + "\"}";
        double before = gateway.metric(counter);
        try (Client device = how.connect()) {
            assertThat(device.line("ID " + id).hearsLine()).isEqualTo("no");
        }
        assertThat(gateway.metric(counter)).isEqualTo(before + 1);
    }

    private static Client proxied(String address) throws IOException {
        return Client.from(PROXY, gateway.line).line("PROXY TCP4 " + address + " 192.0.2.1 40000 7001\r");
    }

    /** Signature, version 2 and PROXY, TCP over IPv4, 12 bytes: from, to, ports (the PROXY protocol, section 2.2). */
    private static String proxyV2(String from) {
        StringBuilder hex = new StringBuilder("0d0a0d0a000d0a515549540a" + "21" + "11" + "000c");
        for (String part : from.split("\\.", -1)) {
            hex.append("%02x".formatted(Integer.parseInt(part)));
        }
        return hex + "c0000201" + "9c40" + "1b59";
    }

    /** A device hears that its connection is closed before it is counted. */
    private static void awaitClosed(String reason, double connections) {
        await().untilAsserted(() -> assertThat(closed(reason)).isEqualTo(connections));
    }

    private static double closed(String reason) throws IOException, InterruptedException {
        return gateway.metric("fleetwire_gateway_closed_total{reason=\"" + reason + "\"}");
    }

    private static Device device(String id, Map<String, String> settings) {
        return tracker(id, id, "line", settings);
    }
}
