package io.fleetwire.protocol.queclink;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Heard;
import io.fleetwire.protocol.contract.Vector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Texts in, what came of them out. */
final class QueclinkTalk {

    private QueclinkTalk() {}

    /** Over a connection, each text in a piece of its own. */
    static Heard says(String... texts) {
        return talk(true, DeviceProfile.DEFAULT, texts);
    }

    /** Over a connection, by a device with these settings in the registry. */
    static Heard says(Map<String, String> settings, String... texts) {
        return talk(true, DeviceProfile.of(settings), texts);
    }

    /** In one datagram. */
    static Heard sends(String datagram) {
        return talk(false, DeviceProfile.DEFAULT, datagram);
    }

    /** The only record of one text. */
    static Telemetry record(String text) {
        Heard heard = says(text);
        if (heard.events().size() != 1) {
            throw new AssertionError(heard.toString());
        }
        return heard.telemetry().getFirst();
    }

    /** What the replies say. */
    static List<String> replies(Heard heard) {
        return heard.replyHex().stream()
                .map(hex -> new String(HexFormat.of().parseHex(hex), StandardCharsets.US_ASCII))
                .toList();
    }

    private static Heard talk(boolean framed, DeviceProfile profile, String... texts) {
        List<byte[]> pieces = Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
        Vector vector = new Vector("talk", List.of(), pieces, framed, false, profile, MissingNode.getInstance());
        return AdapterHarness.of(new QueclinkAdapter(), vector);
    }
}
