package io.fleetwire.protocol.obddongle;

import io.fleetwire.event.Fix;
import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a dongle says: the other end of {@link ObdDongleAdapter}. Counts its own messages; not for two threads. */
public final class ObdDongleDevice {

    private static final int KIND_MAJOR = 0;
    private static final int KIND_MINOR = 1;

    private final String imei;
    private int index;

    /**
     * @throws IllegalArgumentException where {@code imei} does not have 15 digits
     */
    public ObdDongleDevice(String imei) {
        if (!imei.matches("[0-9]{15}")) {
            throw new IllegalArgumentException("an IMEI has 15 digits, not '" + imei + "'");
        }
        this.imei = imei;
    }

    /**
     * What a server said.
     *
     * @param index of the message it answers
     */
    public record Answer(int type, int index, String payloadHex) {}

    /** Type 01. */
    public ByteBuf connect() {
        return say(ObdDongleType.CONNECT, new ObdDongleMessage.Connect(""));
    }

    /**
     * Type 03.
     *
     * @param at to the second
     * @param fix to 1e-5 degrees, 0.1 mph and a degree; its altitude has no place in the message
     */
    public ByteBuf publish(Instant at, Fix fix, int event) {
        return say(
                ObdDongleType.PUBLISH,
                new ObdDongleMessage.Located(KIND_MAJOR, KIND_MINOR, event, ObdDonglePosition.of(at, fix)));
    }

    /** Type 0C. */
    public ByteBuf ping() {
        return say(ObdDongleType.PING, new ObdDongleMessage.Ping());
    }

    /** Type 0E. */
    public ByteBuf disconnect() {
        return say(ObdDongleType.DISCONNECT, new ObdDongleMessage.Disconnect());
    }

    /** The index of the message that was said last; 0: none was. */
    public int lastIndex() {
        return index;
    }

    /** What a server answered; null where the bytes are no frame for this device. */
    public @Nullable Answer answer(ByteBuf frame) {
        try {
            ObdDongleFrame opened = ObdDongleFrame.open(frame, false);
            return opened.imei().equals(imei)
                    ? new Answer(opened.type(), opened.index(), ByteBufUtil.hexDump(opened.payload()))
                    : null;
        } catch (Malformed e) {
            return null;
        }
    }

    private ByteBuf say(int type, ObdDongleMessage message) {
        index = (index + 1) & 0xFFFF;
        return new ObdDongleFrame(index, imei, type, ObdDongleCodec.encode(message), 0).close();
    }
}
