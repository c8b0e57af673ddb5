package io.fleetwire.protocol.queclink;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Vector;
import io.fleetwire.protocol.registry.Believable;
import io.fleetwire.protocol.registry.UnknownContent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A message with a right header and end is a record, whatever is between; the HEX form by its checksum. */
class QueclinkUnknownContentTest {

    private static final String DEVICE = "862894020180553";
    private static final String HEX_DEVICE = "865084030003675";
    private static final int ID_AND_MORE = 24;

    private final QueclinkAdapter adapter = new QueclinkAdapter();

    @Test
    void recordedMessagesCutLengthenedAndChangedAreRecords() {
        Random random = new Random(1);
        for (Vector vector : new QueclinkBook().vectors()) {
            String text = new String(vector.frames().getFirst(), StandardCharsets.ISO_8859_1);
            if (!text.startsWith("+RESP:GT") && !text.startsWith("+BUFF:GT")) {
                continue;
            }
            String[] fields = text.substring(0, text.length() - 1).split(",", -1);
            if (fields[1].length() > 13) {
                continue;
            }
            fields[2] = DEVICE;
            for (int length = 3; length <= fields.length; length++) {
                kept(DEVICE, ascii(String.join(",", Arrays.copyOf(fields, length)) + "$"));
            }
            for (int i = 3; i < fields.length; i++) {
                String[] other = fields.clone();
                other[i] = random.nextBoolean() ? "x".repeat(random.nextInt(30)) : String.valueOf(random.nextLong());
                kept(DEVICE, ascii(String.join(",", other) + "$"));
            }
            kept(DEVICE, ascii(String.join(",", fields) + ",1,2,3$"));
        }
    }

    @Test
    void theHexFormIsARecordWhereItsChecksumIsRight() {
        for (Vector vector : new QueclinkBook().vectors()) {
            byte[] frame = vector.frames().getFirst();
            if (Binary.isHex(Unpooled.wrappedBuffer(frame)) && vector.id().matches(".*Binary-00[257]")) {
                byte[] content = Arrays.copyOfRange(frame, ID_AND_MORE, frame.length - 4);
                UnknownContent.of(content, frame.length)
                        .filter(other -> other.length >= 9)
                        .forEach(other -> kept(HEX_DEVICE, sealed(frame, other)));
            }
        }
    }

    private static ByteBuf sealed(byte[] frame, byte[] content) {
        ByteBuf out = Unpooled.buffer().writeBytes(frame, 0, ID_AND_MORE).writeBytes(content);
        out.setShort(9, out.readableBytes() + 4);
        return out.writeShort(HexMessage.checksum(out, 4, out.readableBytes())).writeShort(0x0D0A);
    }

    private static ByteBuf ascii(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    private void kept(String device, ByteBuf frame) {
        String what = frame.toString(StandardCharsets.ISO_8859_1);
        QueclinkSession session = new QueclinkSession(device, DeviceProfile.DEFAULT, 0);
        Outcome.Step<QueclinkSession> step =
                (Outcome.Step<QueclinkSession>) adapter.receive(session, frame, AdapterHarness.NOW);
        assertThat(step.refused()).as(what).isEmpty();
        assertThat(step.close()).as(what).isFalse();
        assertThat(step.events()).as(what).isNotEmpty();
        step.events().forEach(event -> Believable.check((Telemetry) event, what));
    }
}
