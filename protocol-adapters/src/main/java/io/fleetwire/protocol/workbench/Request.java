package io.fleetwire.protocol.workbench;

import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Transport;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to take apart.
 *
 * @param bytes what a device sent, from the beginning of a frame
 * @param protocol null: find out
 * @param transport null: find out; TCP where both fit
 * @param profile what the registry would know about the device
 * @param deviceId on whose behalf a missing login is said
 * @param receivedAt the gateway's clock
 * @param state what is known of the dialogue that the bytes come from, by the protocol's names; empty: what they show themselves
 */
// The bytes are nobody's to change and are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Request(
        byte[] bytes,
        @Nullable String protocol,
        @Nullable Transport transport,
        DeviceProfile profile,
        String deviceId,
        Instant receivedAt,
        Map<String, String> state) {

    /** Stands for a device nobody has: the digits of an IMEI, none of which was ever given out. */
    public static final String NOBODY = "000000000000000";

    public Request {
        state = Map.copyOf(state);
    }

    /** Bytes of a device nobody knows, of whatever protocol. */
    public static Request of(byte[] bytes, Instant receivedAt) {
        return new Request(bytes, null, null, DeviceProfile.DEFAULT, NOBODY, receivedAt, Map.of());
    }

    /** The same with other bytes. */
    public Request with(byte[] others) {
        return new Request(others, protocol, transport, profile, deviceId, receivedAt, state);
    }

    /** The same, of this protocol. */
    public Request in(@Nullable String thatProtocol) {
        return new Request(bytes, thatProtocol, transport, profile, deviceId, receivedAt, state);
    }

    /** The same, over this transport. */
    public Request over(@Nullable Transport thatTransport) {
        return new Request(bytes, protocol, thatTransport, profile, deviceId, receivedAt, state);
    }

    /** The same, of this device. */
    public Request from(String thatDevice, DeviceProfile thatProfile) {
        return new Request(bytes, protocol, transport, thatProfile, thatDevice, receivedAt, state);
    }

    /** The same, from a dialogue in this state. */
    public Request amid(Map<String, String> thatState) {
        return new Request(bytes, protocol, transport, profile, deviceId, receivedAt, thatState);
    }
}
