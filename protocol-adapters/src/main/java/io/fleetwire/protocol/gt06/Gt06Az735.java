package io.fleetwire.protocol.gt06;

import io.fleetwire.event.Signal;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.VendorLocation;

/** AZ735, types 32 and 33 in long frames: clock, [position], [cell], more cells, Wi-Fi stations, status; each list behind its length in bytes. */
final class Gt06Az735 {

    private static final int CELL_BYTES = 6;
    private static final int STATION_BYTES = 7;

    private Gt06Az735() {}

    static Gt06Message decode(Gt06Reader in) throws Malformed {
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        out.clock(in.clock("time"));
        boolean positioned = in.u8("positionLength") > 0;
        if (positioned) {
            Gt06Fields.place(in, out);
        }
        int mcc = 0;
        int mnc = 0;
        if (in.u8("cellLength") > 0) {
            mcc = Gt06Fields.mcc(in);
            mnc = Gt06Fields.mnc(in, mcc, 0);
            long lac = in.unsigned("lac", 2, "");
            Gt06Fields.report(out, mcc & ~Gt06Fields.WIDE_MNC, mnc, lac, in.unsigned("cellId", 3, ""));
            out.put("rssi", in.u8("rssi"));
        }
        Gt06Report.Builder neighbours = new Gt06Report.Builder(in);
        Gt06Cells.neighbours(in, neighbours, mcc, mnc, in.u8("cellsLength") / CELL_BYTES, 2, 3);
        String cells = neighbours.build().attributes().get("cells");
        if (cells != null) {
            out.put("cells", cells);
        }
        Gt06Cells.stations(in, out, in.u8("wifiLength") / STATION_BYTES);
        status(in, out);
        if (in.left() > 0) {
            int extension = in.u8("extensionLength");
            if (extension > 0) {
                out.put("extension", in.hex("extension", extension));
            }
        }
        if (in.type == Gt06Type.WIFI_33) {
            return Gt06Alarms.alarm(in, out);
        }
        if (!positioned) {
            return Gt06Cells.cells(in, out);
        }
        String tail = in.rest("tail");
        if (!tail.isEmpty()) {
            out.put("tail", tail);
        }
        return new VendorLocation(in.type, out.build(), in.serial);
    }

    private static void status(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        int status = in.u8("status");
        out.put("status", status);
        if (in.type == Gt06Type.WIFI_33) {
            switch (status) {
                case 0xA0 -> out.put("armed", true);
                case 0xA1 -> out.put("armed", false);
                case 0xA2, 0xA3 -> out.signal(Signal.LOW_BATTERY);
                default -> {}
            }
        }
    }
}
