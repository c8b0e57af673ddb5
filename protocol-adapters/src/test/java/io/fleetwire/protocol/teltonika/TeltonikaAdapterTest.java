package io.fleetwire.protocol.teltonika;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.TelemetryJson;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.Recognition;
import io.fleetwire.protocol.Refused;
import io.fleetwire.protocol.Reply;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Heard;
import io.fleetwire.protocol.contract.Heard.Answer;
import io.fleetwire.protocol.contract.Vector;
import io.fleetwire.protocol.wire.Crc16;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a device hears and when a connection ends. */
class TeltonikaAdapterTest {

    private static final Answer ACCEPTED = new Answer(false, "01");
    private static final Answer REJECTED = new Answer(false, "00");
    private static final String LOGIN = "000f313233343536373839303132333435";
    private static final String OTHER_LOGIN = "000f333536333037303432343431303133";

    /** The vendor's worked example. */
    private static final String PACKET =
            "000000000000002808010000016b40d9ad80010000000000000000000000000000000103021503010101425e100000010000f22a";

    private static final String DAMAGED = PACKET.replace("5e10", "5e11");

    private final TeltonikaAdapter adapter = new TeltonikaAdapter();

    private Heard say(DeviceProfile profile, String... pieces) {
        List<byte[]> bytes = Arrays.stream(pieces).map(HexFormat.of()::parseHex).toList();
        Vector vector = new Vector("", List.of(), bytes, true, true, profile, JsonNodeFactory.instance.objectNode());
        return AdapterHarness.of(adapter, vector);
    }

    private Heard say(String... pieces) {
        return say(DeviceProfile.DEFAULT, pieces);
    }

    @Test
    void aPacketIsAcknowledgedWithItsNumberOfRecordsOnceStored() {
        Heard heard = say(LOGIN + PACKET + "ff" + PACKET);
        assertThat(heard.replies())
                .containsExactly(ACCEPTED, new Answer(true, "00000001"), new Answer(true, "00000001"));
        assertThat(heard.events()).hasSize(2);
        assertThat(heard.closed()).isFalse();
    }

    @Test
    void anUnknownDeviceHearsZeroAndIsCutOff() {
        Outcome<TeltonikaSession> outcome =
                adapter.receive(adapter.newSession(), bytes(OTHER_LOGIN), AdapterHarness.NOW);
        Outcome.Login<TeltonikaSession> login = (Outcome.Login<TeltonikaSession>) outcome;
        assertThat(login.deviceId()).isEqualTo("356307042441013");
        assertThat(login.refused().close()).isTrue();
        assertThat(login.refused().session().imei()).isNull();
        Reply reply = login.refused().replies().getFirst();
        assertThat(reply).isInstanceOf(Reply.Now.class);
        assertThat(ByteBufUtil.hexDump(reply.frame())).isEqualTo("00");
    }

    @ParameterizedTest
    @CsvSource({"00053132333435", "000f31323334353637383930313233343a", "00113132333435363738393031323334353637"})
    void aLoginThatIsNoImeiIsRejected(String login) {
        Heard heard = say(login);
        assertThat(heard.replies()).containsExactly(REJECTED);
        assertThat(heard.refused()).hasSize(1);
        assertThat(heard.closed()).isTrue();
    }

    @Test
    void theSameLoginAgainIsAcceptedAndAnotherEndsTheConnection() {
        assertThat(say(LOGIN, LOGIN).replies()).containsExactly(ACCEPTED, ACCEPTED);
        Heard other = say(LOGIN, OTHER_LOGIN, PACKET);
        assertThat(other.replies()).containsExactly(ACCEPTED);
        assertThat(other.closed()).isTrue();
        assertThat(other.events()).isEmpty();
    }

    @Test
    void dataBeforeTheLoginEndsTheConnection() {
        assertThat(say(PACKET).unframeable()).isEqualTo("data before login");
        Outcome<TeltonikaSession> unframed = adapter.receive(adapter.newSession(), bytes(PACKET), AdapterHarness.NOW);
        assertThat(((Outcome.Step<TeltonikaSession>) unframed).close()).isTrue();
        assertThat(((Outcome.Step<TeltonikaSession>) unframed).events()).isEmpty();
    }

    @Test
    void aDamagedPacketIsRefusedWholeAndTheThirdInARowEndsTheConnection() {
        Heard two = say(LOGIN, DAMAGED, DAMAGED, PACKET, DAMAGED, DAMAGED);
        assertThat(two.closed()).isFalse();
        assertThat(two.refused()).hasSize(4).allMatch(reason -> reason.contains("checksum"));
        assertThat(two.replies()).containsExactly(ACCEPTED, new Answer(true, "00000001"));
        Heard three = say(LOGIN, DAMAGED, DAMAGED, DAMAGED, PACKET);
        assertThat(three.closed()).isTrue();
        assertThat(three.events()).isEmpty();
    }

    /** Until then it sends nothing else. */
    @Test
    void whatCannotBeReadSaysHowTheDeviceCouldForgetIt() {
        Outcome<TeltonikaSession> packet = adapter.receive(
                new TeltonikaSession("123456789012345", DeviceProfile.DEFAULT, 0), bytes(DAMAGED), AdapterHarness.NOW);
        Refused.Insistent insistent = insistent((Outcome.Step<TeltonikaSession>) packet);
        assertThat(insistent.answer()).isEqualTo(HexFormat.of().parseHex("00000001"));

        String text = "00000000000000130d01060000000b0a81c320676574696e666f0100001d6c";
        Outcome<TeltonikaSession> message = adapter.receive(
                new TeltonikaSession("123456789012345", DeviceProfile.DEFAULT, 0), bytes(text), AdapterHarness.NOW);
        assertThat(((Outcome.Step<TeltonikaSession>) message)
                        .refused()
                        .getFirst()
                        .insistent())
                .as("nobody waits for an acknowledgement of it")
                .isNull();
    }

    @Test
    void aDatagramThatCannotBeReadIsItsDevicesAndTheSameUnderEveryNumber() {
        String body =
                "0105000f33353230393330383634303336353508030000016b4f815b30010000000000000000000000000000000103021503";
        Refused.Insistent first = insistent(refusedDatagram("0032cafe" + body));
        Refused.Insistent again = insistent(refusedDatagram("0032caff" + body));
        assertThat(again.fingerprint()).isEqualTo(first.fingerprint());
        assertThat(first.answer()).isEqualTo(HexFormat.of().parseHex("0005cafe010503"));
        assertThat(again.answer()).isEqualTo(HexFormat.of().parseHex("0005caff010503"));
    }

    private Outcome.Step<TeltonikaSession> refusedDatagram(String hex) {
        Outcome.Login<TeltonikaSession> login =
                (Outcome.Login<TeltonikaSession>) adapter.receive(adapter.newSession(), bytes(hex), AdapterHarness.NOW);
        assertThat(login.deviceId()).isEqualTo("352093086403655");
        Outcome.Step<TeltonikaSession> step = login.accepted().apply(DeviceProfile.DEFAULT);
        assertThat(step.replies()).isEmpty();
        return step;
    }

    private static Refused.Insistent insistent(Outcome.Step<TeltonikaSession> step) {
        return Objects.requireNonNull(step.refused().getFirst().insistent());
    }

    @Test
    void aModelKnownForWrongChecksumsIsBelieved() {
        Heard heard = say(new DeviceProfile("FMB920", null, true, false), LOGIN, DAMAGED);
        assertThat(heard.telemetry().getFirst().power().externalV()).isEqualTo(24.081);
        assertThat(heard.replies()).contains(new Answer(true, "00000001"));
    }

    /** Lengths a peer computes with in signed arithmetic. */
    @ParameterizedTest
    @CsvSource({"00000000", "00000007", "00002001", "7fffffff", "80000000", "fffffff4", "ffffffff"})
    void aLengthBeyondTheLimitsEndsTheConnection(String length) {
        Heard heard = say(LOGIN, "00000000" + length);
        assertThat(heard.unframeable()).contains("are allowed");
        assertThat(heard.closed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0000016b", "003f31", "000f3132007f", "47455420"})
    void whatIsNeitherLoginNorPacketEndsTheConnection(String garbage) {
        assertThat(say(LOGIN, garbage).closed()).isTrue();
    }

    @Test
    void messagesAreKeptAndNotAnswered() {
        ByteBuf answer = TeltonikaDevice.commandAnswer("DI1:1 DI2:0\r\n");
        Heard heard = say(LOGIN, ByteBufUtil.hexDump(answer));
        assertThat(heard.replies()).containsExactly(ACCEPTED);
        assertThat(heard.telemetry().getFirst().attributes())
                .containsEntry("codec12", "DI1:1 DI2:0")
                .containsEntry("codec12_type", "6");
        assertThat(heard.telemetry().getFirst().at()).isEqualTo(AdapterHarness.NOW);
    }

    @Test
    void codec13And15SayWhenAnd14WhoseItIs() {
        Heard heard = say(
                LOGIN,
                "00000000000000130d01060000000b0a81c320676574696e666f0100001d6b",
                "00000000000000160e01050000000e0352093081452251676574766572010000d2c1");
        assertThat(heard.telemetry().getFirst().at()).isEqualTo(Instant.ofEpochSecond(0x0a81c320));
        assertThat(heard.telemetry().get(1).attributes())
                .containsEntry("codec14", "getver")
                .containsEntry("codec14_imei", "0352093081452251");
    }

    /** An old document's example has milliseconds in eight bytes. */
    @Test
    void codec13InItsOldFormHasMilliseconds() {
        ByteBuf body = bytes("0d01060000000f0000016c0a81c320676574696e666f01");
        ByteBuf frame = Unpooled.buffer().writeInt(0).writeInt(body.readableBytes());
        frame.writeBytes(body.duplicate());
        frame.writeInt(Crc16.arc(body, 0, body.readableBytes()));
        Heard heard = say(LOGIN, ByteBufUtil.hexDump(frame));
        assertThat(heard.telemetry().getFirst().at()).isEqualTo(Instant.ofEpochMilli(0x16c0a81c320L));
        assertThat(heard.telemetry().getFirst().attributes()).containsEntry("codec13", "getinfo");
    }

    /** Another old example counts the text alone; its own checksum is wrong, so here it has the right one. */
    @Test
    void codec13MayCountItsTextAlone() {
        ByteBuf body = bytes("0d01050000001056e9242223474554204441544" + "14f524445520d0a01");
        ByteBuf frame = Unpooled.buffer().writeInt(0).writeInt(body.readableBytes());
        frame.writeBytes(body.duplicate());
        frame.writeInt(Crc16.arc(body, 0, body.readableBytes()));
        Heard heard = say(LOGIN, ByteBufUtil.hexDump(frame));
        assertThat(heard.telemetry().getFirst().at()).isEqualTo(Instant.ofEpochSecond(0x56e92422L));
        assertThat(heard.telemetry().getFirst().attributes()).containsEntry("codec13", "#GET DATAORDER");
    }

    @Test
    void commandsAreEncodedAsTheVendorWritesThem() {
        assertThat(ByteBufUtil.hexDump(TeltonikaCodec.encode(TeltonikaMessage.Text.command("setdigout 11"))))
                .isEqualTo("00000000000000140c01050000000c7365746469676f7574203131010000bed5");
        String binary = new String(HexFormat.of().parseHex("03030000000185e8"), StandardCharsets.ISO_8859_1);
        assertThat(ByteBufUtil.hexDump(TeltonikaCodec.encode(TeltonikaMessage.Text.command(binary))))
                .isEqualTo("00000000000000100c01050000000803030000000185e8010000da8b");
    }

    /** As many attributes as a packet can hold fit in a record; what a longer datagram held might not. */
    @Test
    void theFullestRecordFitsAndALongerDatagramIsRefused() {
        TeltonikaDevice device = new TeltonikaDevice("356307042441013", true);
        TeltonikaDevice.Sample sample = new TeltonikaDevice.Sample(Instant.EPOCH).event(1);
        for (int id = 20_000; id < 20_478; id++) {
            sample.io(id, 1, 7);
        }
        sample.text(257, "\1".repeat(6_000));
        Outcome.Login<TeltonikaSession> full = (Outcome.Login<TeltonikaSession>)
                adapter.receive(adapter.newSession(), device.datagram(1, 1, List.of(sample)), AdapterHarness.NOW);
        Telemetry event = (Telemetry)
                full.accepted().apply(DeviceProfile.DEFAULT).events().getFirst();
        assertThat(event.attributes()).hasSize(478 + 6 + 2).containsEntry("io_20477", "7");
        sample.text(258, "\1".repeat(2_000));
        Outcome<TeltonikaSession> longer =
                adapter.receive(adapter.newSession(), device.datagram(1, 1, List.of(sample)), AdapterHarness.NOW);
        Outcome.Step<TeltonikaSession> refused =
                ((Outcome.Login<TeltonikaSession>) longer).accepted().apply(DeviceProfile.DEFAULT);
        assertThat(refused.events()).isEmpty();
        assertThat(refused.refused().getFirst().reason()).contains("at most 8192 are allowed");
    }

    @Test
    void pingsAreFramesOfTheirOwn() {
        assertThat(AdapterHarness.frames(adapter, HexFormat.of().parseHex("ff" + LOGIN + "ffff")))
                .containsExactly("ff", LOGIN, "ff", "ff");
    }

    @ParameterizedTest
    @CsvSource({
        "'', UNDECIDED",
        "ff, UNDECIDED",
        "ff00, UNDECIDED",
        "000f, UNDECIDED",
        "000f33, YES",
        "ffff000f33, YES",
        "000f41, NO",
        "0011, NO",
        "00000000, NO",
        "78780d01, NO"
    })
    void aLoginIsRecognised(String hex, Recognition expected) {
        assertThat(adapter.recognise(bytes(hex))).isEqualTo(expected);
    }

    @Test
    void theDeviceSpeaksWhatTheAdapterUnderstands() {
        TeltonikaDevice device = new TeltonikaDevice("356307042441013", true);
        TeltonikaDevice.Sample sample = new TeltonikaDevice.Sample(Instant.parse("2026-11-21T10:00:00.123Z"))
                .place(52.5163, 13.3777, 11)
                .altitudeM(35)
                .motion(48, 271)
                .ignition(true)
                .odometerM(182_345_120)
                .voltages(13.8, 4.05)
                .engine(1726, 41, -7, 17)
                .fuel(62, 5.1)
                .accelerationG(0.02, -0.11, 1)
                .text(256, "WVWZZZ1JZXW000001")
                .io(253, 1, 2)
                .event(253);
        Heard heard = say(
                ByteBufUtil.hexDump(device.login()),
                ByteBufUtil.hexDump(TeltonikaDevice.ping()),
                ByteBufUtil.hexDump(device.packet(List.of(sample, sample))));
        Telemetry event = heard.telemetry().getFirst();
        assertThat(event).isEqualTo(heard.telemetry().get(1));
        assertThat(new String(TelemetryJson.encode(event), StandardCharsets.UTF_8))
                .startsWith(
                        "{\"deviceId\":\"356307042441013\",\"vehicleId\":\"356307042441013\",\"protocol\":\"teltonika\","
                                + "\"deviceTime\":\"2026-11-21T10:00:00.123Z\",\"receivedAt\":\"2026-11-21T10:00:00.412Z\","
                                + "\"fix\":{\"lat\":52.5163,\"lon\":13.3777,\"valid\":true,\"altitudeM\":35,\"speedKmh\":48,"
                                + "\"headingDeg\":271,\"satellites\":11},\"ignition\":true,\"odometerM\":182345120,"
                                + "\"engine\":{\"rpm\":1726,\"loadPct\":41,\"coolantC\":-7,\"throttlePct\":17,"
                                + "\"fuelLevelPct\":62,\"fuelRateLph\":5.1},\"power\":{\"externalV\":13.8,\"batteryV\":4.05},"
                                + "\"acceleration\":{\"xG\":0.02,\"yG\":-0.11,\"zG\":1},\"signals\":[\"HARSH_BRAKE\"],");
        assertThat(event.attributes())
                .containsOnly(
                        Map.entry("io_256", "WVWZZZ1JZXW000001"),
                        Map.entry("io_253", "2"),
                        Map.entry("event", "253"),
                        Map.entry("priority", "1"));
    }

    @Test
    void theDeviceReadsItsAnswers() {
        assertThat(TeltonikaDevice.isAccepted(bytes("01"))).isTrue();
        assertThat(TeltonikaDevice.isAccepted(bytes("00"))).isFalse();
        assertThat(TeltonikaDevice.acknowledged(bytes("0000001e"))).isEqualTo(OptionalLong.of(30));
        assertThat(TeltonikaDevice.acknowledged(bytes("000000"))).isEmpty();
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
    }
}
