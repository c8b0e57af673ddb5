package io.fleetwire.protocol.jt808;

import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message of which not all sub-packets are there yet. A terminal sends them one after the other; a connection has one such message at a time, and
 * what stays incomplete goes to the dead letters.
 *
 * @param first the header that began it
 * @param parts bodies by packet, from 1
 * @param serials of the packets, by packet: each is acknowledged once the whole is stored
 * @param bytes kept so far
 * @param expiresAt when it will be given up
 */
public record Jt808Assembly(
        Jt808Header first, Map<Integer, byte[]> parts, Map<Integer, Integer> serials, int bytes, Instant expiresAt) {

    /** A picture of half a megabyte: of pictures only the beginning is kept. */
    static final int MAX_PACKETS = 512;

    /** Longest message that is put together. The longest in use, a driving recorder's block, has some 20 KiB. */
    static final int MAX_BYTES = 64 * 1_024;

    /** From the last packet: terminals send the next within a second, and ask after a minute at most. */
    static final Duration MAX_SILENCE = Duration.ofSeconds(60);

    /** The empty beginning of a message. */
    static Jt808Assembly of(Jt808Header first, Instant now) throws Malformed {
        if (first.packets() > MAX_PACKETS) {
            throw new Malformed(first.packets() + " sub-packets, " + MAX_PACKETS + " allowed");
        }
        return new Jt808Assembly(first, Map.of(), Map.of(), 0, now.plus(MAX_SILENCE));
    }

    /** Whether a packet belongs to this message: serials run on from the first packet to the last. */
    boolean includes(Jt808Header header) {
        return header.type() == first.type()
                && header.packets() == first.packets()
                && startSerial(header) == startSerial(first);
    }

    private static int startSerial(Jt808Header header) {
        return (header.serial() - header.packet()) & 0xFFFF;
    }

    /**
     * With one more packet; a packet that is said again counts once.
     *
     * @throws Malformed where the message would be longer than any
     */
    Jt808Assembly with(Jt808Header header, ByteBuf body, Instant now) throws Malformed {
        Map<Integer, byte[]> more = new TreeMap<>(parts);
        // Of a picture only the beginning counts, which says whose it is.
        boolean needless = header.type() == Jt808Type.MEDIA && header.packet() > 1;
        byte[] part = needless ? new byte[0] : ByteBufUtil.getBytes(body);
        byte[] before = more.put(header.packet(), part);
        int total = bytes + part.length - (before == null ? 0 : before.length);
        if (total > MAX_BYTES) {
            throw new Malformed("more than " + MAX_BYTES + " bytes in sub-packets");
        }
        Map<Integer, Integer> moreSerials = new TreeMap<>(serials);
        moreSerials.put(header.packet(), header.serial());
        return new Jt808Assembly(first, more, moreSerials, total, now.plus(MAX_SILENCE));
    }

    boolean isComplete() {
        return parts.size() == first.packets();
    }

    /** What is there, in the order of the packets. */
    ByteBuf body() {
        return Unpooled.wrappedBuffer(parts.values().toArray(new byte[0][]));
    }

    /** Why it was given up. */
    String loss() {
        return "message " + Jt808Type.hex(first.type()) + ": " + parts.size() + " of " + first.packets()
                + " sub-packets came";
    }
}
