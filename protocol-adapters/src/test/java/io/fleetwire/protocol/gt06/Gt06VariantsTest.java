package io.fleetwire.protocol.gt06;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.fleetwire.event.Engine;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Vendors' layouts. Those with a recording are in the vectors; here are those nobody recorded, built field by field, and values of the recorded ones. */
class Gt06VariantsTest {

    /** 2015-12-29 02:51:05, 9 satellites, 23.1116933, 114.4092978, fixed: the manual's example. */
    private static final String POSITION = "0f0c1d023305c9027ac8180c465860001400";

    private static final Instant AT = Instant.parse("2015-12-29T02:51:05Z");

    /** 460-0, area 10365, cell 8049. */
    private static final String CELL = "01cc00287d001f71";

    /** Area and cell of 4G. */
    private static final String WIDE_CELL = "01cc000000287d0000000000001f71";

    /** ACC on, charging. */
    private static final String INFO = "46";

    private static final String IMEI = "0752533678900242";

    @Test
    void vxt01() {
        Telemetry event = said(0x12, POSITION + CELL + INFO + "04e3" + "1c" + "00");
        assertPlaced(event);
        assertThat(event.power().externalV()).isEqualTo(12.51);
        assertThat(event.ignition()).isTrue();
        assertThat(event.attributes()).containsEntry("gsm", "28").containsEntry("charging", "true");
    }

    @Test
    void benwaysMaskIsATemperatureOrAVoltage() {
        Telemetry cold = said(0x12, POSITION + CELL + "9205");
        assertThat(cold.ignition()).isTrue();
        assertThat(cold.attributes()).containsEntry("temperatureC", "-5").containsEntry("input2", "false");
        Telemetry raw = said(0x12, POSITION + CELL + "6123");
        assertThat(raw.ignition()).isFalse();
        assertThat(raw.attributes()).containsEntry("adc1", "291").containsEntry("input2", "true");
        assertThat(said(0x12, POSITION + CELL + "0078").attributes()).containsEntry("adc1V", "12.0");
    }

    @Test
    void s5SaysMoreThanAPosition() {
        Telemetry event = said(0x12, POSITION + CELL + INFO + "04b6" + "04" + "06" + "0102" + "85" + "00000cd9");
        assertThat(event.odometerM()).isEqualTo(32_890);
        assertThat(event.power().externalV()).isEqualTo(12.06);
        assertThat(event.signals()).containsExactly(Signal.OVERSPEED);
        assertThat(event.attributes()).containsEntry("temperatureC", "-5.0").containsEntry("oil", "258");
    }

    @Test
    void aModelThatIsLikeTheManualKeepsItsTail() {
        Telemetry event = said(0x12, false, "standard", POSITION + CELL + "9205");
        assertThat(event.attributes()).containsEntry("tail", "9205").doesNotContainKey("temperatureC");
    }

    @Test
    void driversCards() {
        String card = hex("LIC-4711");
        Telemetry wetrust = said(0x12, POSITION + CELL + "0001e240" + "08" + card + "00" + "01" + "0042");
        assertThat(wetrust.odometerM()).isEqualTo(123_456);
        assertThat(wetrust.attributes())
                .containsEntry("card", "LIC-4711")
                .containsEntry("cardStatus", "1")
                .containsEntry("drivingTime", "66");
        Telemetry gt06e = said(0x12, POSITION + CELL + "0001e240" + "08" + card + "00" + "01");
        assertThat(gt06e.attributes()).containsEntry("card", "LIC-4711").containsEntry("cardSwiped", "1");
        Telemetry reader = said(0x17, POSITION + CELL + "bf0000012ca7e001" + "00");
        assertPlaced(reader);
        assertThat(reader.driverTag()).isEqualTo("bf0000012ca7e001");
    }

    @Test
    void aBatterySaysWhoMadeItAndHowItIs() {
        Telemetry event = said(
                0x40,
                "0102030405060708" + "5d1b3a40" + "55" + "0fa0" + "50" + "1388" + "63" + "0b9e" + "0064" + "bb80"
                        + "0007"
                        + "0d48".repeat(14) + "0010" + "0020" + hex("WD-209-000000001") + "0102"
                        + hex("WANDA" + "\0".repeat(11))
                        + "00000001" + "80000000" + "00000002");
        assertThat(event.at()).isEqualTo(Instant.ofEpochSecond(0x5d1b3a40));
        assertThat(event.power().batteryV()).isEqualTo(48);
        assertThat(event.attributes())
                .containsEntry("barcode", "WD-209-000000001")
                .containsEntry("manufacturer", "WANDA")
                .containsEntry("maxChargeInterval", "32")
                .containsEntry("controllerStatus", "80000000")
                .containsEntry("controllerFault", "00000002")
                .doesNotContainKey("tail");
    }

    /** The recorded one (gt06-Gt06-120). */
    @Test
    void aPhotoIsOnOffer() {
        Telemetry event = said(0x35, "11061a0b24330503107d06084889cb01000100000cfa20e3acd3");
        assertThat(event.fix()).isNull();
        assertThat(event.at()).isEqualTo(Instant.parse("2017-06-26T11:36:51Z"));
        assertThat(event.attributes())
                .containsEntry("camera", "1")
                .containsEntry("photoBytes", "3322")
                .containsEntry("photoId", "20e3acd3")
                .hasEntrySatisfying(
                        "photoLatitude", degrees -> assertThat(degrees).isEqualTo("28.56235"));
    }

    @Test
    void aCutThatWaitsSaysForWhat() {
        Telemetry waits = said(0x94, true, null, "04" + hex("ALM1=C4;DYD=04;MODE=01"));
        assertThat(waits.attributes())
                .containsEntry("oilCut", "false")
                .containsEntry("oilCutWaits", "no fix")
                .containsEntry("status_DYD", "04");
        Telemetry cut = said(0x94, true, null, "04" + hex("DYD=02"));
        assertThat(cut.attributes()).containsEntry("oilCut", "true").doesNotContainKey("oilCutWaits");
        assertThat(said(0x94, true, null, "04" + hex("DYD=none")).attributes()).doesNotContainKey("oilCut");
    }

    @Test
    void theImeiComesFirst() {
        Telemetry qh302r = said(0x12, false, "QH302R", IMEI + POSITION + CELL);
        assertPlaced(qh302r);
        assertThat(qh302r.attributes()).containsEntry("imei", "752533678900242").containsEntry("lac", "10365");

        String nt = "01" + IMEI + "0f0c1d023306" + POSITION + "09" + "01cc00287d00001f71" + INFO + "04e3" + "29" + "33"
                + "01" + "02" + "00468b" + "000025";
        Telemetry xt40 = said(0x25, nt + "05" + "01" + "1a2b3c4d");
        assertPlaced(xt40);
        assertThat(xt40.driverTag()).isEqualTo("1a2b3c4d");
        assertThat(xt40.odometerM()).isEqualTo(18_059);
        assertThat(xt40.power().batteryV()).isEqualTo(4.1);
        assertThat(xt40.signals()).containsExactly(Signal.SOS);
        assertThat(xt40.attributes()).containsEntry("engineMinutes", "37").containsEntry("cid", "8049");
        assertThat(said(0x25, nt + "00").driverTag()).isNull();
        Telemetry iButton = said(0x61, IMEI + POSITION + "01cc00287d00001f71" + "000001395581");
        assertThat(iButton.driverTag()).isEqualTo("000001395581");
    }

    @Test
    void seeworldsTemperatureHasItsSignInFront() {
        Telemetry event = said(
                0x22, POSITION + "01cc00287d00001f71" + "01" + "00" + "00" + "000025d4" + "00000010" + "8020" + "1194");
        assertThat(event.odometerM()).isEqualTo(9_684);
        assertThat(event.ignition()).isTrue();
        assertThat(event.attributes())
                .containsEntry("temperatureC", "-0.32")
                .containsEntry("humidityPct", "45.0")
                .containsEntry("travelTime", "16");
    }

    @Test
    void altitudesOfSl4x() {
        String cell = "01cc" + "0001" + "287d" + "00001f71";
        Telemetry located = said(0x31, POSITION + cell + "01" + "02" + "00" + "0001e240" + "ff38");
        assertThat(Objects.requireNonNull(located.fix()).altitudeM()).isEqualTo(-200);
        assertThat(located.odometerM()).isEqualTo(123_456);
        assertThat(located.attributes()).containsEntry("mnc", "1").containsEntry("cid", "8049");
        Telemetry wide =
                said(0x31, POSITION + "01cc" + "0001" + "287d" + "2000000000001f71" + "01" + "02" + "00" + "0064");
        assertThat(Objects.requireNonNull(wide.fix()).altitudeM()).isEqualTo(100);
        Telemetry alarm = said(0x32, POSITION + "0a" + cell + INFO + "06" + "04" + "01" + "02" + "0064");
        assertThat(alarm.signals()).containsExactly(Signal.SOS);
        assertThat(Objects.requireNonNull(alarm.fix()).altitudeM()).isEqualTo(100);
    }

    @Test
    void trackersWithTwoVoltages() {
        Telemetry sr411 = said(0x24, POSITION + CELL + "01" + "04e3" + "01a3" + "00".repeat(10));
        assertPlaced(sr411);
        assertThat(sr411.power().externalV()).isEqualTo(12.51);
        assertThat(sr411.power().batteryV()).isEqualTo(4.19);
        Telemetry lw4g = said(
                0xA2,
                POSITION + WIDE_CELL + "11" + INFO + "04df" + "06" + "03" + "1c" + "01" + "0007d000" + "00000e10" + IMEI
                        + "00c8");
        assertPlaced(lw4g);
        assertThat(lw4g.odometerM()).isEqualTo(512_000);
        assertThat(lw4g.power().externalV()).isEqualTo(12.47);
        assertThat(lw4g.attributes()).containsEntry("engineSeconds", "3600").containsEntry("input", "200");
        Telemetry x1 = said(
                0x34,
                "00000000" + POSITION + "0000" + "000043b1" + "01cc00287d00001f71" + "00000007" + "0500" + "01a3"
                        + "00200000" + "02" + "01" + "0003" + "0065");
        assertPlaced(x1);
        assertThat(x1.power().externalV()).isEqualTo(12.8);
        assertThat(x1.driverTag()).isEqualTo("7");
        assertThat(x1.attributes()).containsEntry("adc1V", "0.03").containsEntry("adc2V", "1.01");
    }

    @Test
    void modulesBehindAPosition() {
        Telemetry alarm = said(
                0x39,
                POSITION + "04" + WIDE_CELL + "001b" + INFO + "06" + "04" + "07" + "12" + "001802019a" + "006a0155"
                        + "00990201ff");
        assertPlaced(alarm);
        assertThat(alarm.signals()).containsExactly(Signal.JAMMING);
        assertThat(alarm.power().batteryV()).isEqualTo(4.1);
        assertThat(alarm.attributes())
                .containsEntry("batteryPct", "85")
                .containsEntry("rssi", "27")
                .containsEntry("module_0x0099", "01ff");
        Telemetry accurate = said(0x37, POSITION + CELL + "01" + "00" + "00" + "003b0201f4" + "00270204e3");
        assertThat(Objects.requireNonNull(accurate.fix()).accuracyM()).isEqualTo(5);
        assertThat(accurate.power().externalV()).isEqualTo(12.51);
        assertThat(said(0x1E, POSITION + "0102").attributes()).containsEntry("tail", "0102");
    }

    @Test
    void heartbeatsByModel() {
        assertThat(said(0x13, false, "R11", INFO + "04e3" + "04" + "00").power().externalV())
                .isEqualTo(12.51);
        assertThat(said(0x13, false, "seeworld", INFO + "06" + "04" + "0c")
                        .power()
                        .externalV())
                .isEqualTo(12);
    }

    @Test
    void alarmCodesByModel() {
        String crash = POSITION + "09" + CELL + INFO + "0604" + "18" + "02";
        assertThat(said(0x26, false, "LW3G", crash).signals()).containsExactly(Signal.CRASH);
        assertThat(said(0x26, crash).signals()).containsExactly(Signal.TAMPER);
        String off = POSITION + "09" + CELL + INFO + "0604" + "28" + "02";
        assertThat(said(0x26, false, "vl103", off).attributes()).containsEntry("alarmName", "POWERED_OFF");
        assertThat(said(0x26, off).signals()).containsExactly(Signal.HARSH_CORNERING);
    }

    @Test
    void obdFieldsFillTheEngine() {
        // Traccar's second capture of type 8C, by its values; the position block is that capture's.
        String text = hex("283=000274d8,2B3=000012c0,2D3=0000189c,353=00002134,363=0003bd08,4A3=,303=00000596,173=0");
        Telemetry event = said(0x8C, true, null, "120b1502121b" + "01" + text + "cb03850c3603c025af5414a6");
        assertThat(event.odometerM()).isCloseTo(1_609_840, offset(1e-6));
        assertThat(event.engine()).isEqualTo(new Engine(2_450, Measure.ABSENT, 63, Measure.ABSENT, 48, Measure.ABSENT));
        assertThat(event.ignition()).isTrue();
        assertThat(event.attributes())
                .containsEntry("obdSpeedKmh", "85.0")
                .containsEntry("moduleV", "14.3")
                .doesNotContainKey("vin");
        Fix fix = Objects.requireNonNull(event.fix());
        assertThat(fix.lat()).isCloseTo(32.806, offset(1e-3));
        assertThat(fix.lon()).isCloseTo(34.958, offset(1e-3));
        assertThat(fix.speedKmh()).isEqualTo(84);
        assertThat(fix.headingDeg()).isEqualTo(166);
        assertThat(fix.valid()).isTrue();
    }

    @Test
    void obdParametersAndTroubleCodes() {
        String pids = hex("2105=00001c20,210d=000021fc,210c=0003d284,210f=fffffe0c,212f=0001adb0,2142=00000578");
        Telemetry event = said(0x66, true, null, "120b1502121b" + "01" + pids + "cb03850c3603c025af5414a6");
        assertThat(event.engine().coolantC()).isEqualTo(72);
        assertThat(event.engine().rpm()).isCloseTo(2_505, offset(0.01));
        assertThat(Measure.has(event.engine().fuelLevelPct()))
                .as("1100 %% is no level")
                .isFalse();
        assertThat(event.attributes())
                .containsEntry("obdSpeedKmh", "87.0")
                .containsEntry("intakeC", "-5.0")
                .containsEntry("fuelLevelPct", "1100.0")
                .containsEntry("pid_42", "14.0");
        Telemetry codes = said(0x65, true, null, "120b1502121b" + "01" + hex("P0133,U0100,P0133,P4711,XP0420"));
        assertThat(codes.dtcs()).containsExactly("P0133", "U0100");
        assertThat(codes.fix()).isNull();
    }

    @Test
    void cellsAndStationsOfVendors() {
        Telemetry wanway =
                said(0x24, "0f0c1d023305" + "05" + "01cc00" + "02" + "287d001f713e" + "287d001f7231" + "00".repeat(21));
        assertThat(wanway.attributes())
                .containsEntry("cells", "10365:8049:62 10365:8050:49")
                .containsEntry("timingAdvance", "5");
        Telemetry wifi33 =
                said(0x33, "0f0c1d023305" + "01cc00" + "287d00001f713e".repeat(6) + "ff" + "01" + "80891744982a54");
        assertThat(wifi33.attributes()).containsEntry("wifi", "80891744982a/84");
        Telemetry alarm = said(
                0xA9,
                "0f0c1d023305" + "01cc00" + "00" + "01" + "287d001f713e" + "ff" + "01" + "80891744982a54" + "01"
                        + "02");
        assertThat(alarm.signals()).containsExactly(Signal.SOS);
        assertThat(alarm.at()).isEqualTo(AT);
        Telemetry az735 = said(
                0x33,
                true,
                null,
                POSITION.substring(0, 12) + "0c" + POSITION.substring(12) + "09" + CELL + "20" + "00" + "00" + "a2"
                        + "00");
        assertPlaced(az735);
        assertThat(az735.signals()).containsExactly(Signal.LOW_BATTERY);
    }

    @Test
    void whatIsPluggedIn() {
        Telemetry status =
                said(0xF1, true, null, "6718e389" + "00040101" + "0005020" + "4e3" + "00070100" + "00110100");
        assertThat(status.at()).isEqualTo("2024-10-23T11:52:41Z");
        assertThat(status.ignition()).isTrue();
        assertThat(status.power().externalV()).isEqualTo(12.51);
        assertThat(status.attributes()).containsEntry("charging", "false").containsEntry("module_0x0011", "00");
        Telemetry beacon =
                said(0xB2, "0f0c1d023305" + "c5" + "c4a82828ccfe" + "11".repeat(16) + "0001" + "0002" + "012c" + "08");
        assertThat(beacon.attributes())
                .containsEntry("rssi", "-59")
                .containsEntry("tagMac", "c4a82828ccfe")
                .containsEntry("tagBatteryV", "3.0");
        Telemetry battery = said(
                0x40,
                "0000000000000007" + "6718e389" + "50" + "0bb8" + "4f" + "0ea6" + "62" + "0bb8" + "0000" + "bc80"
                        + "0007" + "0fa0".repeat(14) + "00".repeat(50));
        assertThat(battery.power().batteryV()).isEqualTo(48.256);
        assertThat(battery.attributes())
                .containsEntry("batteryTemperatureC", "26.9")
                .containsEntry("cell14V", "4.0")
                .containsEntry("batteryHealthPct", "98");
        Telemetry seconds = said(new DeviceProfile(null, ZoneOffset.ofHours(8), false, false), 0xF1, true, "6718e389");
        assertThat(seconds.at()).as("seconds since 1970 are in no zone").isEqualTo("2024-10-23T11:52:41Z");
    }

    @Test
    void whoAsksForAnAddress() {
        String phone = hex("13800138000") + "00".repeat(10);
        Telemetry event = said(0x1A, POSITION + phone + "0001");
        assertPlaced(event);
        assertThat(event.attributes()).containsEntry("phone", "13800138000");
    }

    private static void assertPlaced(Telemetry event) {
        assertThat(event.at()).isEqualTo(AT);
        Fix fix = Objects.requireNonNull(event.fix());
        assertThat(fix.lat()).isCloseTo(23.1116933, offset(1e-6));
        assertThat(fix.lon()).isCloseTo(114.4092978, offset(1e-6));
        assertThat(fix.satellites()).isEqualTo(9);
    }

    private static String hex(String ascii) {
        return ByteBufUtil.hexDump(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private static Telemetry said(int type, String content) {
        return said(type, false, null, content);
    }

    private static Telemetry said(int type, boolean isLong, @Nullable String model, String content) {
        return said(new DeviceProfile(model, null, false, false), type, isLong, content);
    }

    private static Telemetry said(DeviceProfile profile, int type, boolean isLong, String content) {
        byte[] bytes = ByteBufUtil.decodeHexDump(content);
        ByteBuf frame = isLong ? Gt06Frame.beginLong(type, bytes.length) : Gt06Frame.begin(type, bytes.length);
        try (Gt06Harness heard = Gt06Harness.loggedIn(profile).hears(Gt06Frame.close(frame.writeBytes(bytes), 7))) {
            assertThat(heard.refused).isEmpty();
            return heard.events.getFirst();
        }
    }
}
