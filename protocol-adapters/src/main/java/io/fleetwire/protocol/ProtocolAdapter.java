package io.fleetwire.protocol;

import io.fleetwire.event.Command;
import io.fleetwire.event.Telemetry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A device protocol. Stateless: what a connection has learnt lives in its session, an immutable value that the gateway keeps.
 *
 * @param <S> the protocol's session
 */
public interface ProtocolAdapter<S> {

    /** The protocol's id, such as {@code teltonika}: the name in events, tables and the device registry. */
    String id();

    /** How its devices reach us. */
    Set<Transport> transports();

    /**
     * Whether each frame says anew who sent it, as a request over HTTP does: then a connection may carry frames of several devices, and a device have several
     * connections at a time. Such an adapter answers each frame with a login.
     */
    default boolean namesDeviceInEachFrame() {
        return false;
    }

    /** The port its devices are usually set to, which a gateway opens unless it is told otherwise. No other protocol's, and none of the stack's own. */
    int defaultPort();

    /** Whether a connection that begins with these bytes speaks this protocol. Reads nothing: indices stay as they are. */
    Recognition recognise(ByteBuf firstBytes);

    /**
     * Cuts a TCP stream into whole frames: emits {@link ByteBuf}s, enforces the size limit, throws a
     * {@link io.netty.handler.codec.DecoderException} with a reason where the stream cannot be followed any more. One per connection.
     */
    ByteToMessageDecoder newFramer();

    /** The session of a connection that has said nothing yet. */
    S newSession();

    /**
     * What a frame means. Never throws: bytes that are no message become {@link Outcome.Step#refused}.
     *
     * @param frame one whole frame (a datagram, where the transport is UDP); the caller releases it
     * @param receivedAt the gateway's clock
     */
    Outcome<S> receive(S session, ByteBuf frame, Instant receivedAt);

    /**
     * The frame taken apart for a human reader: parts in the order of the bytes, which together cover every byte once. Never throws: bytes that are
     * no message are a part that says so. Knows no session; a frame whose meaning needs one is named as far as it goes without.
     *
     * @param frame one whole frame, as for {@link #receive}; indices stay as they are
     */
    default List<Part> dissect(ByteBuf frame) {
        return frame.isReadable()
                ? List.of(Part.of(0, frame.readableBytes(), "frame", ByteBufUtil.hexDump(frame)))
                : List.of();
    }

    /**
     * The same for a frame in the middle of a dialogue: what the session knows decides what the bytes mean, exactly as for {@link #receive}.
     *
     * @param session before the frame
     */
    default List<Part> dissect(S session, ByteBuf frame) {
        return dissect(frame);
    }

    /**
     * The session of a dialogue that is under way, for whoever reads bytes from its middle: as if what the frame answers had been asked.
     *
     * @param session of a device that has logged in
     * @param state what the reader knows of the dialogue, by name; what the frame itself shows counts where nothing is said
     * @param frame the next one; indices stay as they are
     * @throws IllegalArgumentException where a connection of this protocol has no such state, or it cannot have this value
     */
    default S resumed(S session, Map<String, String> state, ByteBuf frame) {
        if (!state.isEmpty()) {
            throw new IllegalArgumentException(
                    "a dialogue of " + id() + " has no state of this name: " + String.join(", ", state.keySet()));
        }
        return session;
    }

    /** What one of its records says about the device itself. */
    default SelfDescription describesItself(Telemetry record) {
        return SelfDescription.of(record.attributes());
    }

    /**
     * What a device with this id says first: whoever reads bytes from the middle of a conversation says it on the device's behalf, and framer and session
     * are where they would be. Empty where each frame names its device.
     *
     * @throws IllegalArgumentException where no device of this protocol can have this id
     */
    default ByteBuf login(String deviceId) {
        return Unpooled.EMPTY_BUFFER;
    }

    /**
     * The session asked to be woken at this time ({@link Outcome.Step#wakeAt}): what is there to say now? Only protocols where the server leads do.
     */
    default Outcome.Step<S> wake(S session, Instant now) {
        return Outcome.Step.of(session);
    }

    /** What its devices can be asked; empty: nothing. */
    default List<CommandForm> commands() {
        return List.of();
    }

    /**
     * The bytes that ask a device that has logged in to do something. At most one command is open on a connection, and none is sent between a device's
     * records and their acknowledgement.
     *
     * @throws Malformed where the protocol has no such command, or naming the parameter that doesn't fit: nothing is sent then
     */
    default CommandFrame command(S session, Command command) throws Malformed {
        throw new Malformed("devices that speak " + id() + " take no commands");
    }
}
