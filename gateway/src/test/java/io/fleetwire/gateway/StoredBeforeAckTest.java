package io.fleetwire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.testing.Client;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The gateway as a device sees it, in front of a real Kafka: adopted, acknowledged when stored, and not when not. */
class StoredBeforeAckTest extends GatewayOnKafka {

    /** Teltonika's wiki, "Codec 8": the IMEI of the handshake, and the first example of one record. */
    private static final String LOGIN = "000f333536333037303432343431303133";

    private static final String CODEC_8 = "000000000000003608010000016B40D8EA30010000000000000000000000000000000"
            + "105021503010101425E0F01F10000601A014E0000000000000000010000C7CF";

    /** The same page, "Codec 8 Extended over UDP": IMEI 352093086403655. */
    private static final String CODEC_8E_UDP = "005FCAFE0107000F3335323039333038363430333635358E010000016B4F831C680100"
            + "000000000000000000000000000000010005000100010100010011009D00010010015E2C880002000B000000003544C8"
            + "7A000E000000001DD7E06A000001";

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.adopting(kafka);
    }

    @Test
    void aTrackersRecordIsInKafkaWhenItHearsSo() throws Exception {
        try (Client tracker = new Client(gateway.teltonika)) {
            assertThat(tracker.hex(LOGIN).hears(1)).isEqualTo("01");
            assertThat(tracker.hex(CODEC_8).hears(4)).isEqualTo("00000001");
        }
        assertThat(recordsOf("356307042441013"))
                .hasSize(1)
                .allSatisfy(record -> assertThat(record.protocol()).isEqualTo("teltonika"));
        assertThat(kafka.values(Topics.CONFIG))
                .filteredOn(entry -> entry.key().equals("device/356307042441013"))
                .singleElement()
                .isInstanceOfSatisfying(ConfigEntry.Device.class, device -> {
                    assertThat(device.vehicleId()).isEqualTo("356307042441013");
                    assertThat(device.protocol()).isEqualTo("teltonika");
                });
    }

    @Test
    void thePortThatRecognisesKnowsATrackerWhoseBytesComeOneByOne() throws Exception {
        try (Client tracker = new Client(gateway.auto)) {
            for (byte b : HexFormat.of().parseHex(LOGIN)) {
                tracker.hex(HexFormat.of().toHexDigits(b));
            }
            assertThat(tracker.hears(1)).isEqualTo("01");
            for (byte b : HexFormat.of().parseHex(CODEC_8.toLowerCase(Locale.ROOT))) {
                tracker.hex(HexFormat.of().toHexDigits(b));
            }
            assertThat(tracker.hears(4)).isEqualTo("00000001");
        }
    }

    @Test
    void loginAndDataInOnePacketAreBothAnswered() throws Exception {
        try (Client tracker = new Client(gateway.auto)) {
            assertThat(tracker.hex(LOGIN + CODEC_8 + CODEC_8).hears(9)).isEqualTo("010000000100000001");
        }
    }

    @Test
    void aDatagramIsAnsweredWhenStored() throws Exception {
        byte[] frame = HexFormat.of().parseHex(CODEC_8E_UDP.toLowerCase(Locale.ROOT));
        try (DatagramSocket tracker = new DatagramSocket()) {
            tracker.setSoTimeout(10_000);
            tracker.send(new DatagramPacket(
                    frame, frame.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.teltonika)));
            DatagramPacket answer = new DatagramPacket(new byte[64], 64);
            tracker.receive(answer);
            assertThat(HexFormat.of().formatHex(answer.getData(), 0, answer.getLength()))
                    .isEqualTo("0005cafe010701");
        }
        assertThat(recordsOf("352093086403655")).hasSize(1);
    }

    /** Concox' manual, 5.1 and 5.3: login and heartbeat with their answers; its location packet (5.2) has none. */
    @Test
    void aTrackerWhoseLocationsAreNotAnsweredIsStoredAllTheSame() throws Exception {
        try (Client tracker = new Client(gateway.auto)) {
            assertThat(tracker.hex("78780d01012345678901234500018cdd0d0a").hears(10))
                    .isEqualTo("787805010001d9dc0d0a");
            tracker.hex("78781f120b081d112e10cf027ac7eb0c46584900148f01cc00287d001fb8000380810d0a");
            await().untilAsserted(() -> assertThat(recordsOf("123456789012345"))
                    .singleElement()
                    .satisfies(record -> assertThat(record.protocol()).isEqualTo("gt06")));
        }
    }

    /** The gateway leads: after the identification line it asks, as an ELM327 expects. */
    @Test
    void anObdAdapterIsAskedOnceItSaidWhoItIs() throws Exception {
        try (Client elm = new Client(gateway.obd)) {
            elm.socket().getOutputStream().write("ID OBD-1\r".getBytes(StandardCharsets.US_ASCII));
            assertThat(elm.hears(2)).isEqualTo(HexFormat.of().formatHex("AT".getBytes(StandardCharsets.US_ASCII)));
        }
    }

    @Test
    void whatCannotBeDecodedIsStoredWithItsReasonBeforeTheReply() throws Exception {
        try (Client device = new Client(gateway.line)) {
            assertThat(device.line("ID scrambled").hearsLine()).isEqualTo("yes");
            assertThat(device.line("BAD").hearsLine()).isEqualTo("bad");
        }
        assertThat(kafka.values(Topics.DEAD_LETTERS))
                .filteredOn(letter -> "scrambled".equals(letter.deviceId()))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.reason()).isEqualTo("not a line");
                    assertThat(letter.protocol()).isEqualTo("line");
                    assertThat(letter.bytes()).containsExactly(1, 2);
                });
    }

    @Test
    void aKafkaThatHangsIsNoReasonToAcknowledge() throws Exception {
        try (Client device = new Client(gateway.line)) {
            assertThat(device.line("ID patient").hearsLine()).isEqualTo("yes");
            assertThat(device.line("P 1").hearsLine()).isEqualTo("1");

            kafka.wire().hold();
            device.line("P 2");
            assertThat(device.hearsNothingFor(Duration.ofSeconds(1))).isTrue();
            kafka.wire().heal();
            assertThat(device.hearsLine()).isEqualTo("2");
        } finally {
            kafka.wire().heal();
        }
    }

    @Test
    void aKafkaThatIsGoneClosesTheConnectionAndTheDeviceSendsAgain() throws Exception {
        try (Client device = new Client(gateway.line)) {
            assertThat(device.line("ID stubborn").hearsLine()).isEqualTo("yes");
            assertThat(device.line("P 1").hearsLine()).isEqualTo("1");
            kafka.stopServer();
            assertThat(device.line("P 1").isClosedSilently(Duration.ofSeconds(12)))
                    .isTrue();
            await().untilAsserted(
                            () -> assertThat(gateway.page("/health/ready")).contains("\"kafka\":\"DOWN\""));
            assertThat(gateway.page("/health/live")).contains("UP");
        } finally {
            kafka.restartServer();
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(gateway.page("/health/ready")).contains("\"kafka\":\"UP\""));
        // A broker that has just started may let one more attempt run out of time.
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
            try (Client device = new Client(gateway.line)) {
                assertThat(device.line("ID stubborn").hearsLine()).isEqualTo("yes");
                assertThat(device.line("P 1").hearsLine()).isEqualTo("1");
            }
        });
        assertThat(recordsOf("stubborn")).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aVehiclesRecordsKeepTheirOrder() throws Exception {
        List<Long> times = LongStream.rangeClosed(1, 500).boxed().toList();
        try (Client device = new Client(gateway.line)) {
            assertThat(device.line("ID orderly").hearsLine()).isEqualTo("yes");
            for (Long time : times) {
                device.line("AT " + time);
            }
            for (Long time : times) {
                assertThat(device.hearsLine()).isEqualTo(String.valueOf(time));
            }
        }
        assertThat(recordsOf("orderly").stream().map(Telemetry::deviceTimeMs)).containsExactlyElementsOf(times);
    }

    private static List<Telemetry> recordsOf(String device) throws Exception {
        return kafka.values(Topics.TELEMETRY_RAW).stream()
                .filter(record -> record.deviceId().equals(device))
                .toList();
    }
}
