package io.fleetwire.protocol.gt06;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single frames that devices sent (Traccar's tests, Apache-2.0), beyond the vectors. */
class Gt06RecordedTest {

    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    private final Gt06Adapter adapter = new Gt06Adapter();

    @Test
    void aPlaceInWords() {
        Telemetry event =
                said("7979007121000000000143757272656e7420706f736974696f6e214c61743a4e35342e3733393333322c4c6f6e3a4532"
                        + "352e3237333237302c436f757273653a3132362e35332c53706565643a302e303030302c4461746554696d653a323031372d30"
                        + "352d3236202031303a32373a3437000bbee30d0a");
        assertThat(event.at()).isEqualTo(Instant.parse("2017-05-26T10:27:47Z"));
        assertThat(Objects.requireNonNull(event.fix()).lat()).isEqualTo(54.739332);
        assertThat(event.fix().lon()).isEqualTo(25.27327);
        assertThat(event.fix().headingDeg()).isEqualTo(126.53);
    }

    @Test
    void aThermometerBehindTheSerialPort() {
        Telemetry event = said("7979000e9b0332382e33a1e60d0a0289be490d0a");
        assertThat(event.attributes())
                .containsEntry("temperatureC", "28.3")
                .containsEntry("serialData", "32382e33a1e60d0a");
        assertThat(said("797900099b0380d600046f91e90d0a").attributes())
                .containsEntry("serialData", "80d600")
                .doesNotContainKey("temperatureC");
    }

    @Test
    void cellsBehindThePositionOfAJi09() {
        Telemetry event = said(
                "7878471e0e03110b0511c501c664fd074db73f0218a602e003433a002fed40433a0056e14e433a0056104e433a0056fd53"
                        + "433a002eed55433a007e4b57433a002ee25aff00020120f6720d0a");
        assertThat(Objects.requireNonNull(event.fix()).lat()).isNegative();
        assertThat(event.attributes())
                .containsEntry("mcc", "736")
                .containsEntry("mnc", "3")
                .containsEntry("lac", "17210")
                .containsEntry("cid", "12269")
                .hasEntrySatisfying(
                        "cells", cells -> assertThat(cells.split(" ")).hasSize(7))
                .doesNotContainKey("tail");
    }

    @Test
    void theLongerHeartbeatOfAnObdReader() {
        Telemetry event = said("7878151330802b00000642014f0008720000802b5ee4d4c90d0a");
        assertThat(event.power().externalV()).isEqualTo(3.35);
        assertThat(event.attributes())
                .containsEntry("batteryPct", "6")
                .containsEntry("gsm", "11")
                .containsEntry("workingTimes", "2162");
    }

    /** field-47. */
    @Test
    void theReportsOfASeeworld() {
        Telemetry overspeed = said("78780ca346000106640c01123d5f5e0d0a");
        assertThat(overspeed.ignition()).isTrue();
        assertThat(overspeed.signals()).containsExactly(Signal.OVERSPEED);
        assertThat(overspeed.attributes())
                .containsEntry("gsm", "1")
                .containsEntry("batteryPct", "0")
                .containsEntry("alarm", "6")
                .containsEntry("charging", "true");
        Telemetry walk = said("787818a300000005321e020000000002584f000100060000008f920d0a");
        assertThat(walk.power().externalV()).isEqualTo(30.0);
        assertThat(walk.signals()).isEmpty();
        assertThat(walk.attributes())
                .containsEntry("gsm", "50")
                .containsEntry("steps", "600")
                .containsEntry("batteryPct", "79")
                .containsEntry("tail", "0001000600");
    }

    @ParameterizedTest
    @CsvSource({
        "78782616170a080c0e24c0027c58ad0c2b8b0100454e0901cc0025030328e7a0005d4b13021ec373170d0a,TAMPER,53012384",
        "787826161709130f3a2dcc02c55f2a089f9af9005c210901360481fe066d9b03413e420102035f92fe0d0a,SOS,107846403",
        "78782da41a0509160203cf05be31f80c306530001c0010012ed000007ef40000000006428b074205041302ff0009389c0d0a,TAMPER,105024263",
        "78782526160913063918c002780fab0c44750f00040008027f14084c0038420600030c020007398e0d0a,,14402",
        "787819a501cc0000009191000000000906170304050400010005f44d0d0a,,151394051"
    })
    void alarmsOfManyMakers(String hex, Signal signal, String cell) {
        Telemetry event = said(hex);
        assertThat(event.attributes()).containsEntry("cid", cell).doesNotContainKeys("tail", "beforeStatus", "body");
        if (signal == null) {
            assertThat(event.signals()).isEmpty();
        } else {
            assertThat(event.signals()).containsExactly(signal);
        }
    }

    /** JM-VL03 V1.1.2, information 09, built by its table: nobody recorded one. */
    @Test
    void satellitesOfTwoSystems() {
        byte[] content = ByteBufUtil.decodeHexDump(
                "09" + "03" + "02" + "2a1f" + "03" + "0b0c0d" + "01" + "00" + "01" + "07" + "00");
        ByteBuf frame =
                Gt06Frame.close(Gt06Frame.beginLong(0x94, content.length).writeBytes(content), 3);
        assertThat(said(ByteBufUtil.hexDump(frame)).attributes())
                .containsEntry("gpsStatus", "3D")
                .containsEntry("gpsStrengths", "42 31")
                .containsEntry("gpsVisibleStrengths", "11 12 13")
                .containsEntry("bdsStatus", "searching")
                .containsEntry("bdsVisibleStrengths", "7")
                .doesNotContainKeys("bdsStrengths", "content");
    }

    /** The manual's alarm on the 31st of a month that has none: once its bytes are kept, the device may stop asking. */
    @Test
    void anAlarmThatCannotBeReadIsAnsweredWhenItsBytesAreKept() {
        Gt06Session session = Gt06Session.of("123456789012345", DeviceProfile.DEFAULT, null);
        String position = "0f021f023305c9027ac8180c465860001400";
        byte[] content = ByteBufUtil.decodeHexDump(position + "0901cc00287d001f71" + "4606040102");
        ByteBuf alarm = Gt06Frame.close(Gt06Frame.begin(0x26, content.length).writeBytes(content), 0x1c);
        Outcome.Step<Gt06Session> step = (Outcome.Step<Gt06Session>) adapter.receive(session, alarm, NOW);
        assertThat(step.refused()).isEmpty();
        assertThat(step.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        Telemetry.class,
                        event -> assertThat(event.attributes())
                                .containsEntry("body", ByteBufUtil.hexDump(content))
                                .containsEntry("undecoded", "no date: 15-2-31"));
        assertThat(step.replies())
                .singleElement()
                .isInstanceOfSatisfying(
                        Reply.WhenStored.class,
                        reply -> assertThat(ByteBufUtil.hexDump(reply.frame())).isEqualTo("78780526001c9d860d0a"));
        assertThat(step.close()).isFalse();
    }

    private Telemetry said(String hex) {
        Gt06Session session = Gt06Session.of("123456789012345", DeviceProfile.DEFAULT, null);
        Outcome.Step<Gt06Session> step = (Outcome.Step<Gt06Session>)
                adapter.receive(session, Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)), NOW);
        assertThat(step.refused()).isEmpty();
        return (Telemetry) step.events().getFirst();
    }
}
