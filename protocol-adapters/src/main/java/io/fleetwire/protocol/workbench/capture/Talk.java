package io.fleetwire.protocol.workbench.capture;

import io.fleetwire.protocol.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one device and one server said to each other.
 *
 * @param device address and port
 * @param server address and port
 * @param fromDevice over TCP one element, its stream; over UDP its datagrams; none: only the server is in the capture
 * @param fromServer in order
 * @param missing what the capture lacks of the device's stream; null: nothing
 */
public record Talk(
        String device,
        String server,
        Transport transport,
        List<byte[]> fromDevice,
        List<Said> fromServer,
        @Nullable String missing) {

    /**
     * A piece of what the server said.
     *
     * @param after how many bytes, over UDP how many datagrams, of the device it had then
     */
    public record Said(int after, String hex) {}
}
