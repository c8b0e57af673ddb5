package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.Alarm;
import io.fleetwire.protocol.gt06.Gt06Message.Cells;
import java.util.ArrayList;
import java.util.List;

/**
 * Clock, network, cells with their signal strength, timing advance (steps of about 550 m; 255: unknown), then a language or Wi-Fi stations. In the
 * manual there are seven cells; vendors have their own numbers and orders. A message whose length is none of these is kept as it is.
 */
final class Gt06Cells {

    static final int USUAL_CELLS = 7;
    private static final int MAC_BYTES = 6;
    private static final int LANGUAGE_BYTES = 2;

    private Gt06Cells() {}

    /** The manual's: exactly as long as seven cells need. */
    static Gt06Message decode(Gt06Reader in) throws Malformed {
        if (in.type == Gt06Type.CELLS_24 && in.length() == 44) {
            return wanwayS20(in);
        }
        boolean wide = Gt06Type.is4g(in.type);
        int lacBytes = wide ? 4 : 2;
        int cidBytes = wide ? 8 : in.type == Gt06Type.WIFI_33 ? 4 : 3;
        int count = in.type == Gt06Type.WIFI_33 ? USUAL_CELLS - 1 : USUAL_CELLS;
        boolean wifi = switch (in.type) {
            case Gt06Type.WIFI, Gt06Type.WIFI_4G, Gt06Type.WIFI_33 -> true;
            default -> false;
        };
        if (!isStandard(in, count * (lacBytes + cidBytes + 1), wifi)) {
            return Gt06Codec.unknown(in);
        }
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        out.clock(in.clock("time"));
        int mcc = Gt06Fields.mcc(in);
        int mnc = Gt06Fields.mnc(in, mcc, 0);
        neighbours(in, out, mcc, mnc, count, lacBytes, cidBytes);
        timingAdvance(in, out);
        if (wifi) {
            stations(in, out, in.u8("wifiCount"));
        } else {
            in.u16("language");
        }
        return cells(in, out);
    }

    /** A clock and the serving cell, under the number of a location. */
    static Cells alone(Gt06Reader in) throws Malformed {
        boolean wide = Gt06Type.is4g(in.type);
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        out.clock(in.clock("time"));
        Gt06Fields.cell(in, out, 0, wide ? 4 : 2, wide ? 8 : 3);
        return cells(in, out);
    }

    /** Whether the length is exactly what the cells need: other devices have other messages of the same numbers. */
    private static boolean isStandard(Gt06Reader in, int cellsBytes, boolean wifi) {
        if (!Gt06Fields.isCell(in, Gt06Clock.BYTES)) {
            return false;
        }
        int network = Gt06Fields.cellBytes(in, Gt06Clock.BYTES, 0, 0);
        int fixed = Gt06Clock.BYTES + network + cellsBytes + 1;
        if (!wifi) {
            return in.length() == fixed + LANGUAGE_BYTES;
        }
        return in.peek8(fixed) >= 0 && in.length() == fixed + 1 + in.peek8(fixed) * (MAC_BYTES + 1);
    }

    /** WANWAY S20: the timing advance comes first, and the cells are counted. */
    private static Gt06Message wanwayS20(Gt06Reader in) throws Malformed {
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        out.clock(in.clock("time"));
        timingAdvance(in, out);
        int mcc = Gt06Fields.mcc(in);
        int mnc = Gt06Fields.mnc(in, mcc, 0);
        int count = in.u8("cellCount");
        neighbours(in, out, mcc, mnc, count, 2, 3);
        return cells(in, out);
    }

    /** SPACE10X sends cells under the number of the cell alarm: clock, network, cells with ids of four bytes, two bytes more. */
    static boolean isSpace10x(Gt06Reader in) {
        int left = in.length() - Gt06Clock.BYTES - Gt06Fields.cellBytes(in, Gt06Clock.BYTES, 0, 0) - 2;
        return in.length() >= 18 && in.isClock(0) && Gt06Fields.isCell(in, Gt06Clock.BYTES) && left % 7 == 0;
    }

    static Gt06Message space10x(Gt06Reader in) throws Malformed {
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        out.clock(in.clock("time"));
        int mcc = Gt06Fields.mcc(in);
        int mnc = Gt06Fields.mnc(in, mcc, 0);
        neighbours(in, out, mcc, mnc, in.left() / 7, 2, 4);
        return cells(in, out);
    }

    /** Type A9: what the generation of the network is, counted cells, stations, and why. */
    static Alarm alarm(Gt06Reader in) throws Malformed {
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        out.clock(in.clock("time"));
        int mcc = Gt06Fields.mcc(in);
        int mnc = Gt06Fields.mnc(in, mcc, 0);
        boolean wide = in.u8("networkGeneration") > 0;
        neighbours(in, out, mcc, mnc, in.u8("cellCount"), wide ? 4 : 2, wide ? 8 : 3);
        timingAdvance(in, out);
        stations(in, out, in.u8("wifiCount"));
        Gt06Alarms.code(in, out);
        return Gt06Alarms.alarm(in, out);
    }

    /** Type F3: stations without a signal strength, two bytes before each. */
    static Gt06Message wifiF3(Gt06Reader in) throws Malformed {
        int count = in.peek8(Gt06Clock.BYTES);
        if (in.length() != Gt06Clock.BYTES + 1 + count * (2 + MAC_BYTES)) {
            return Gt06Codec.unknown(in);
        }
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        out.clock(in.clock("time"));
        in.u8("wifiCount");
        List<String> stations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            in.group("wifi", i);
            in.skip("reserved", 2);
            stations.add(in.hex("mac", MAC_BYTES));
        }
        in.endGroup();
        return cells(in, out, stations);
    }

    /**
     * Cells of one network, the serving one first; empty ones are left out.
     */
    static void neighbours(
            Gt06Reader in, Gt06Report.Builder out, int mcc, int mnc, int count, int lacBytes, int cidBytes)
            throws Malformed {
        StringBuilder cells = new StringBuilder();
        for (int i = 0; i < count; i++) {
            in.group("cells", i);
            long lac = in.unsigned("lac", lacBytes, "");
            long cid = in.unsigned("cellId", cidBytes, "");
            int rssi = in.u8("rssi");
            if (lac != 0 || cid != 0) {
                if (cells.isEmpty()) {
                    Gt06Fields.report(out, mcc & ~Gt06Fields.WIDE_MNC, mnc, lac, cid);
                } else {
                    cells.append(' ');
                }
                cells.append(lac).append(':').append(cid).append(':').append(rssi);
            }
        }
        in.endGroup();
        if (!cells.isEmpty()) {
            out.put("cells", cells.toString());
        }
    }

    private static void timingAdvance(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        out.put("timingAdvance", in.u8("timingAdvance"));
    }

    /** Stations as {@code mac/attenuation}. */
    static void stations(Gt06Reader in, Gt06Report.Builder out, int count) throws Malformed {
        StringBuilder stations = new StringBuilder();
        for (int i = 0; i < count; i++) {
            in.group("wifi", i);
            stations.append(stations.isEmpty() ? "" : " ").append(in.hex("mac", MAC_BYTES));
            stations.append('/').append(in.u8("attenuation"));
        }
        in.endGroup();
        if (!stations.isEmpty()) {
            out.put("wifi", stations.toString());
        }
    }

    private static Cells cells(Gt06Reader in, Gt06Report.Builder out, List<String> stations) throws Malformed {
        if (!stations.isEmpty()) {
            out.put("wifi", String.join(" ", stations));
        }
        return cells(in, out);
    }

    static Cells cells(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        String tail = in.rest("tail");
        if (!tail.isEmpty()) {
            out.put("tail", tail);
        }
        return new Cells(in.type, out.build(), in.serial);
    }
}
