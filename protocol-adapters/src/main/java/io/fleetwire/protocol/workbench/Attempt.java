package io.fleetwire.protocol.workbench;

import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of reading the bytes in one way. */
record Attempt(
        ProtocolAdapter<?> adapter,
        Transport transport,
        @Nullable String assumedDevice,
        List<Report.Frame> frames,
        Report.@Nullable Rest rest) {

    /** The bytes themselves say, before anything is refused, whose they are. */
    boolean saysWhoItIs() {
        for (Report.Frame frame : frames) {
            if (frame.login() != null || isRefusal(frame)) {
                return frame.login() != null;
            }
        }
        return false;
    }

    /** The first frame ends the conversation without a word: it is a login of another device than the assumed one. */
    boolean isContradicted() {
        return !frames.isEmpty()
                && frames.getFirst().closes()
                && frames.getFirst().refused().isEmpty();
    }

    /** Nothing was refused; a frame may be incomplete. */
    boolean isUnderstood() {
        return !frames.isEmpty()
                && frames.stream().noneMatch(Attempt::isRefusal)
                && (rest == null || rest.kind() != Report.Rest.Kind.UNFRAMEABLE);
    }

    /** Something in the first frame cannot be by chance: a checksum, or a whole event. */
    boolean isConvincing() {
        if (frames.isEmpty() || isRefusal(frames.getFirst())) {
            return false;
        }
        Report.Frame first = frames.getFirst();
        return !first.events().isEmpty() || first.parts().stream().anyMatch(part -> part.check() == Part.Check.PASSED);
    }

    /** It was refused, and yet a part of the first frame agrees with the rest: a frame of this protocol that was damaged. */
    boolean isPlausible() {
        return !frames.isEmpty()
                && frames.getFirst().parts().stream().anyMatch(part -> part.check() == Part.Check.PASSED);
    }

    /** Why it is not what it should be. */
    String complaint() {
        for (Report.Frame frame : frames) {
            if (isRefusal(frame)) {
                return frame.refused().isEmpty()
                        ? "the protocol closes the connection"
                        : frame.refused().getFirst();
            }
        }
        return rest == null ? "nothing in it proves that it is" : rest.reason();
    }

    Report report(int bytes) {
        boolean whole = rest == null && isUnderstood() && frames.stream().noneMatch(Attempt::hasFailedPart);
        Report.Verdict verdict = whole ? Report.Verdict.DECODED : Report.Verdict.REFUSED;
        return new Report(adapter.id(), transport, bytes, assumedDevice, List.of(), frames, rest, verdict);
    }

    private static boolean hasFailedPart(Report.Frame frame) {
        return frame.parts().stream().anyMatch(part -> part.check() == Part.Check.FAILED);
    }

    private static boolean isRefusal(Report.Frame frame) {
        return !frame.refused().isEmpty() || frame.closes();
    }
}
