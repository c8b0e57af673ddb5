package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;

/** Information 09 (JM-VL03 V1.1.2): of GPS, then of BeiDou, the receiver's state, how strong the satellites in the fix are, and the others in sight. */
final class Gt06Satellites {

    private static final String[] STATES = {"none", "searching", "2D", "3D", "sleeping"};

    private Gt06Satellites() {}

    static void read(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        system(in, out, "gps");
        if (in.left() > 0) {
            system(in, out, "bds");
        }
        int extension = in.left() > 0 ? in.u8("extensionLength") : 0;
        if (extension > 0) {
            out.put("extension", in.hex("extension", extension));
        }
    }

    private static void system(Gt06Reader in, Gt06Report.Builder out, String name) throws Malformed {
        int state = in.u8(name + "Status");
        String word = state < STATES.length ? STATES[state] : String.valueOf(state);
        in.means(word);
        out.put(name + "Status", word);
        strengths(in, out, name + "Strengths");
        strengths(in, out, name + "VisibleStrengths");
    }

    private static void strengths(Gt06Reader in, Gt06Report.Builder out, String name) throws Malformed {
        int count = in.u8(name + "Count");
        for (int i = 0; i < count; i++) {
            out.append(name, String.valueOf(in.u8(name)));
        }
    }
}
