package io.fleetwire.protocol.gt06;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Vector;
import io.fleetwire.protocol.registry.Believable;
import io.fleetwire.protocol.registry.UnknownContent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A frame whose length and checksum are right is a record, whatever is in it, for every type and every model. */
class Gt06UnknownContentTest {

    private static final int SERIAL = 7;
    private static final int LONGEST_SHORT = 0xFF - Gt06Frame.MIN_LENGTH;

    private final Gt06Adapter adapter = new Gt06Adapter();

    @ParameterizedTest
    @ValueSource(strings = {"", "STANDARD", "LW4G", "SEEWORLD", "NT20", "VL103", "QH302R", "R11"})
    void anythingInARightFrameIsARecord(String model) {
        for (int type = 0; type < 256; type++) {
            if (type != Gt06Type.LOGIN) {
                int known = type;
                UnknownContent.random(type).forEach(content -> {
                    kept(model, known, content, false);
                    kept(model, known, content, true);
                });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NT20", "VL103"})
    void recordedFramesCutLengthenedAndChangedAreRecords(String model) {
        for (Vector vector : new Gt06Book().vectors()) {
            byte[] frame = vector.frames().getFirst();
            boolean isLong = frame[0] == 0x79;
            int header = Gt06Frame.headerBytes(isLong) + 1;
            int sealed = Gt06Frame.SEAL_BYTES + Gt06Frame.END_BYTES;
            if (vector.checksummed()
                    && frame.length > header + sealed
                    && (frame[header - 1] & 0xFF) != Gt06Type.LOGIN) {
                byte[] content = Arrays.copyOfRange(frame, header, frame.length - sealed);
                UnknownContent.of(content, frame.length)
                        .forEach(other -> kept(model, frame[header - 1] & 0xFF, other, isLong));
            }
        }
    }

    private void kept(String model, int type, byte[] content, boolean isLong) {
        if (!isLong && content.length > LONGEST_SHORT) {
            return;
        }
        ByteBuf frame = Gt06Frame.close(
                (isLong ? Gt06Frame.beginLong(type, content.length) : Gt06Frame.begin(type, content.length))
                        .writeBytes(content),
                SERIAL);
        String what = model + " " + ByteBufUtil.hexDump(frame);
        DeviceProfile profile = new DeviceProfile(model.isEmpty() ? null : model, null, false, true);
        Gt06Session session = Gt06Session.of("123456789012345", profile, null);
        Outcome.Step<Gt06Session> step =
                (Outcome.Step<Gt06Session>) adapter.receive(session, frame, AdapterHarness.NOW);
        assertThat(step.refused()).as(what).isEmpty();
        assertThat(step.close()).as(what).isFalse();
        assertThat(step.events()).as(what).hasSize(1);
        Telemetry event = (Telemetry) step.events().getFirst();
        Believable.check(event, what);
        if (event.attributes().containsKey("undecoded")) {
            assertThat(event.attributes())
                    .as(what)
                    .containsEntry("body", ByteBufUtil.hexDump(Unpooled.wrappedBuffer(content)));
        }
        if (Gt06Type.isHeartbeat(type) && !isLong) {
            assertThat(step.replies()).as(what).hasSize(1);
        }
    }
}
