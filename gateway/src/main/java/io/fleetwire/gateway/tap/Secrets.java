package io.fleetwire.gateway.tap;

import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.ProtocolAdapter;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.regex.Pattern;

/** What an onlooker need not see: the fields that a protocol names as a password or a code that lets a device in. */
final class Secrets {

    private static final byte MASK = '*';
    private static final Pattern NAME = Pattern.compile("auth|password|passwd|secret|token", Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    /** Overwrites them; whether there were any. */
    static boolean mask(ProtocolAdapter<?> adapter, byte[] frame) {
        boolean masked = false;
        for (Part part : adapter.dissect(Unpooled.wrappedBuffer(frame.clone()))) {
            if (NAME.matcher(part.name()).find()) {
                Arrays.fill(frame, part.offset(), part.offset() + part.length(), MASK);
                masked = true;
            }
        }
        return masked;
    }
}
