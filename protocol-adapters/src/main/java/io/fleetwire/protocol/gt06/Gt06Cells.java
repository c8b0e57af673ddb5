package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.Cell;
import io.fleetwire.protocol.gt06.Gt06Message.Cells;
import io.fleetwire.protocol.gt06.Gt06Message.Neighbour;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;

/** Clock, network, seven cells with their signal strength, timing advance; then a language, or the Wi-Fi stations. */
final class Gt06Cells {

    private static final int CELLS = 7;
    private static final int CLOCK_BYTES = 6;
    private static final int MAC_BYTES = 6;
    private static final int LANGUAGE_BYTES = 2;

    private Gt06Cells() {}

    static Gt06Message decode(int type, ByteBuf in, int serial) throws Malformed {
        int lacBytes = Gt06Type.is4g(type) ? 4 : 2;
        int cidBytes = Gt06Type.is4g(type) ? 8 : 3;
        boolean wifi = type == Gt06Type.WIFI || type == Gt06Type.WIFI_4G;
        if (!isStandard(in, lacBytes + cidBytes + 1, wifi)) {
            return Gt06Codec.unknown(type, in, serial);
        }
        long clockMs = Gt06Fields.clockMs(in);
        int mcc = in.readUnsignedShort();
        int mnc = (mcc & Gt06Fields.WIDE_MNC) != 0 ? in.readUnsignedShort() : in.readUnsignedByte();
        List<Neighbour> cells = new ArrayList<>(CELLS);
        for (int i = 0; i < CELLS; i++) {
            Cell cell = Gt06Fields.cell(mcc & ~Gt06Fields.WIDE_MNC, mnc, in, lacBytes, cidBytes);
            int rssi = in.readUnsignedByte();
            if (cell != null) {
                cells.add(new Neighbour(cell, rssi));
            }
        }
        int timingAdvance = in.readUnsignedByte();
        return new Cells(type, clockMs, cells, timingAdvance, wifi ? stations(in) : List.of(), serial);
    }

    private static List<String> stations(ByteBuf in) {
        int count = in.readUnsignedByte();
        List<String> stations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String mac = ByteBufUtil.hexDump(in, in.readerIndex(), MAC_BYTES);
            in.skipBytes(MAC_BYTES);
            stations.add(mac + "/" + in.readUnsignedByte());
        }
        return stations;
    }

    /** Whether the length is exactly what seven cells need: other devices (LW4G, WANWAY) have other messages of the same numbers. */
    private static boolean isStandard(ByteBuf in, int cellBytes, boolean wifi) {
        if (in.readableBytes() < CLOCK_BYTES + 2) {
            return false;
        }
        int network = in.readerIndex() + CLOCK_BYTES;
        int mcc = in.getUnsignedShort(network);
        if ((mcc & ~Gt06Fields.WIDE_MNC) > 999) {
            return false;
        }
        int fixed = CLOCK_BYTES + ((mcc & Gt06Fields.WIDE_MNC) != 0 ? 4 : 3) + CELLS * cellBytes + 1;
        if (!wifi) {
            return in.readableBytes() == fixed + LANGUAGE_BYTES;
        }
        return in.readableBytes() > fixed
                && in.readableBytes() == fixed + 1 + in.getUnsignedByte(in.readerIndex() + fixed) * (MAC_BYTES + 1);
    }
}
