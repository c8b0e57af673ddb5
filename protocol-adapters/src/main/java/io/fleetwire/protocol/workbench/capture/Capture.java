package io.fleetwire.protocol.workbench.capture;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Transport;
import io.fleetwire.protocol.workbench.capture.Packets.Carried;
import io.fleetwire.protocol.workbench.capture.Packets.Datagram;
import io.fleetwire.protocol.workbench.capture.Packets.End;
import io.fleetwire.protocol.workbench.capture.Packets.Segment;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A capture file as conversations. Who opened a connection is the device; where its opening is not in the capture, and over UDP, it is the end with the
 * higher port: servers have the low ones.
 *
 * @param talks in the order of their first packets
 * @param packets in the file
 * @param skipped packets that carry neither TCP nor UDP, or not as a whole
 */
public record Capture(List<Talk> talks, int packets, int skipped) {

    /** Largest file that is read. */
    public static final int MAX_FILE_BYTES = 64 << 20;

    /** Most conversations of one file; packets of more are skipped. */
    public static final int MAX_TALKS = 1_000;

    /** Whether the bytes begin like a capture file. */
    public static boolean isOne(byte[] file) {
        return CaptureFile.isOne(file);
    }

    /**
     * Reads a file.
     *
     * @param maxStream most bytes of one conversation; what is more is left out, and said
     * @throws Malformed where it is no capture, or too large
     */
    public static Capture read(byte[] file, int maxStream) throws Malformed {
        if (file.length > MAX_FILE_BYTES) {
            throw new Malformed("a capture of " + file.length + " bytes; at most " + MAX_FILE_BYTES + " are read");
        }
        List<CaptureFile.Packet> packets = CaptureFile.packets(file);
        Sorter sorter = new Sorter();
        int skipped = 0;
        for (CaptureFile.Packet packet : packets) {
            Carried carried = Packets.carried(packet);
            if (carried == null || !sorter.take(carried)) {
                skipped++;
            }
        }
        List<Talk> talks = sorter.open.stream()
                .map(pair -> pair.talk(maxStream))
                .filter(talk ->
                        !talk.fromDevice().isEmpty() || !talk.fromServer().isEmpty())
                .toList();
        return new Capture(talks, packets.size(), skipped);
    }

    /** Who talks with whom. */
    private record Ends(Transport transport, End device, End server) {}

    private static final class Sorter {
        private final List<Pair> open = new ArrayList<>();
        private final Map<Ends, Pair> byEnds = new HashMap<>();

        /** False: there are too many conversations already. */
        boolean take(Carried carried) {
            Transport transport = carried instanceof Segment ? Transport.TCP : Transport.UDP;
            Ends there = new Ends(transport, carried.from(), carried.to());
            Ends back = new Ends(transport, carried.to(), carried.from());
            Pair pair = byEnds.getOrDefault(there, byEnds.get(back));
            boolean opens = carried instanceof Segment segment && segment.opens();
            // A device that uses its port again begins a new conversation.
            if (pair == null || (opens && pair.isUnderWay())) {
                if (open.size() >= MAX_TALKS) {
                    return false;
                }
                pair = new Pair(isFromDevice(carried) ? there : back);
                byEnds.remove(there);
                byEnds.remove(back);
                byEnds.put(pair.ends, pair);
                open.add(pair);
            }
            pair.take(carried);
            return true;
        }

        private static boolean isFromDevice(Carried carried) {
            if (carried instanceof Segment segment && segment.syn()) {
                return !segment.ack();
            }
            return carried.from().port() > carried.to().port();
        }
    }

    private static final class Pair {
        private final Ends ends;
        private final HalfStream device = new HalfStream();
        private final HalfStream server = new HalfStream();
        private final List<byte[]> datagrams = new ArrayList<>();
        private final List<Answer> answers = new ArrayList<>();

        /** Over TCP the place is known when the stream is whole. */
        private record Answer(int datagrams, @Nullable Segment segment, String hex) {}

        Pair(Ends ends) {
            this.ends = ends;
        }

        boolean isUnderWay() {
            return !device.isEmpty() || !server.isEmpty();
        }

        void take(Carried carried) {
            boolean fromDevice = carried.from().equals(ends.device());
            boolean says = carried.payload().isReadable();
            switch (carried) {
                case Segment segment -> {
                    boolean again = !fromDevice && says && server.has(segment);
                    (fromDevice ? device : server).add(segment);
                    if (!fromDevice && says && !again) {
                        answers.add(new Answer(0, segment, ByteBufUtil.hexDump(segment.payload())));
                    }
                }
                case Datagram datagram when fromDevice -> datagrams.add(ByteBufUtil.getBytes(datagram.payload()));
                case Datagram datagram ->
                    answers.add(new Answer(datagrams.size(), null, ByteBufUtil.hexDump(datagram.payload())));
            }
        }

        Talk talk(int maxStream) {
            HalfStream.Whole whole = device.whole(maxStream);
            List<Talk.Said> said = answers.stream()
                    .map(answer -> new Talk.Said(
                            answer.segment() == null
                                    ? answer.datagrams()
                                    : device.before(answer.segment().acknowledged()),
                            answer.hex()))
                    .toList();
            List<byte[]> bytes = ends.transport() == Transport.UDP
                    ? List.copyOf(datagrams)
                    : whole.bytes().length == 0 ? List.of() : List.of(whole.bytes());
            return new Talk(
                    ends.device().toString(), ends.server().toString(), ends.transport(), bytes, said, whole.missing());
        }
    }
}
