package io.fleetwire.protocol.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Transport;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.workbench.capture.Capture;
import io.fleetwire.protocol.workbench.capture.Talk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files written by scapy 2.7.0 (captures/make.py): a Teltonika connection whose sequence numbers wrap and whose data comes out of order and twice, a GT06
 * login over IPv6 in a VLAN, a datagram and its answer, an ARP request.
 */
class CaptureTest {

    private static final Request HOW = Request.of(new byte[0], AdapterHarness.NOW);

    @ParameterizedTest
    @ValueSource(strings = {"devices.pcap", "devices.pcapng"})
    void everyDeviceIsHeard(String name) throws Exception {
        CaptureReport report = CaptureReport.of(file(name), HOW);
        assertThat(report.packets()).isEqualTo(22);
        assertThat(report.skipped()).as("ARP").isEqualTo(1);
        assertThat(report.verdict()).isEqualTo(Report.Verdict.DECODED);
        assertThat(report.conversations().stream().map(CaptureReport.Conversation::device))
                .containsExactly("192.0.2.10:49152", "[2001:db8:0:0:0:0:0:10]:50000", "192.0.2.10:50001");

        CaptureReport.Conversation tcp = report.conversations().getFirst();
        assertThat(tcp.server()).isEqualTo("198.51.100.1:5027");
        assertThat(tcp.missing()).isNull();
        Report stream = tcp.reports().getFirst();
        assertThat(stream.protocol()).isEqualTo("teltonika");
        assertThat(stream.assumedDevice()).isNull();
        assertThat(stream.bytes()).isEqualTo(17 + 66);
        assertThat(stream.frames().getFirst().login()).isEqualTo("356307042441013");
        assertThat(stream.frames()
                        .getLast()
                        .events()
                        .getFirst()
                        .path("deviceTime")
                        .asText())
                .isEqualTo("2019-06-10T10:04:46Z");
        assertThat(tcp.heard())
                .as("what the server said, once, behind what it answers")
                .containsExactly(new Talk.Said(17, "01"), new Talk.Said(17 + 66, "00000001"));

        CaptureReport.Conversation vlan = report.conversations().get(1);
        assertThat(vlan.reports().getFirst().frames().getFirst().login()).isEqualTo("752533678900242");
        assertThat(vlan.heard()).containsExactly(new Talk.Said(22, "7878050100059ff80d0a"));

        CaptureReport.Conversation udp = report.conversations().getLast();
        assertThat(udp.transport()).isEqualTo(Transport.UDP);
        assertThat(udp.reports().getFirst().frames().getFirst().login()).isEqualTo("352093086403655");
        assertThat(udp.heard()).containsExactly(new Talk.Said(1, "0005cafe010501"));
    }

    @Test
    void rawPacketsHaveNoEthernet() throws Exception {
        CaptureReport report = CaptureReport.of(file("raw-ip.pcap"), HOW);
        assertThat(report.conversations()).hasSize(1);
        assertThat(report.verdict()).isEqualTo(Report.Verdict.DECODED);
    }

    @Test
    void aHoleIsNamedAndNothingBehindItIsRead() throws Exception {
        CaptureReport report = CaptureReport.of(file("cooked-hole.pcap"), HOW);
        CaptureReport.Conversation talk = report.conversations().getFirst();
        assertThat(talk.device()).isEqualTo("192.0.2.10:49152");
        assertThat(talk.missing()).isEqualTo("20 bytes are not in the capture; what follows them is left out");
        assertThat(talk.reports().getFirst().frames()).hasSize(1);
        assertThat(Objects.requireNonNull(talk.reports().getFirst().rest()).bytes())
                .isEqualTo(20);
        assertThat(report.verdict()).isEqualTo(Report.Verdict.REFUSED);
    }

    @Test
    void onlyConversationsThatCanBeOfTheProtocolAreLookedAt() throws Exception {
        CaptureReport report = CaptureReport.of(file("devices.pcap"), HOW.in("gt06"));
        assertThat(report.conversations().stream().map(CaptureReport.Conversation::transport))
                .containsOnly(Transport.TCP);
    }

    @Test
    void aStreamOverTheLimitIsCutAndSaid() throws Exception {
        Talk talk = Capture.read(file("raw-ip.pcap"), 20).talks().getFirst();
        assertThat(talk.fromDevice().getFirst()).hasSize(17);
        assertThat(talk.missing()).contains("more than 20 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"devices.pcap", "devices.pcapng", "cooked-hole.pcap"})
    void damagedFilesGiveWhatTheyGive(String name) throws Exception {
        byte[] file = file(name);
        for (int length = 4; length < file.length; length++) {
            readOrRefuse(Arrays.copyOf(file, length));
        }
        Random random = new Random(113);
        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = file.clone();
            for (int n = 0; n < 6; n++) {
                damaged[4 + random.nextInt(file.length - 4)] = (byte) random.nextInt(256);
            }
            readOrRefuse(damaged);
        }
    }

    @Test
    void whatIsNoCaptureIsRefused() {
        List<byte[]> others = List.of(new byte[0], new byte[3], "GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII));
        assertThat(others).noneMatch(Capture::isOne);
        assertThatThrownBy(() -> CaptureReport.of(new byte[64], HOW)).isInstanceOf(Malformed.class);
    }

    private static void readOrRefuse(byte[] file) {
        try {
            assertThat(Capture.read(file, Workbench.MAX_BYTES).packets()).isNotNegative();
        } catch (Malformed e) {
            assertThat(e.reason()).isNotBlank();
        }
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(CaptureTest.class.getResourceAsStream("/captures/" + name), name)) {
            return in.readAllBytes();
        }
    }
}
