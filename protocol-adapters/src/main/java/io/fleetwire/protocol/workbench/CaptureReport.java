package io.fleetwire.protocol.workbench;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Transport;
import io.fleetwire.protocol.registry.Protocols;
import io.fleetwire.protocol.workbench.capture.Capture;
import io.fleetwire.protocol.workbench.capture.Talk;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What devices said in a capture file.
 *
 * @param packets in the file
 * @param skipped packets that carry neither TCP nor UDP, or not as a whole
 */
public record CaptureReport(List<Conversation> conversations, int packets, int skipped) {

    /**
     * A device and a server.
     *
     * @param reports over TCP one, of the device's stream; over UDP one for each datagram
     * @param heard what the server said, as it is: nothing of it is decoded
     * @param missing what the capture lacks of the device's stream; null: nothing
     */
    public record Conversation(
            String device,
            String server,
            Transport transport,
            List<Report> reports,
            List<Talk.Said> heard,
            @Nullable String missing) {

        /** Something of it is ours. */
        public boolean isRecognised() {
            return reports.stream().anyMatch(report -> report.protocol() != null);
        }
    }

    /**
     * Takes a file apart.
     *
     * @param how protocol, profile, device id and clock; its bytes and its transport are not looked at
     * @throws Malformed where the file is no capture
     */
    public static CaptureReport of(byte[] file, Request how) throws Malformed {
        Capture capture = Capture.read(file, Workbench.MAX_BYTES);
        String protocol = how.protocol();
        Set<Transport> transports = protocol == null
                ? EnumSet.allOf(Transport.class)
                : Protocols.device(protocol).transports();
        List<Conversation> conversations = capture.talks().stream()
                .filter(talk -> transports.contains(talk.transport()))
                .map(talk -> new Conversation(
                        talk.device(),
                        talk.server(),
                        talk.transport(),
                        talk.fromDevice().stream()
                                .filter(bytes -> bytes.length > 0)
                                .map(bytes -> Workbench.report(how.with(bytes).over(talk.transport())))
                                .toList(),
                        talk.fromServer(),
                        talk.missing()))
                .toList();
        return new CaptureReport(conversations, capture.packets(), capture.skipped());
    }

    /** All in all: what no protocol knows counts only where there is nothing else. */
    public Report.Verdict verdict() {
        List<Report> ours = conversations.stream()
                .flatMap(conversation -> conversation.reports().stream())
                .filter(report -> report.protocol() != null)
                .toList();
        if (ours.isEmpty()) {
            return Report.Verdict.UNRECOGNISED;
        }
        boolean whole = ours.stream().allMatch(report -> report.verdict() == Report.Verdict.DECODED)
                && conversations.stream().noneMatch(talk -> talk.isRecognised() && talk.missing() != null);
        return whole ? Report.Verdict.DECODED : Report.Verdict.REFUSED;
    }
}
