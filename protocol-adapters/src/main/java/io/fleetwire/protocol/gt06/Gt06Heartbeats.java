package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.Heartbeat;

/** Still there: the terminal's state, without a time or a place. */
final class Gt06Heartbeats {

    private Gt06Heartbeats() {}

    static Heartbeat decode(Gt06Reader in) throws Malformed {
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        Gt06Status.info(in, out);
        if (in.type == Gt06Type.HEARTBEAT_VOLTAGE) {
            Gt06Field.EXTERNAL_V.read(in, out);
        } else {
            Gt06Status.level(in, out);
        }
        Gt06Field.GSM.read(in, out);
        if (in.left() > 0) {
            alarm(in, out);
        }
        if (in.left() > 0) {
            in.u8("language"); // heartbeats are answered whatever it is
        }
        String tail = in.rest("tail");
        if (!tail.isEmpty()) {
            out.put("tail", tail);
        }
        return new Heartbeat(in.type, out.build(), in.serial);
    }

    /** An alarm that the heartbeat mentions; 0: none. */
    static void alarm(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        int code = Gt06Alarms.codeByte(in);
        if (code != 0) {
            out.alarm(code);
        }
    }
}
