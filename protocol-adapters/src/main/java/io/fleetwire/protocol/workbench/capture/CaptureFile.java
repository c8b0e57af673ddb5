package io.fleetwire.protocol.workbench.capture;

import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The packets of a capture file: classic pcap (draft-ietf-opsawg-pcap) with microseconds or nanoseconds, and pcapng (draft-ietf-opsawg-pcapng) with enhanced,
 * simple and obsolete packet blocks; either byte order. A file that was cut off gives the packets before the cut.
 */
final class CaptureFile {

    /**
     * A packet as captured.
     *
     * @param linkType of the interface it came by, as tcpdump.org registers them
     */
    record Packet(int linkType, ByteBuf bytes) {}

    private static final int PCAP_MICROSECONDS = 0xA1B2C3D4;
    private static final int PCAP_NANOSECONDS = 0xA1B23C4D;
    private static final int PCAP_HEADER = 24;
    private static final int PCAP_RECORD_HEADER = 16;

    private static final int SECTION = 0x0A0D0D0A;
    private static final int BYTE_ORDER = 0x1A2B3C4D;
    private static final int INTERFACE = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int BLOCK_OVERHEAD = 12;

    private CaptureFile() {}

    /** Whether the bytes begin like a capture. */
    static boolean isOne(byte[] file) {
        if (file.length < Integer.BYTES) {
            return false;
        }
        int magic = Unpooled.wrappedBuffer(file).getInt(0);
        return magic == SECTION || isPcap(magic) || isPcap(Integer.reverseBytes(magic));
    }

    private static boolean isPcap(int magic) {
        return magic == PCAP_MICROSECONDS || magic == PCAP_NANOSECONDS;
    }

    /**
     * @throws Malformed where the bytes are no capture
     */
    static List<Packet> packets(byte[] file) throws Malformed {
        if (!isOne(file)) {
            throw new Malformed("neither pcap nor pcapng");
        }
        ByteBuf bytes = Unpooled.wrappedBuffer(file);
        return bytes.getInt(0) == SECTION ? pcapng(bytes) : pcap(bytes);
    }

    private static List<Packet> pcap(ByteBuf file) throws Malformed {
        if (file.readableBytes() < PCAP_HEADER) {
            throw new Malformed("a pcap header of " + file.readableBytes() + " bytes; it has " + PCAP_HEADER);
        }
        Order in = new Order(file, !isPcap(file.getInt(0)));
        // The upper bits say whether frames end in a checksum of the link.
        int linkType = in.u32(20) & 0xFFFF;
        List<Packet> packets = new ArrayList<>();
        int at = PCAP_HEADER;
        while (at + PCAP_RECORD_HEADER <= file.writerIndex()) {
            int length = in.u32(at + 8);
            at += PCAP_RECORD_HEADER;
            if (length < 0 || length > file.writerIndex() - at) {
                break;
            }
            packets.add(new Packet(linkType, file.slice(at, length)));
            at += length;
        }
        return packets;
    }

    private static List<Packet> pcapng(ByteBuf file) throws Malformed {
        List<Packet> packets = new ArrayList<>();
        Map<Integer, Integer> linkTypes = new HashMap<>();
        Order in = new Order(file, false);
        int at = 0;
        while (at + BLOCK_OVERHEAD <= file.writerIndex()) {
            if (file.getInt(at) == SECTION) {
                int order = file.getInt(at + 8);
                if (order != BYTE_ORDER && Integer.reverseBytes(order) != BYTE_ORDER) {
                    throw new Malformed("a pcapng section without its byte order at " + at);
                }
                in = new Order(file, order != BYTE_ORDER);
                linkTypes.clear();
            }
            int length = in.u32(at + 4);
            if (length < BLOCK_OVERHEAD || length > file.writerIndex() - at) {
                break;
            }
            block(in, at, length, linkTypes, packets);
            // Blocks are padded to four bytes; some writers leave the padding out of the length.
            at += (length + 3) & ~3;
        }
        return packets;
    }

    private static void block(Order in, int at, int length, Map<Integer, Integer> linkTypes, List<Packet> packets) {
        int body = at + 8;
        int bodyLength = length - BLOCK_OVERHEAD;
        switch (in.u32(at)) {
            case INTERFACE -> {
                if (bodyLength >= 2) {
                    linkTypes.put(linkTypes.size(), in.u16(body));
                }
            }
            case ENHANCED_PACKET -> {
                if (bodyLength >= 20) {
                    packet(in, body + 20, bodyLength - 20, in.u32(body + 12), linkTypes.get(in.u32(body)), packets);
                }
            }
            case OBSOLETE_PACKET -> {
                if (bodyLength >= 20) {
                    packet(in, body + 20, bodyLength - 20, in.u32(body + 12), linkTypes.get(in.u16(body)), packets);
                }
            }
            case SIMPLE_PACKET -> {
                if (bodyLength >= 4) {
                    int captured = Math.min(in.u32(body) & Integer.MAX_VALUE, bodyLength - 4);
                    packet(in, body + 4, bodyLength - 4, captured, linkTypes.get(0), packets);
                }
            }
            default -> {
                // Names, statistics, secrets: nothing of them is a packet.
            }
        }
    }

    private static void packet(
            Order in, int at, int room, int length, @Nullable Integer linkType, List<Packet> packets) {
        if (linkType != null && length >= 0 && length <= room) {
            packets.add(new Packet(linkType, in.bytes().slice(at, length)));
        }
    }

    /** Numbers in the writer's byte order. */
    private record Order(ByteBuf bytes, boolean littleEndian) {

        int u16(int at) {
            return littleEndian ? bytes.getUnsignedShortLE(at) : bytes.getUnsignedShort(at);
        }

        int u32(int at) {
            return littleEndian ? bytes.getIntLE(at) : bytes.getInt(at);
        }
    }
}
