package io.fleetwire.protocol.jt808;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Vector;
import io.fleetwire.protocol.registry.Believable;
import io.fleetwire.protocol.registry.UnknownContent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A frame whose length and checksum are right is a record and is answered, whatever is in it. */
class Jt808UnknownContentTest {

    private static final String NUMBER = "013800138000";
    private static final String DEVICE = "13800138000";

    private final Jt808Adapter adapter = new Jt808Adapter();

    @ParameterizedTest
    @ValueSource(strings = {"", "AL300", "JC371", "G-360P", "C5"})
    void anythingInARightFrameIsARecord(String model) {
        int[] types = {
            0x0001, 0x0002, 0x0003, 0x0004, 0x0100, 0x0102, 0x0104, 0x0107, 0x0109, 0x0200, 0x0201, 0x0210, 0x0500,
            0x0701, 0x0702, 0x0704, 0x0800, 0x0801, 0x0900, 0x1300, 0x2070, 0x6006, 0x5501, 0x5502, 0x0F0F
        };
        for (int type : types) {
            UnknownContent.random(type).forEach(content -> kept(model, type, content));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AL300", "JC371"})
    void recordedMessagesCutLengthenedAndChangedAreRecords(String model) throws Malformed {
        for (Vector vector : new Jt808Book().vectors()) {
            ByteBuf wire = Unpooled.wrappedBuffer(vector.frames().getFirst());
            if (!Jt808Sentence.is(wire)) {
                Jt808Frame opened = Jt808Frame.open(wire, true);
                if (opened.header().packets() == 1) {
                    UnknownContent.of(ByteBufUtil.getBytes(opened.body()), wire.readableBytes())
                            .filter(content -> content.length <= Jt808Header.MAX_BODY_BYTES)
                            .forEach(content -> kept(model, opened.header().type(), content));
                }
            }
        }
    }

    private void kept(String model, int type, byte[] content) {
        Jt808Header header = new Jt808Header(type, content.length, Jt808Header.NO_VERSION, NUMBER, 3, 1, 1);
        ByteBuf frame = Jt808Frame.close(header, Unpooled.wrappedBuffer(content));
        String what = model + " " + ByteBufUtil.hexDump(frame);
        DeviceProfile profile = new DeviceProfile(model.isEmpty() ? null : model, null, false, false);
        Jt808Session session = adapter.newSession().of(DEVICE, profile);
        Outcome.Step<Jt808Session> step =
                (Outcome.Step<Jt808Session>) adapter.receive(session, frame, AdapterHarness.NOW);
        assertThat(step.refused()).as(what).isEmpty();
        assertThat(step.close()).as(what).isFalse();
        boolean batch = type == Jt808Type.BATCH || type == Jt808Type.BATCH_SHORT;
        if (!batch) {
            assertThat(step.events()).as(what).hasSize(1);
        }
        step.events().forEach(event -> Believable.check((Telemetry) event, what));
        if (!Jt808Type.isAnswer(type) && !Jt808Type.isLock(type)) {
            assertThat(step.replies()).as(what).isNotEmpty();
        }
    }
}
