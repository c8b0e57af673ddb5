package io.fleetwire.standalone.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code ./fleet decode} prints and how it ends. */
class DecodeTest {

    private static final String LOGIN = "78781101075253367890024270003201000512790d0a";
    private static final String DATA =
            "000000000000003608010000016b40d8ea30010000000000000000000000000000000105021503010101425e0f01f10000601a014e0000000000000000010000c7cf";

    private record Said(int status, String out, String err) {}

    private static Said run(String... arguments) {
        CommandLine line = Decode.commandLine();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int status = line.execute(arguments);
        line.getOut().flush();
        line.getErr().flush();
        return new Said(status, out.toString(), err.toString());
    }

    @Test
    void printsTheFrameWhatHappenedAndTheReplies() {
        Said said = run(DATA, "--at", "2026-11-22T00:00:00Z");
        assertThat(said.status()).isZero();
        assertThat(said.out())
                .startsWith("teltonika over TCP: 66 bytes, 1 frame, without a login")
                .contains("offset  hex")
                .contains("0000    00 00 00 00")
                .containsPattern("deviceTime +2019-06-10T10:04:46Z")
                .containsPattern("receivedAt +2026-11-22T00:00:00Z")
                .containsPattern("power.externalV +24.079")
                .contains("reply when stored  00 00 00 01")
                .doesNotContain("\u001b");
    }

    @Test
    void wordsOfOneFrameMayBeSpaced() {
        assertThat(run("7878", "1101", "075253367890024270003201000512790d0a").status())
                .isZero();
    }

    @Test
    void whatIsRefusedIsStatusOne() {
        Said damaged = run("--protocol", "teltonika", DATA.substring(0, DATA.length() - 1) + "0");
        assertThat(damaged.status()).isEqualTo(1);
        assertThat(damaged.out()).contains("✗ refused: ");
        Said unknown = run("deadbeef");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.out()).contains("no protocol recognises them").contains("gt06");
        Said half = run(LOGIN + "7878");
        assertThat(half.status()).isEqualTo(1);
        assertThat(half.out()).contains("✗ 2 bytes left from offset 22: the frame does not end");
    }

    @Test
    void wrongUsageIsStatusTwo() {
        assertThat(run().status()).isEqualTo(2);
        assertThat(run("zz").status()).isEqualTo(2);
        assertThat(run("--protocol", "morse", LOGIN).err()).contains("no protocol 'morse'");
        assertThat(run("--protocol", "morse", LOGIN).status()).isEqualTo(2);
        assertThat(run("--time-zone", "Berlin", LOGIN).status()).isEqualTo(2);
        assertThat(run("--transport", "pigeon", LOGIN).status()).isEqualTo(2);
    }

    @Test
    void readsFilesOfHexRawBytesAndCaptures(@TempDir Path folder) throws IOException {
        Path hex = Files.writeString(folder.resolve("frame.txt"), LOGIN + "\n");
        Path raw = Files.write(folder.resolve("frame.bin"), HexFormat.of().parseHex(LOGIN));
        assertThat(run(hex.toString())).isEqualTo(run(raw.toString())).isEqualTo(run(LOGIN));
        Path capture = Path.of("../../protocol-adapters/src/test/resources/captures/devices.pcapng");
        Said said = run(capture.toString());
        assertThat(said.status()).isZero();
        assertThat(said.out())
                .startsWith("22 packets, 1 without TCP or UDP, 3 conversations")
                .contains("192.0.2.10:49152 → 198.51.100.1:5027 TCP")
                .containsSubsequence(
                        "login of 356307042441013", "server said 01", "frame at 17", "server said 00 00 00 01");
    }

    @Test
    void readsStandardInput() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(LOGIN.getBytes(StandardCharsets.US_ASCII)));
            assertThat(run("-").out()).isEqualTo(run(LOGIN).out());
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void printsJson() throws IOException {
        JsonNode report = Json.mapper().readTree(run("--json", LOGIN).out());
        assertThat(report.path("protocol").asText()).isEqualTo("gt06");
        assertThat(report.path("verdict").asText()).isEqualTo("DECODED");
        assertThat(report.path("frames").path(0).path("login").asText()).isEqualTo("752533678900242");
    }

    @Test
    void aDevicesEscapeCodesStayBytes() {
        Said said = run("--text", "--protocol", "obd", "ID \u001b[2J\r");
        assertThat(said.out()).doesNotContain("\u001b");
    }
}
