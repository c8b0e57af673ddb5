package io.fleetwire.protocol.gt06;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** Cheap watches: no serial, no checksum, a length that is none. Heard only where the registry says that this one is such a watch. */
class Gt06WatchDeviceTest {

    private static final DeviceProfile FORGIVING = new DeviceProfile(null, null, true, false);

    /** Traccar's frame decoder test: a login of 15 bytes whose length byte is a tracker's. */
    private static final String LOGIN = "78780d0103563140414198583c0d0a";

    private static final String IMEI = "356314041419858";

    /** The manual of the 365GPS as several servers have it in their tests: a location, and what the watch hears. */
    private static final String LOCATION = "787813100a03170f32179c026b3f3e0c22ad651f34600d0a";

    private static final String ANSWER = "787807100a03170f32170d0a";

    /** Recorded (gt06-Gt06-104): eight cells, no station. */
    private static final String CELLS =
            "787800691710231111210700cc080c4e2fa55a0c4ec0025a0c4e39295a0c583918640c4e2fa6640c4e2fa4640c4ec854640d0a";

    @Test
    void aWatchLogsInAndHearsItsOwnClock() {
        try (Gt06Harness heard = new Gt06Harness(FORGIVING).hears(LOGIN + LOCATION + CELLS)) {
            assertThat(heard.loginIds).containsExactly(IMEI);
            assertThat(heard.now).containsExactly("787801010d0a");
            assertThat(heard.whenStored).containsExactly(ANSWER, "787800691710231111210d0a");
            Telemetry cells = heard.events.get(1);
            assertThat(cells.at()).isEqualTo("2017-10-23T11:11:21Z");
            assertThat(cells.attributes())
                    .containsEntry("mcc", "204")
                    .containsEntry("mnc", "8")
                    .containsEntry("lac", "3150")
                    .containsEntry("cid", "12197")
                    .doesNotContainKeys("serial", "wifi");
        }
    }

    @Test
    void anybodyElsesDamagedLoginIsRefusedByItsId() {
        try (Gt06Harness heard = new Gt06Harness(DeviceProfile.DEFAULT).hears(LOGIN)) {
            assertThat(heard.loginIds).as("so that the owner finds it").containsExactly(IMEI);
            assertThat(heard.closed).isTrue();
            assertThat(heard.refused).hasSize(1);
            assertThat(heard.replies()).isEmpty();
        }
    }

    @Test
    void aTrackersLoginWithAWrongChecksumIsLetInWhereItsProfileForgives() {
        String wrong = Gt06Harness.LOGIN.replace("093f04", "093f05");
        try (Gt06Harness heard = new Gt06Harness(FORGIVING).hears(wrong)) {
            assertThat(heard.closed).isFalse();
            assertThat(heard.now).containsExactly("78780501000955940d0a");
        }
        try (Gt06Harness heard = new Gt06Harness(DeviceProfile.DEFAULT).hears(wrong)) {
            assertThat(heard.closed).isTrue();
            assertThat(heard.refused.getFirst().reason()).isEqualTo("wrong checksum");
        }
    }

    @Test
    void withoutTheProfileItsFramesAreDamage() {
        try (Gt06Harness heard = Gt06Harness.loggedIn(DeviceProfile.DEFAULT).hears(CELLS + LOCATION)) {
            assertThat(heard.events).isEmpty();
            assertThat(heard.refused).hasSize(2);
            assertThat(heard.replies()).isEmpty();
        }
    }

    /** A tracker whose serial ends in 0D and whose checksum begins with 0A looks like a watch until its last bytes are there. */
    @Test
    void aTrackersLoginIsNotCutInItsChecksum() {
        for (int serial = 0x0D; serial <= 0xFFFF; serial += 0x100) {
            String login = ByteBufUtil.hexDump(Gt06Frame.close(
                    Gt06Frame.begin(Gt06Type.LOGIN, 8).writeBytes(ByteBufUtil.decodeHexDump("0864717003283581")),
                    serial));
            if (login.startsWith("0d0a", 26)) {
                try (Gt06Harness heard = new Gt06Harness(DeviceProfile.DEFAULT)
                        .hears(login.substring(0, 30))
                        .hears(login.substring(30))) {
                    assertThat(heard.loginIds).containsExactly(Gt06Harness.IMEI);
                    assertThat(heard.closed).isFalse();
                }
                return;
            }
        }
        throw new AssertionError("no serial makes a checksum that begins with 0A");
    }

    /** The end of a line may stand in a cell: the build of the frame says where it ends, whatever pieces it comes in. */
    @Test
    void anEndInsideACellIsNone() {
        String cells = "787800691710231111210200cc08" + "0d0a2fa55a" + "0c4ec0025a" + "0d0a";
        byte[] bytes = ByteBufUtil.decodeHexDump(cells);
        assertThat(AdapterHarness.frames(new Gt06Adapter(), bytes)).containsExactly(cells);
        for (int at = 1; at < bytes.length; at++) {
            try (Gt06Harness heard = Gt06Harness.loggedIn(FORGIVING)
                    .hears(Unpooled.wrappedBuffer(bytes, 0, at))
                    .hears(Unpooled.wrappedBuffer(bytes, at, bytes.length - at))) {
                assertThat(heard.events).as("cut at %d", at).hasSize(1);
                assertThat(heard.events.getFirst().attributes()).containsEntry("cells", "3338:12197:90 3150:49154:90");
            }
        }
    }
}
