package io.fleetwire.protocol.gt06;

import io.fleetwire.event.Fix;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a device says, one record per kind of message. */
sealed interface Gt06Message {

    /** A mileage that was not reported. */
    long NO_MILEAGE = -1;

    /** The protocol number. */
    int type();

    /** The device's running number; it restarts with the device, so it identifies nothing. */
    int serial();

    /**
     * Who is calling.
     *
     * @param zone of the older types' times; null where the login has none
     */
    record Login(String imei, @Nullable ZoneOffset zone, int serial) implements Gt06Message {
        @Override
        public int type() {
            return Gt06Type.LOGIN;
        }
    }

    /**
     * A position.
     *
     * @param upload null where the type has none
     * @param tail what follows and is the vendor's own, in hex; empty: nothing
     */
    record Location(
            int type,
            Position position,
            @Nullable Cell cell,
            @Nullable Upload upload,
            long mileageM,
            String tail,
            int serial)
            implements Gt06Message {}

    /**
     * Something happened.
     *
     * @param position null in the types that have only a cell
     * @param language 0: no reply is wanted
     * @param standard false: the frame's layout is a vendor's own, so the code's meaning is not sure
     * @param fence number of the fence, or −1
     */
    record Alarm(
            int type,
            @Nullable Position position,
            @Nullable Cell cell,
            Status status,
            int code,
            int language,
            boolean standard,
            int fence,
            long mileageM,
            String tail,
            int serial)
            implements Gt06Message {}

    /** Still there. */
    record Heartbeat(int type, Status status, int alarm, String tail, int serial) implements Gt06Message {}

    /**
     * No position: cells, and Wi-Fi where the type has it, for whoever can look them up.
     *
     * @param cells the serving one first; empty ones left out
     * @param timingAdvance distance to the serving cell in steps of about 550 m; 255: unknown
     * @param wifi {@code mac/attenuation}
     */
    record Cells(int type, long clockMs, List<Neighbour> cells, int timingAdvance, List<String> wifi, int serial)
            implements Gt06Message {}

    /** What time is it? */
    record TimeRequest(int serial) implements Gt06Message {
        @Override
        public int type() {
            return Gt06Type.TIME;
        }
    }

    /** Where am I, in words? The clock of its position is documented nowhere, so the body is kept as it is. */
    record AddressRequest(String body, int serial) implements Gt06Message {
        @Override
        public int type() {
            return Gt06Type.ADDRESS_REQUEST;
        }
    }

    /**
     * Facts about the device.
     *
     * @param subtype the kind of information, or −1 in a short frame, which carries only a voltage
     * @param externalV supply, or absent
     */
    record Information(int subtype, double externalV, Map<String, String> facts, int serial) implements Gt06Message {
        @Override
        public int type() {
            return Gt06Type.INFORMATION;
        }
    }

    /**
     * What a command led to.
     *
     * @param flag the command's own, echoed: it identifies the command
     */
    record CommandReply(int type, int flag, String text, int serial) implements Gt06Message {}

    /**
     * A type, or a vendor's variant of one, that is not decoded.
     *
     * @param body the content in hex, cut at {@link Gt06Codec#MAX_KEPT_BYTES}
     */
    record Unknown(int type, int bytes, String body, int serial) implements Gt06Message {}

    /**
     * A position.
     *
     * @param clockMs the device's clock, read as if it were UTC; {@link #UNSET}: it had no time yet
     * @param fix null where the device has never been anywhere
     * @param ignition by the course word of clones; null where they say nothing
     */
    record Position(
            long clockMs, @Nullable Fix fix, @Nullable Boolean ignition) {
        static final long UNSET = Long.MIN_VALUE;
    }

    /** A cell of the mobile network. */
    record Cell(int mcc, int mnc, long lac, long cid) {}

    /** A cell and how it is received. */
    record Neighbour(Cell cell, int rssi) {}

    /**
     * Why a position was sent.
     *
     * @param mode 0 time, 1 distance, 2 turn, 3 ignition changed, 4 last before standing, 5 network is back, …
     * @param again stored while offline
     */
    record Upload(boolean ignition, int mode, boolean again) {}

    /**
     * The state of the terminal.
     *
     * @param info the bits of {@link Gt06Status}
     * @param voltageLevel 0 … 6 or a percentage; −1: not reported
     * @param externalV supply, or absent
     */
    record Status(int info, int voltageLevel, double externalV, int gsm) {}
}
