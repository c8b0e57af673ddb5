package io.fleetwire.protocol.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.VehicleEvent;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.Refused;
import io.fleetwire.protocol.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gateway in small: lets every device in, hands it frames, writes down what comes of them. An allocator of its own counts what was not released, so
 * that a leak fails the test that made it.
 */
public final class AdapterHarness<S> {

    /** The gateway's clock. */
    public static final Instant NOW = Instant.parse("2026-11-21T10:00:00.412Z");

    private final ProtocolAdapter<S> adapter;
    private final DeviceProfile profile;
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<VehicleEvent> events = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final List<Heard.Answer> replies = new ArrayList<>();
    private S session;
    private boolean closed;
    private @Nullable String unframeable;

    private AdapterHarness(ProtocolAdapter<S> adapter, DeviceProfile profile) {
        this.adapter = adapter;
        this.profile = profile;
        this.session = adapter.newSession();
        channel.config().setAllocator(allocator);
        channel.pipeline().addLast(adapter.newFramer());
    }

    /** What comes of a vector's frames, each in a piece of its own. */
    public static Heard of(ProtocolAdapter<?> adapter, Vector vector) {
        return of(adapter, vector, vector.frames());
    }

    /** What comes of these pieces instead of the vector's frames. */
    public static Heard of(ProtocolAdapter<?> adapter, Vector vector, List<byte[]> pieces) {
        return talk(adapter, vector, pieces);
    }

    private static <S> Heard talk(ProtocolAdapter<S> adapter, Vector vector, List<byte[]> pieces) {
        AdapterHarness<S> conversation = new AdapterHarness<>(adapter, vector.profile());
        for (byte[] piece : vector.before()) {
            conversation.say(piece, vector.framed());
        }
        conversation.forget();
        for (byte[] piece : pieces) {
            conversation.say(piece, vector.framed());
        }
        return conversation.end();
    }

    /** The frames a protocol's framer cuts from these bytes, as hex; what comes behind an unframeable place is missing. */
    public static List<String> frames(ProtocolAdapter<?> adapter, byte[] bytes) {
        EmbeddedChannel channel = new EmbeddedChannel(adapter.newFramer());
        List<String> frames = new ArrayList<>();
        try {
            channel.writeInbound(channel.alloc().buffer().writeBytes(bytes));
        } catch (DecoderException e) {
            assertThat(e).hasNoCause();
        }
        for (ByteBuf frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            frames.add(ByteBufUtil.hexDump(frame));
            frame.release();
        }
        channel.finishAndReleaseAll();
        return frames;
    }

    private void say(byte[] bytes, boolean framed) {
        if (closed) {
            return;
        }
        ByteBuf piece = allocator.buffer(bytes.length).writeBytes(bytes);
        if (!framed) {
            receive(piece);
            return;
        }
        try {
            channel.writeInbound(piece);
        } catch (DecoderException e) {
            assertThat(e).as("a framer's own reason, not an accident").hasNoCause();
            unframeable = e.getMessage();
        }
        for (ByteBuf frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            receive(frame);
        }
        closed |= unframeable != null;
    }

    private void receive(ByteBuf frame) {
        try {
            if (!closed) {
                int readable = frame.readableBytes();
                int references = frame.refCnt();
                Outcome.Step<S> step = switch (adapter.receive(session, frame, NOW)) {
                    case Outcome.Login<S> login -> letIn(login);
                    case Outcome.Step<S> ordinary -> ordinary;
                };
                assertThat(frame.refCnt()).as("the caller releases the frame").isEqualTo(references);
                assertThat(frame.readableBytes()).as("indices stay").isEqualTo(readable);
                write(step);
            }
        } finally {
            frame.release();
        }
    }

    private Outcome.Step<S> letIn(Outcome.Login<S> login) {
        release(login.refused().replies());
        return login.accepted().apply(profile);
    }

    private void write(Outcome.Step<S> step) {
        session = step.session();
        events.addAll(step.events());
        for (Refused part : step.refused()) {
            refused.add(part.reason());
        }
        for (Reply reply : step.replies()) {
            replies.add(new Heard.Answer(reply instanceof Reply.WhenStored, ByteBufUtil.hexDump(reply.frame())));
        }
        release(step.replies());
        closed |= step.close();
    }

    private static void release(List<Reply> replies) {
        for (Reply reply : replies) {
            assertThat(reply.frame().release()).as("a reply is its receiver's").isTrue();
        }
    }

    private void forget() {
        events.clear();
        refused.clear();
        replies.clear();
    }

    /** What is left over may be as unframeable at the end as it was before. */
    private void finish() {
        try {
            channel.finishAndReleaseAll();
        } catch (DecoderException e) {
            assertThat(e).hasNoCause();
        }
    }

    private Heard end() {
        finish();
        assertThat(allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory())
                .as("bytes of buffers that nobody released")
                .isZero();
        return new Heard(List.copyOf(events), List.copyOf(refused), List.copyOf(replies), closed, unframeable);
    }
}
