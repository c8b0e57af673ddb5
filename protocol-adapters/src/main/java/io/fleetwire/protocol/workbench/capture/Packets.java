package io.fleetwire.protocol.workbench.capture;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** From a captured packet down to what TCP or UDP carries: Ethernet with VLAN tags, Linux "cooked" v1 and v2, BSD loopback and raw IP; IPv4 and IPv6. */
final class Packets {

    /**
     * One end of a conversation.
     *
     * @param address as it is written: {@code 192.0.2.1}, {@code 2001:db8:0:0:0:0:0:1}
     */
    record End(String address, int port) {
        @Override
        public String toString() {
            return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
        }
    }

    /** What one packet carries. */
    sealed interface Carried {
        End from();

        End to();

        ByteBuf payload();
    }

    /** A datagram. */
    record Datagram(End from, End to, ByteBuf payload) implements Carried {}

    /**
     * A piece of a connection.
     *
     * @param sequence of the payload's first byte, after the SYN's own
     * @param ack whether {@code acknowledged} means something: the sequence of the next byte expected from the other end
     */
    record Segment(End from, End to, ByteBuf payload, int sequence, boolean syn, boolean ack, int acknowledged)
            implements Carried {

        /** The first packet of a connection. */
        boolean opens() {
            return syn && !ack;
        }
    }

    private static final int NULL = 0;
    private static final int ETHERNET = 1;
    private static final int RAW_BSD = 12;
    private static final int RAW = 101;
    private static final int LOOP = 108;
    private static final int LINUX_COOKED = 113;
    private static final int IPV4_ONLY = 228;
    private static final int IPV6_ONLY = 229;
    private static final int LINUX_COOKED_2 = 276;

    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_IPV6 = 0x86DD;
    private static final int TYPE_VLAN = 0x8100;
    private static final int TYPE_PROVIDER_VLAN = 0x88A8;

    private static final int TCP = 6;
    private static final int UDP = 17;

    private Packets() {}

    /** What the packet carries; null: neither TCP nor UDP, a fragment, or cut off. */
    static @Nullable Carried carried(CaptureFile.Packet packet) {
        try {
            ByteBuf ip = network(packet.linkType(), packet.bytes());
            if (ip == null || !ip.isReadable()) {
                return null;
            }
            return switch (ip.getUnsignedByte(ip.readerIndex()) >>> 4) {
                case 4 -> ipv4(ip);
                case 6 -> ipv6(ip);
                default -> null;
            };
        } catch (IndexOutOfBoundsException e) {
            // A snapshot length cut it: nothing follows from half a header.
            return null;
        }
    }

    private static @Nullable ByteBuf network(int linkType, ByteBuf frame) {
        return switch (linkType) {
            case ETHERNET -> tagged(frame, 12);
            case LINUX_COOKED -> typed(frame.getUnsignedShort(14), frame, 16);
            case LINUX_COOKED_2 -> typed(frame.getUnsignedShort(0), frame, 20);
            case NULL, LOOP -> from(frame, 4);
            case RAW, RAW_BSD, IPV4_ONLY, IPV6_ONLY -> frame;
            default -> null;
        };
    }

    private static @Nullable ByteBuf tagged(ByteBuf frame, int typeAt) {
        int at = typeAt;
        int type = frame.getUnsignedShort(at);
        while (type == TYPE_VLAN || type == TYPE_PROVIDER_VLAN) {
            at += 4;
            type = frame.getUnsignedShort(at);
        }
        return typed(type, frame, at + 2);
    }

    private static @Nullable ByteBuf typed(int type, ByteBuf frame, int at) {
        return type == TYPE_IPV4 || type == TYPE_IPV6 ? from(frame, at) : null;
    }

    private static ByteBuf from(ByteBuf frame, int at) {
        return frame.slice(at, frame.writerIndex() - at);
    }

    private static @Nullable Carried ipv4(ByteBuf ip) {
        int header = (ip.getUnsignedByte(0) & 0x0F) * 4;
        // Behind the datagram may be padding: the shortest Ethernet frame is longer than an acknowledgement. Network
        // cards
        // that cut by themselves leave the length 0.
        int total = ip.getUnsignedShort(2) == 0 ? ip.writerIndex() : ip.getUnsignedShort(2);
        boolean fragment = (ip.getUnsignedShort(6) & 0x3FFF) != 0;
        if (fragment || header < 20) {
            return null;
        }
        ByteBuf inner = ip.slice(header, total - header);
        return transport(ip.getUnsignedByte(9), address4(ip, 12), address4(ip, 16), inner);
    }

    private static @Nullable Carried ipv6(ByteBuf ip) {
        int next = ip.getUnsignedByte(6);
        int at = 40;
        int end = at + ip.getUnsignedShort(4);
        while (next == 0 || next == 43 || next == 60) {
            // Hop-by-hop, routing and destination options: next header, length in eight bytes without the first eight.
            next = ip.getUnsignedByte(at);
            at += (ip.getUnsignedByte(at + 1) + 1) * 8;
        }
        return transport(next, address6(ip, 8), address6(ip, 24), ip.slice(at, end - at));
    }

    private static @Nullable Carried transport(int protocol, String from, String to, ByteBuf inner) {
        return switch (protocol) {
            case TCP -> {
                int header = (inner.getUnsignedByte(12) >>> 4) * 4;
                int flags = inner.getUnsignedByte(13);
                boolean syn = (flags & 0x02) != 0;
                int sequence = inner.getInt(4) + (syn ? 1 : 0);
                yield new Segment(
                        new End(from, inner.getUnsignedShort(0)),
                        new End(to, inner.getUnsignedShort(2)),
                        from(inner, header),
                        sequence,
                        syn,
                        (flags & 0x10) != 0,
                        inner.getInt(8));
            }
            case UDP ->
                new Datagram(
                        new End(from, inner.getUnsignedShort(0)),
                        new End(to, inner.getUnsignedShort(2)),
                        inner.slice(8, inner.getUnsignedShort(4) - 8));
            default -> null;
        };
    }

    private static String address4(ByteBuf ip, int at) {
        return ip.getUnsignedByte(at) + "." + ip.getUnsignedByte(at + 1) + "." + ip.getUnsignedByte(at + 2) + "."
                + ip.getUnsignedByte(at + 3);
    }

    private static String address6(ByteBuf ip, int at) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i += 2) {
            text.append(i == 0 ? "" : ":").append(Integer.toHexString(ip.getUnsignedShort(at + i)));
        }
        return text.toString();
    }
}
