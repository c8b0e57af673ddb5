package io.fleetwire.protocol.gt06;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Known types whose content is another than the manual's: recorded in the field, places replaced. */
class Gt06FieldTest {

    /** field-12, traccar#4510. */
    @Test
    void aClockAndACellUnderTheNumberOfALocation() {
        Telemetry event = said((String) null, "7878131114040a0d1f220106012a2a00624c00b8892c0d0a");
        assertThat(event.fix()).isNull();
        assertThat(event.at()).isEqualTo(Instant.parse("2020-04-10T13:31:34Z"));
        assertThat(event.attributes())
                .containsEntry("mcc", "262")
                .containsEntry("mnc", "1")
                .containsEntry("lac", "10794")
                .containsEntry("cid", "25164");
    }

    @Test
    void theSameInEveryTypeOfLocationAndInAlarms() {
        String narrow = "14040a0d1f22" + "0106" + "01" + "2a2a" + "00624c";
        String wide = "14040a0d1f22" + "8106" + "0001" + "00002a2a" + "000000000000624c";
        for (int type : new int[] {0x10, 0x11, 0x12, 0x22, 0x2D, 0x31}) {
            assertThat(content(type, narrow).attributes()).containsEntry("cid", "25164");
        }
        assertThat(content(0xA0, wide).attributes()).containsEntry("cid", "25164");
        Telemetry alarm = content(0x26, narrow + "40" + "06" + "04" + "01" + "02");
        assertThat(alarm.fix()).isNull();
        assertThat(alarm.signals()).containsExactly(Signal.SOS);
        assertThat(alarm.attributes()).containsEntry("cid", "25164").containsEntry("batteryPct", "100");
    }

    /** field-39: the state says normal and charging, and so does the maker; the byte is no alarm. */
    @Test
    void aHeartbeatsByteIsNoAlarmAgainstItsOwnState() {
        Telemetry event = said((String) null, "78780a1345f10302010181856d0d0a");
        assertThat(event.signals()).isEmpty();
        assertThat(event.attributes())
                .containsEntry("charging", "true")
                .containsEntry("alarm", "2")
                .doesNotContainKey("alarmName");
        assertThat(content(0x13, "50" + "04" + "04" + "00" + "01").signals())
                .as("the state's own bits are believed")
                .containsExactly(Signal.POWER_CUT);
    }

    @Test
    void anAlarmThatTheDeviceItselfDeniesRaisesNothing() {
        String position = "0f0c1d023305c9027ac8180c46586000140009" + "01cc00287d001f71";
        Telemetry denied = content(0x26, position + "44" + "06" + "04" + "02" + "02");
        assertThat(denied.signals()).isEmpty();
        assertThat(denied.attributes())
                .containsEntry("alarmName", "POWER_CUT")
                .containsEntry("alarmDenied", "charging");
        assertThat(content(0x26, position + "40" + "06" + "04" + "02" + "02").signals())
                .containsExactly(Signal.POWER_CUT);
    }

    /** field-45. */
    @Test
    void theLengthOfACellThatCountsItself() {
        Telemetry event = said(
                "NT20",
                "78783c22010350000000000174180c06142038180c06142038cb052be41800fcc8d000185e09000000000000000046098428"
                        + "4c000200000000017101d6836d0d0a");
        Fix fix = Objects.requireNonNull(event.fix());
        assertThat(event.at()).isEqualTo(Instant.parse("2024-12-06T20:32:56Z"));
        assertThat(fix.lat()).isBetween(-48.20145, -48.20135);
        assertThat(fix.lon()).isBetween(-9.20365, -9.20355);
        assertThat(fix.satellites()).isEqualTo(11);
        assertThat(fix.headingDeg()).isEqualTo(94);
        assertThat(event.ignition()).isTrue();
        assertThat(event.power().externalV()).isEqualTo(24.36);
        assertThat(event.power().batteryV()).isEqualTo(4.0);
        assertThat(event.signals()).isEmpty();
        assertThat(event.attributes()).containsEntry("engineMinutes", "369").doesNotContainKey("tail");
    }

    /** field-46. */
    @Test
    void theConfiguredModelBeatsAGuess() {
        String frame = "7878271208660000000001791a020c0a1e32c601860d980d00f4d02c14fa01366e000100010c003cb03e0d0a";
        Telemetry event = said("QH302R", frame);
        Fix fix = Objects.requireNonNull(event.fix());
        assertThat(event.at()).isEqualTo(Instant.parse("2026-02-12T10:30:50Z"));
        assertThat(fix.lat()).isBetween(14.20135, 14.20145);
        assertThat(fix.lon()).isBetween(121.20355, 121.20365);
        assertThat(fix.speedKmh()).isEqualTo(44);
        assertThat(fix.headingDeg()).isEqualTo(250);
        assertThat(fix.satellites()).isEqualTo(6);
    }

    /** A layout that only the length tells is not taken where the model is another; the manual's tail keeps the bytes. */
    @Test
    void aKnownModelIsNotTakenForAnothersLayout() {
        String position = "0f0c1d023305c9027ac8180c465860001400" + "01cc00287d001f71";
        String vxt01 = "46" + "04e2" + "04" + "00";
        assertThat(content(0x12, position + vxt01).power().externalV()).isEqualTo(12.5);
        Telemetry other = said("VL103", frame(0x12, position + vxt01));
        assertThat(other.fix()).isNotNull();
        assertThat(other.power().externalV()).isNaN();
        assertThat(other.attributes()).containsEntry("tail", vxt01);
    }

    /** Two recorded frames of one device only grow when their mileage is read big-endian; most devices write it the other way. */
    @Test
    void theOrderOfAMileagesBytesIsTheProfiles() {
        String module = "002e" + "0004" + "00012345";
        byte[] content = ByteBufUtil.decodeHexDump(module);
        String frame = ByteBufUtil.hexDump(
                Gt06Frame.close(Gt06Frame.beginLong(0x70, content.length).writeBytes(content), 7));
        assertThat(said(DeviceProfile.DEFAULT, frame).odometerM()).isEqualTo(0x45230100);
        assertThat(said(DeviceProfile.of(Map.of("bigEndianMileage", "true")), frame)
                        .odometerM())
                .isEqualTo(0x12345);
    }

    /** Behind a position that was read, what does not fit is a tail; before it, the bytes are all there is. */
    @Test
    void aVendorsLayoutThatIsCutKeepsItsPlace() {
        String head = "01" + "0350000000000174" + "180c06142038" + "180c06142038cb052be41800fcc8d000185e";
        Telemetry cut = said("NT20", frame(0x22, head + "0946"));
        assertThat(cut.fix()).isNotNull();
        assertThat(cut.attributes()).containsEntry("tail", "0946");
        Telemetry empty = said("NT20", frame(0x22, "0103"));
        assertThat(empty.fix()).isNull();
        assertThat(empty.attributes()).containsEntry("body", "0103").containsKey("undecoded");
    }

    private static Telemetry content(int type, String hex) {
        return said((String) null, frame(type, hex));
    }

    private static String frame(int type, String hex) {
        byte[] content = ByteBufUtil.decodeHexDump(hex);
        ByteBuf frame = Gt06Frame.close(Gt06Frame.begin(type, content.length).writeBytes(content), 7);
        return ByteBufUtil.hexDump(frame);
    }

    private static Telemetry said(@Nullable String model, String frame) {
        return said(new DeviceProfile(model, null, false, false), frame);
    }

    private static Telemetry said(DeviceProfile profile, String frame) {
        try (Gt06Harness heard = Gt06Harness.loggedIn(profile)) {
            heard.hears(frame);
            assertThat(heard.refused).isEmpty();
            assertThat(heard.events).hasSize(1);
            return heard.events.getFirst();
        }
    }
}
