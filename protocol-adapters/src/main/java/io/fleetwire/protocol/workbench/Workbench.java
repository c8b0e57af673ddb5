package io.fleetwire.protocol.workbench;

import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.Recognition;
import io.fleetwire.protocol.Transport;
import io.fleetwire.protocol.registry.Protocols;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out whose the bytes are and what they mean, with the gateway's own framers and adapters. */
public final class Workbench {

    /** Most bytes of one request: an hour of a chatty tracker. */
    public static final int MAX_BYTES = 1 << 20;

    /** Most frames of one report: more than anybody reads. */
    public static final int MAX_FRAMES = 1_000;

    /** Most bytes of a rest that the report shows. */
    static final int MAX_REST_SHOWN = 4_096;

    private Workbench() {}

    /**
     * Takes the bytes apart.
     *
     * @throws IllegalArgumentException where there is nothing to do: no bytes or too many, no such protocol, no such transport of it, an id no device of it has
     */
    public static Report report(Request request) {
        int bytes = request.bytes().length;
        if (bytes == 0) {
            throw new IllegalArgumentException("no bytes");
        }
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(bytes + " bytes; at most " + MAX_BYTES + " are taken apart at once");
        }
        String protocol = request.protocol();
        return protocol == null
                ? recognised(request)
                : best(Protocols.device(protocol), request).report(bytes);
    }

    /** Of a protocol we were told, or whose opening it is. */
    private static Attempt best(ProtocolAdapter<?> adapter, Request request) {
        Transport wanted = request.transport();
        if (wanted != null && !adapter.transports().contains(wanted)) {
            throw new IllegalArgumentException(adapter.id() + " does not come over " + wanted);
        }
        if (wanted == Transport.UDP || !adapter.transports().contains(Transport.TCP)) {
            return Replay.datagram(adapter, request);
        }
        Attempt stream = Replay.stream(adapter, request);
        if (stream.saysWhoItIs()) {
            return stream;
        }
        if (wanted == null && adapter.transports().contains(Transport.UDP)) {
            Attempt datagram = Replay.datagram(adapter, request);
            if (datagram.saysWhoItIs()) {
                return datagram;
            }
        }
        Attempt midway = Replay.midway(adapter, request);
        return midway.isContradicted() ? stream : midway;
    }

    /** The one that says so, as at the gateway's port for every protocol; else the one that understands it. */
    private static Report recognised(Request request) {
        int bytes = request.bytes().length;
        Transport wanted = request.transport();
        List<ProtocolAdapter<?>> fitting = Protocols.devices().stream()
                .filter(adapter -> wanted == null || adapter.transports().contains(wanted))
                .toList();
        if (wanted != Transport.UDP) {
            for (ProtocolAdapter<?> adapter : fitting) {
                if (adapter.recognise(Unpooled.wrappedBuffer(request.bytes())) == Recognition.YES) {
                    return best(adapter, request).report(bytes);
                }
            }
        }
        List<Report.Considered> considered = new ArrayList<>();
        Attempt plausible = null;
        for (ProtocolAdapter<?> adapter : fitting) {
            Attempt attempt = guess(adapter, request);
            if (attempt == null) {
                considered.add(
                        new Report.Considered(adapter.id(), "no device of it has the id '" + request.deviceId() + "'"));
            } else if (attempt.saysWhoItIs() || attempt.isConvincing()) {
                return attempt.report(bytes);
            } else {
                plausible = plausible == null && attempt.isPlausible() ? attempt : plausible;
                considered.add(new Report.Considered(adapter.id(), attempt.complaint()));
            }
        }
        if (plausible != null) {
            return plausible.report(bytes);
        }
        return new Report(null, null, bytes, null, considered, List.of(), null, Report.Verdict.UNRECOGNISED);
    }

    private static @Nullable Attempt guess(ProtocolAdapter<?> adapter, Request request) {
        try {
            return best(adapter, request);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
