package io.fleetwire.protocol.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes are and what came of them. It is what {@code POST /api/v1/decode} answers: fields may be added.
 *
 * @param protocol whose frames they are; null: none of ours
 * @param transport how they came; null where no protocol fits
 * @param bytes how many there were
 * @param assumedDevice the device on whose behalf the login was said, as the bytes have none; null: they have one, or need none
 * @param considered the protocols that do not fit and why; empty where one does
 * @param frames in the order of the bytes
 * @param rest what could not be cut into frames; null: nothing is left
 * @param verdict all in all
 */
public record Report(
        @Nullable String protocol,
        @Nullable Transport transport,
        int bytes,
        @Nullable String assumedDevice,
        List<Considered> considered,
        List<Frame> frames,
        @Nullable Rest rest,
        Verdict verdict) {

    /** All in all. */
    public enum Verdict {
        /** Every byte was understood. */
        DECODED,
        /** Some of it was not: a frame was refused, bytes are missing or belong to nothing. */
        REFUSED,
        /** No protocol begins like this. */
        UNRECOGNISED
    }

    /**
     * A protocol that does not fit.
     *
     * @param reason what it says about the bytes
     */
    public record Considered(String protocol, String reason) {}

    /**
     * One whole frame.
     *
     * @param offset of its first byte in the input
     * @param hex its bytes as the adapter sees them
     * @param parts its bytes taken apart; their offsets count from the frame's first byte
     * @param login the device says with it who it is; null: it does not
     * @param events what happened, in the JSON of the topics
     * @param refused why it, or a part of it, could not be decoded
     * @param replies what the device would hear
     * @param closes the gateway would close the connection behind it
     */
    public record Frame(
            int offset,
            String hex,
            List<Part> parts,
            @Nullable String login,
            List<JsonNode> events,
            List<String> refused,
            List<Answer> replies,
            boolean closes) {}

    /**
     * What the device would hear.
     *
     * @param hex the bytes
     * @param when at once, or once Kafka has the events
     */
    public record Answer(String hex, When when) {

        /** When a reply leaves. */
        public enum When {
            NOW,
            WHEN_STORED
        }
    }

    /**
     * Bytes behind the last frame.
     *
     * @param offset of the first of them in the input
     * @param hex the first {@link Workbench#MAX_REST_SHOWN} of them
     * @param bytes how many there are
     */
    public record Rest(int offset, String hex, int bytes, Kind kind, String reason) {

        /** Why they are no frame. */
        public enum Kind {
            /** A frame begins that does not end. */
            INCOMPLETE,
            /** The framer cannot follow the stream: the gateway would close the connection. */
            UNFRAMEABLE,
            /** More frames than the workbench takes apart. */
            TOO_MANY
        }
    }
}
