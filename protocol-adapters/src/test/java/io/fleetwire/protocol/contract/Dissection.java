package io.fleetwire.protocol.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.ProtocolAdapter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;

/** What every protocol keeps when it takes a frame apart: each byte is in exactly one part, in order, whatever the bytes are. */
public final class Dissection {

    private Dissection() {}

    /** The parts of a frame, checked. */
    public static List<Part> of(ProtocolAdapter<?> adapter, byte[] bytes) {
        ByteBuf frame = Unpooled.wrappedBuffer(bytes);
        List<Part> parts = adapter.dissect(frame);
        assertThat(frame.readerIndex()).as("indices stay").isZero();
        assertThat(frame.refCnt()).as("the caller releases the frame").isOne();
        int at = 0;
        for (Part part : parts) {
            assertThat(part.offset()).as("where %s begins", part).isEqualTo(at);
            at += part.length();
        }
        assertThat(at).as("bytes in parts").isEqualTo(bytes.length);
        return parts;
    }
}
