package io.fleetwire.protocol.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same 22 bytes in every form in which people have them at hand; dumps as xxd, hexdump, Wireshark and tcpdump print them. */
class HexInputTest {

    private static final String LOGIN = "78781101075253367890024270003201000512790d0a";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "78781101075253367890024270003201000512790d0a",
                "  7878 1101 0752 5336 7890 0242 7000 3201 0005 1279 0D0A\n",
                "78:78:11:01:07:52:53:36:78:90:02:42:70:00:32:01:00:05:12:79:0d:0a",
                "78-78-11-01-07-52-53-36-78-90-02-42-70-00-32-01-00-05-12-79-0D-0A",
                "0x78781101075253367890024270003201000512790d0a",
                "0x78, 0x78, 0x11, 0x1, 0x7, 0x52, 0x53, 0x36, 0x78, 0x90, 0x2, 0x42, 0x70, 0x0, 0x32, 0x1, 0x0, 0x5, 0x12, 0x79, 0xd, 0xa",
                """
                static const unsigned char pkt3[22] = { /* 22 bytes */
                0x78, 0x78, 0x11, 0x01, 0x07, 0x52, 0x53, 0x36, /* xx...RS6 */
                0x78, 0x90, 0x02, 0x42, 0x70, 0x00, 0x32, 0x01, // x..Bp.2.
                0x00, 0x05, 0x12, 0x79, 0x0d, 0x0a
                };
                """,
                """
                "\\x78\\x78\\x11\\x01\\x07\\x52\\x53\\x36\\x78\\x90\\x02\\x42\\x70\\x00\\x32\\x01" \\
                "\\x00\\x05\\x12\\x79\\x0d\\x0a"
                """,
                """
                00000000: 7878 1101 0752 5336 7890 0242 7000 3201  xx...RS6x..Bp.2.
                00000010: 0005 1279 0d0a                           ...y..
                """,
                """
                00000000  78 78 11 01 07 52 53 36  78 90 02 42 70 00 32 01  |xx...RS6x..Bp.2.|
                00000010  00 05 12 79 0d 0a                                 |...y..|
                00000016
                """,
                """
                0000   78 78 11 01 07 52 53 36 78 90 02 42 70 00 32 01   xx...RS6x..Bp.2.
                0010   00 05 12 79 0d 0a                                 ...y..
                """,
                """
                \t0x0000:  7878 1101 0752 5336 7890 0242 7000 3201  xx...RS6x..Bp.2.
                \t0x0010:  0005 1279 0d0a                           ...y..
                """
            })
    void isRead(String input) {
        assertThat(HexFormat.of().formatHex(HexInput.bytes(input))).isEqualTo(LOGIN);
    }

    /** What looks like a dump's offset is data where it does not count the bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"0000 0000 0000 0036 0801", "00000000  00000036  0801", "00000000\n00000036\n0801"})
    void zerosInFrontAreData(String input) {
        assertThat(HexFormat.of().formatHex(HexInput.bytes(input))).isEqualTo("00000000000000360801");
    }

    @Test
    void textOfATextProtocolIsText() {
        assertThat(HexInput.bytes("ID 4711\r")).isEqualTo("ID 4711\r".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> HexInput.bytes("78 78 1G"))
                .hasMessageContaining("'G'")
                .hasMessageContaining("digit 6");
        assertThatThrownBy(() -> HexInput.bytes("787")).hasMessageContaining("half a byte");
        assertThatThrownBy(() -> HexInput.bytes("\u0000\u001b[2J")).hasMessageContaining("'??[2J'");
        assertThat(HexInput.bytes(" \n ")).isEmpty();
    }
}
