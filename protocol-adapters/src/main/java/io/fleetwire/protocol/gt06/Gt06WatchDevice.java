package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.Heartbeat;
import io.fleetwire.protocol.gt06.Gt06Message.Watch;
import io.fleetwire.protocol.wire.Crc16;
import io.netty.buffer.ByteBuf;

/**
 * Cheap watches (365GPS, Topin and others): frames without serial and checksum, whose length byte says what they like.
 *
 * <pre>
 *  7878 len 01 | IMEI, version                                     | 0D0A   len: 0A or 0D
 *  7878 01  08 |                                                   | 0D0A   heartbeat
 *  7878 len 10 | position block (11: recorded earlier), more       | 0D0A   len: 13 to 15
 *  7878 n   69 | BCD time, n stations, m, mcc, mnc, m small cells  | 0D0A   (17: recorded earlier)
 * </pre>
 *
 * Only a device whose profile says so is heard: for anybody else they are damaged frames.
 */
final class Gt06WatchDevice {

    private static final int LOGIN_BYTES = 9;
    private static final int STATION_BYTES = 7;
    private static final int NETWORK_BYTES = 4;
    private static final int CELL_BYTES = 5;

    /** Frame bytes before the content: marker, length, type. */
    private static final int HEADER_BYTES = 4;

    /** The length byte of a login, which these watches copy from the trackers whose logins have a serial and a checksum. */
    private static final int LOGIN_LENGTH = 0x0D;

    /** More bytes are needed. */
    static final int INCOMPLETE = -1;

    private Gt06WatchDevice() {}

    /**
     * Whether the frame is a watch's: it is built like one, and no checksum speaks against it.
     *
     * @param content bytes between type and end
     */
    static boolean isUnsealed(ByteBuf bytes, int start, int content) {
        int type = bytes.getUnsignedByte(start + HEADER_BYTES - 1);
        int first = start + HEADER_BYTES;
        return switch (type) {
            case Gt06Type.LOGIN -> content == LOGIN_BYTES;
            case Gt06Type.HEARTBEAT_WATCH -> content == 0;
            // A sealed one needs four bytes more.
            case Gt06Type.LOCATION_10, Gt06Type.LOCATION_11 ->
                content >= Gt06Fields.POSITION_BYTES && content < Gt06Fields.POSITION_BYTES + 4;
            case Gt06Type.MANY_17, Gt06Type.WIFI_WATCH -> {
                int count = first + Gt06Clock.BYTES + bytes.getUnsignedByte(start + 2) * STATION_BYTES;
                yield count < first + content && content == count - first + listBytes(bytes.getUnsignedByte(count));
            }
            default -> false;
        };
    }

    private static int listBytes(int cells) {
        return 1 + NETWORK_BYTES - 1 + cells * CELL_BYTES;
    }

    /**
     * Bytes of the whole frame at the front of a stream, for the framer: where its own length cannot be trusted but its build tells.
     *
     * @return 0: it is no watch's; {@link #INCOMPLETE}: it may become one
     */
    static int frameLength(ByteBuf in, int start) {
        int readable = in.writerIndex() - start;
        if (readable < HEADER_BYTES) {
            return INCOMPLETE;
        }
        int type = in.getUnsignedByte(start + HEADER_BYTES - 1);
        int content = switch (type) {
            case Gt06Type.LOGIN -> LOGIN_BYTES;
            case Gt06Type.MANY_17, Gt06Type.WIFI_WATCH -> listContent(in, start);
            default -> 0;
        };
        int whole = HEADER_BYTES + content + Gt06Frame.END_BYTES;
        if (content == 0 || whole > Gt06Framer.MAX_SHORT_FRAME) {
            return 0;
        }
        if (readable < whole) {
            return INCOMPLETE;
        }
        boolean ends = in.getUnsignedShort(start + whole - Gt06Frame.END_BYTES) == Gt06Frame.END;
        return ends && !isTrackersLogin(in, start, type) ? whole : 0;
    }

    /** As long as the number of cells is not there yet, at least that is missing. */
    private static int listContent(ByteBuf in, int start) {
        int before = Gt06Clock.BYTES + in.getUnsignedByte(start + 2) * STATION_BYTES;
        int count = start + HEADER_BYTES + before;
        return before + listBytes(count < in.writerIndex() ? in.getUnsignedByte(count) : 0);
    }

    /**
     * Whether what looks like a watch's login may be the beginning of a tracker's, cut in the middle of its checksum: one whose serial ends in 0D and
     * whose checksum begins with 0A. The checksum decides, so that a stream is cut in the same way whatever pieces it comes in.
     */
    private static boolean isTrackersLogin(ByteBuf in, int start, int type) {
        if (type != Gt06Type.LOGIN || in.getUnsignedByte(start + 2) != LOGIN_LENGTH) {
            return false;
        }
        int serialEnd = start + HEADER_BYTES + LOGIN_BYTES + 1;
        int from = start + Gt06Frame.MARKER_BYTES;
        return Crc16.x25(in, from, serialEnd - from) >> 8 == in.getUnsignedByte(serialEnd);
    }

    /** What a watch says; its login is read as any login is. */
    static Gt06Message decode(Gt06Reader in) throws Malformed {
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        return switch (in.type) {
            case Gt06Type.HEARTBEAT_WATCH -> new Heartbeat(in.type, out.build(), in.serial);
            case Gt06Type.LOCATION_10, Gt06Type.LOCATION_11 -> located(in, out);
            default -> surrounded(in, out);
        };
    }

    private static Watch located(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        String clockHex = in.peekHex(Gt06Clock.BYTES);
        Gt06Fields.position(in, out);
        return watch(in, out, clockHex);
    }

    private static Watch surrounded(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        String clockHex = in.peekHex(Gt06Clock.BYTES);
        out.clock(in.bcdClock("time"));
        Gt06Cells.stations(in, out, in.lengthByte());
        int count = in.u8("cellCount");
        int mcc = Gt06Fields.mcc(in);
        int mnc = in.u8("mnc");
        Gt06Cells.neighbours(in, out, mcc, mnc, count, 2, 2);
        return watch(in, out, clockHex);
    }

    private static Watch watch(Gt06Reader in, Gt06Report.Builder out, String clockHex) throws Malformed {
        String tail = in.rest("tail");
        if (!tail.isEmpty()) {
            out.put("tail", tail);
        }
        return new Watch(in.type, out.build(), clockHex, in.serial);
    }
}
