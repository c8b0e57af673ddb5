package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.Heartbeat;

/** Still there: the terminal's state, without a time or a place. */
final class Gt06Heartbeats {

    /** SOS, power cut, vibration, fence entered and left: what a heartbeat's alarm can be (Concox V3.1). */
    private static final int LAST_OF_MANUAL = 0x05;

    private Gt06Heartbeats() {}

    static Heartbeat decode(Gt06Reader in) throws Malformed {
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        Gt06Status.info(in, out);
        Gt06Field supply = in.type == Gt06Type.HEARTBEAT_VOLTAGE ? Gt06Field.EXTERNAL_V : Gt06Field.LEVEL;
        int supplyBytes = in.type == Gt06Type.HEARTBEAT_VOLTAGE ? 2 : 1;
        if (in.left() > supplyBytes) {
            supply.read(in, out);
            Gt06Field.GSM.read(in, out);
            if (in.left() > 0) {
                alarm(in, out);
            }
            if (in.left() > 0) {
                in.u8("language"); // heartbeats are answered whatever it is
            }
        }
        String tail = in.rest("tail");
        if (!tail.isEmpty()) {
            out.put("tail", tail);
        }
        return new Heartbeat(in.type, out.build(), in.serial);
    }

    /**
     * A byte that the manual calls an alarm, and that many makers fill with something else. The manual's few codes and a model's own mean what their
     * tables say, unless the state bits deny it; any other is kept as a number.
     */
    static void alarm(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        int code = in.u8("alarm");
        if (code == 0) {
            return;
        }
        if ((code <= LAST_OF_MANUAL && !out.isDenied(code)) || Gt06AlarmCode.isOwn(code, in.model)) {
            out.alarm(code);
        } else {
            out.put("alarm", code);
        }
    }
}
