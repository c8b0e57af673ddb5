package io.fleetwire.protocol.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.protocol.DeviceProfile;
import java.util.List;

/**
 * Recorded bytes with what must come of them.
 *
 * @param before fed first and not looked at: the login that the recording assumes
 * @param frames fed in order; one whole frame each
 * @param framed false: handed to the adapter as they are (a datagram, or a frame whose wrong length no framer can follow)
 * @param checksummed a flipped bit must not go unnoticed
 * @param json the line of the file, with {@code expected}
 */
public record Vector(
        String id,
        List<byte[]> before,
        List<byte[]> frames,
        boolean framed,
        boolean checksummed,
        DeviceProfile profile,
        JsonNode json) {

    /** What must come of it. */
    public JsonNode expected() {
        return json.get("expected");
    }

    /** The same with other frames. */
    public Vector with(List<byte[]> others) {
        return new Vector(id, before, others, framed, checksummed, profile, json);
    }

    /** The same for another device. */
    public Vector with(DeviceProfile other) {
        return new Vector(id, before, frames, framed, checksummed, other, json);
    }

    @Override
    public String toString() {
        return id;
    }
}
