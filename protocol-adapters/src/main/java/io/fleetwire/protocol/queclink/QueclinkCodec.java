package io.fleetwire.protocol.queclink;

import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.queclink.QueclinkMessage.CommandTaken;
import io.fleetwire.protocol.queclink.QueclinkMessage.Heartbeat;
import io.fleetwire.protocol.queclink.QueclinkMessage.Report;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Bytes to message, and what a server says. */
final class QueclinkCodec {

    private QueclinkCodec() {}

    /**
     * The message in a frame; indices stay as they are.
     *
     * @throws Malformed where there is none
     */
    static QueclinkMessage decode(ByteBuf frame, DeviceProfile profile) throws Malformed {
        String binary = Binary.reason(frame);
        if (binary != null) {
            throw new Malformed(binary);
        }
        Sentence sentence = Sentence.parse(frame);
        if (sentence.isHeartbeat()) {
            return new Heartbeat(sentence);
        }
        Named named = Named.of(sentence, Model.of(profile, sentence.version()));
        return sentence.kind() == Sentence.Kind.ACKNOWLEDGEMENT ? new CommandTaken(named) : new Report(named);
    }

    /** The acknowledgement of a message: its count number, letter by letter. */
    static ByteBuf stored(Sentence sentence) {
        return ascii("+SACK:" + sentence.count() + Sentence.TAIL);
    }

    /** The answer to a heartbeat. */
    static ByteBuf stillHere(Sentence sentence) {
        return ascii("+SACK:GTHBD," + sentence.version() + "," + sentence.count() + Sentence.TAIL);
    }

    static ByteBuf ascii(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
