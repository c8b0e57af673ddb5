package io.fleetwire.protocol.gt06;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.Recognition;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Gt06AdapterTest {

    /** Concox manual, login: IMEI 752533678900242, zone word 3201 = UTC+8. */
    private static final String LOGIN_PLUS_8 = "78781101075253367890024270003201000512790d0a";

    /** Concox manual: type 22, 2015-12-29 02:51:05. */
    private static final String LOCATION_22 =
            "787822220f0c1d023305c9027ac8180c46586000140001cc00287d001f71000001000820860d0a";

    /** Traccar issue 275: type 12, 2013-05-28 07:09:43. */
    private static final String LOCATION_12 =
            "78781f120d051c07092bca02f50fd7106a422800306801f9030fb900af3400cf10800d0a";

    /** Concox manual: type 26, tamper, language 2. */
    private static final String ALARM_26 =
            "787825260f0c1d030b26c9027ac8180c4658600004000901cc00287d001f718004041302000c472a0d0a";

    @Test
    void theZoneOfTheLoginIsOnlyForTheOlderTypes() {
        try (Gt06Harness heard = new Gt06Harness(DeviceProfile.DEFAULT)
                .hears(LOGIN_PLUS_8)
                .hears(LOCATION_22)
                .hears(LOCATION_12)) {
            assertThat(heard.loginIds).containsExactly("752533678900242");
            assertThat(heard.events.get(0).at()).isEqualTo("2015-12-29T02:51:05Z");
            assertThat(heard.events.get(1).at()).isEqualTo("2013-05-27T23:09:43Z");
        }
    }

    @Test
    void aProfileOverrulesTheZoneOfEveryType() {
        DeviceProfile minus4 = new DeviceProfile(null, ZoneOffset.ofHours(-4), false, false);
        try (Gt06Harness heard =
                new Gt06Harness(minus4).hears(LOGIN_PLUS_8).hears(LOCATION_22).hears(LOCATION_12)) {
            assertThat(heard.events.get(0).at()).isEqualTo("2015-12-29T06:51:05Z");
            assertThat(heard.events.get(1).at()).isEqualTo("2013-05-28T11:09:43Z");
        }
    }

    @Test
    void aLocationSaysEverythingItKnows() {
        try (Gt06Harness heard = Gt06Harness.loggedIn(DeviceProfile.DEFAULT).hears(LOCATION_22)) {
            Telemetry event = heard.events.getFirst();
            assertThat(event.deviceId()).isEqualTo(Gt06Harness.IMEI);
            assertThat(event.protocol()).isEqualTo("gt06");
            assertThat(event.receivedAt()).isEqualTo(Gt06Harness.NOW);
            assertThat(event.ignition()).isFalse();
            assertThat(event.attributes())
                    .containsOnlyKeys("type", "serial", "mcc", "mnc", "lac", "cid", "uploadMode", "reupload")
                    .containsEntry("type", "0x22")
                    .containsEntry("serial", "8")
                    .containsEntry("lac", "10365")
                    .containsEntry("cid", "8049")
                    .containsEntry("reupload", "true");
            assertThat(heard.replies()).isEmpty();
        }
    }

    @Test
    void a4gLocationHasWideCellsAndAMileage() {
        ByteBuf frame = Gt06Frame.begin(Gt06Type.LOCATION_4G, 18 + 16 + 3 + 4);
        frame.writeBytes(ByteBufUtil.decodeHexDump("190c1d0f1724cf026cc9140c367d40001400"));
        frame.writeBytes(ByteBufUtil.decodeHexDump("81cc0001" + "0000260e" + "000000000615f801" + "01" + "00" + "00"));
        Gt06Frame.close(frame.writeInt(123_456), 7);
        try (Gt06Harness heard = Gt06Harness.loggedIn(DeviceProfile.DEFAULT).hears(frame)) {
            Telemetry event = heard.events.getFirst();
            assertThat(event.at()).isEqualTo("2025-12-29T15:23:36Z");
            assertThat(event.odometerM()).isEqualTo(123_456);
            assertThat(event.ignition()).isTrue();
            assertThat(event.attributes())
                    .containsEntry("mcc", "460")
                    .containsEntry("mnc", "1")
                    .containsEntry("lac", "9742")
                    .containsEntry("cid", "102103041");
        }
    }

    @Test
    void anAlarmIsAnsweredWhenItIsStored() {
        try (Gt06Harness heard = Gt06Harness.loggedIn(DeviceProfile.DEFAULT).hears(ALARM_26)) {
            assertThat(heard.now).isEmpty();
            assertThat(heard.whenStored).containsExactly("78780526000c8d070d0a");
            assertThat(heard.events.getFirst().signals()).containsExactly(Signal.TAMPER);
            assertThat(heard.events.getFirst().attributes())
                    .containsEntry("alarm", "19")
                    .containsEntry("alarmName", "DISASSEMBLED")
                    .containsEntry("oilCut", "true");
        }
    }

    @Test
    void anSosWithoutAClockIsNotLost() {
        String sos =
                "000000000000" + "c0" + "00000000" + "00000000" + "00" + "0000" + "0901cc00287d001f71" + "4604040102";
        ByteBuf frame = Gt06Frame.begin(Gt06Type.ALARM, sos.length() / 2);
        Gt06Frame.close(frame.writeBytes(ByteBufUtil.decodeHexDump(sos)), 3);
        try (Gt06Harness heard = Gt06Harness.loggedIn(DeviceProfile.DEFAULT).hears(frame)) {
            Telemetry event = heard.events.getFirst();
            assertThat(event.fix()).isNull();
            assertThat(event.at()).isEqualTo(Gt06Harness.NOW);
            assertThat(event.signals()).containsExactly(Signal.SOS);
        }
    }

    @Test
    void anExtendedAlarmTakesTheUpperHalfOfTheLanguage() {
        String jamming = "190c1d0f1724cf026cc9140c367d40001400" + "1181cc00000000260e000000000615f801" + "46040407"
                + "12" + "ff";
        ByteBuf frame = Gt06Frame.begin(Gt06Type.ALARM_4G, jamming.length() / 2);
        Gt06Frame.close(frame.writeBytes(ByteBufUtil.decodeHexDump(jamming)), 3);
        try (Gt06Harness heard = Gt06Harness.loggedIn(DeviceProfile.DEFAULT).hears(frame)) {
            assertThat(heard.events.getFirst().signals()).containsExactly(Signal.JAMMING);
            assertThat(heard.events.getFirst().attributes()).containsEntry("alarm", "263");
            assertThat(heard.whenStored).hasSize(1);
        }
    }

    @ParameterizedTest(name = "heartbeat with alarm bits {0}: {1}")
    @CsvSource({"2,POWER_CUT", "3,LOW_BATTERY", "4,SOS"})
    void alarmBitsOfAHeartbeatAreSignals(int bits, Signal signal) {
        ByteBuf frame = Gt06Frame.begin(Gt06Type.HEARTBEAT, 5);
        frame.writeByte(bits << 3 | Gt06Status.ACC)
                .writeByte(6)
                .writeByte(4)
                .writeByte(0)
                .writeByte(2);
        try (Gt06Harness heard = Gt06Harness.loggedIn(DeviceProfile.DEFAULT).hears(Gt06Frame.close(frame, 1))) {
            Telemetry event = heard.events.getFirst();
            assertThat(event.signals()).containsExactly(signal);
            assertThat(event.ignition()).isTrue();
            assertThat(event.fix()).isNull();
            assertThat(event.at()).isEqualTo(Gt06Harness.NOW);
            assertThat(heard.now).hasSize(1);
        }
    }

    @Test
    void aCloneThatWantsAnswersToLocationsGetsThemWhenStored() {
        DeviceProfile clone = new DeviceProfile(null, null, false, true);
        try (Gt06Harness heard = Gt06Harness.loggedIn(clone).hears(LOCATION_22)) {
            assertThat(heard.whenStored).containsExactly("787805220008a8420d0a");
        }
    }

    @Test
    void theTimeIsAnsweredWithTheSerialOfTheQuestion() {
        try (Gt06Harness heard = Gt06Harness.loggedIn(DeviceProfile.DEFAULT).hears("7878058a000688290d0a")) {
            assertThat(heard.now).hasSize(1);
            assertThat(heard.now.getFirst()).startsWith("78780b8a" + "1a0b150a0000" + "0006");
        }
    }

    @Test
    void anUnknownDeviceIsRefusedWithoutAWord() {
        Gt06Adapter adapter = new Gt06Adapter();
        ByteBuf login = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(Gt06Harness.LOGIN));
        Outcome<Gt06Session> outcome = adapter.receive(adapter.newSession(), login, Gt06Harness.NOW);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Login.class, said -> {
            Outcome.Step<?> refused = said.refused();
            assertThat(refused.close()).isTrue();
            assertThat(refused.replies()).isEmpty();
            assertThat(refused.refused()).isEmpty();
        });
    }

    @Test
    void nothingComesBeforeTheLogin() {
        try (Gt06Harness heard = new Gt06Harness(DeviceProfile.DEFAULT).hears(LOCATION_22)) {
            assertThat(heard.closed).isTrue();
            assertThat(heard.events).isEmpty();
            assertThat(heard.replies()).isEmpty();
        }
    }

    @Test
    void aRepeatedLoginIsAnsweredAnotherDeviceIsNot() {
        try (Gt06Harness heard =
                Gt06Harness.loggedIn(DeviceProfile.DEFAULT).hears(Gt06Harness.LOGIN + Gt06Harness.LOGIN)) {
            assertThat(heard.now).hasSize(2);
            assertThat(heard.closed).isFalse();
            heard.hears(LOGIN_PLUS_8);
            assertThat(heard.closed).isTrue();
            assertThat(heard.now).hasSize(2);
        }
    }

    @Test
    void theThirdBadFrameInARowClosesButAGoodOneInBetweenForgives() {
        String bad = LOCATION_22.replace("208", "209");
        try (Gt06Harness heard =
                Gt06Harness.loggedIn(DeviceProfile.DEFAULT).hears(bad + bad + LOCATION_22 + bad + bad)) {
            assertThat(heard.closed).isFalse();
            assertThat(heard.refused).hasSize(4);
            assertThat(heard.refused.getFirst().reason()).isEqualTo("wrong checksum");
            assertThat(heard.refused.getFirst().bytes()).isEqualTo(ByteBufUtil.decodeHexDump(bad));
            heard.hears(bad);
            assertThat(heard.closed).isTrue();
            assertThat(heard.events).hasSize(1);
            assertThat(heard.replies()).isEmpty();
        }
    }

    @Test
    void anImpossibleMessageInAGoodFrameIsKeptWithItsBytes() {
        String thirteenthMonth = "0f0d1d023305c9027ac8180c46586000140001cc00287d001f71000001";
        try (Gt06Harness heard = Gt06Harness.loggedIn(DeviceProfile.DEFAULT)) {
            for (int i = 0; i < 5; i++) {
                ByteBuf frame = Gt06Frame.begin(Gt06Type.LOCATION, thirteenthMonth.length() / 2);
                heard.hears(Gt06Frame.close(frame.writeBytes(ByteBufUtil.decodeHexDump(thirteenthMonth)), i));
            }
            assertThat(heard.refused).isEmpty();
            assertThat(heard.events).hasSize(5);
            Telemetry kept = heard.events.getFirst();
            assertThat(kept.fix()).isNull();
            assertThat(kept.at()).isEqualTo(Gt06Harness.NOW);
            assertThat(kept.attributes())
                    .containsEntry("type", "0x22")
                    .containsEntry("undecoded", "no date: 15-13-29")
                    .containsEntry("body", thirteenthMonth);
            assertThat(heard.closed).isFalse();
        }
    }

    @Test
    void theSimulatedDeviceIsUnderstood() {
        Gt06Device device = new Gt06Device("356307042441013", new Gt06Device.Cell(262, 1, 4711, 815));
        Instant at = Instant.parse("2026-11-21T09:59:58Z");
        Fix fix = new Fix(-33.8688, -70.6693, true, Double.NaN, 48, 271, 11, Double.NaN, Double.NaN);
        try (Gt06Harness heard = new Gt06Harness(DeviceProfile.DEFAULT)) {
            heard.hears(device.login());
            heard.hears(device.location(at, fix, true, Gt06Device.MODE_TIME, true, 182_345_120));
            heard.hears(device.heartbeat(true, 6, 4));
            heard.hears(device.alarm(at, fix, true, Signal.SOS));
            assertThat(heard.loginIds).containsExactly("356307042441013");
            assertThat(heard.refused).isEmpty();
            Telemetry location = heard.events.getFirst();
            assertThat(location.at()).isEqualTo(at);
            assertThat(location.odometerM()).isEqualTo(182_345_120);
            Fix read = Objects.requireNonNull(location.fix());
            assertThat(read.lat()).isCloseTo(-33.8688, offset(3e-7));
            assertThat(read.lon()).isCloseTo(-70.6693, offset(3e-7));
            assertThat(read.speedKmh()).isEqualTo(48);
            assertThat(read.headingDeg()).isEqualTo(271);
            assertThat(read.satellites()).isEqualTo(11);
            assertThat(read.valid()).isTrue();
            assertThat(heard.events.get(2).signals()).containsExactly(Signal.SOS);
            Gt06Device.Answer answer =
                    Gt06Device.answer(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(heard.whenStored.getFirst())));
            assertThat(answer).isEqualTo(new Gt06Device.Answer(0x26, device.lastSerial()));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"78,UNDECIDED", "7878,YES", "7979,YES", "7879,NO", "00,NO", "'',UNDECIDED", "474554,NO"})
    void recognisesItsMarkers(String hex, Recognition expected) {
        ByteBuf bytes = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
        assertThat(new Gt06Adapter().recognise(bytes)).isEqualTo(expected);
        assertThat(bytes.readerIndex()).isZero();
    }
}
