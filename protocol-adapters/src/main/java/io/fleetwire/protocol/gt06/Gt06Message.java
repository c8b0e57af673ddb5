package io.fleetwire.protocol.gt06;

import io.fleetwire.event.Fix;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What a device says, one record per kind of message. */
sealed interface Gt06Message {

    /** A number that was not reported. */
    int NONE = -1;

    /** The protocol number. */
    int type();

    /** The device's running number; it restarts with the device, so it identifies nothing. {@link Gt06Reader#NO_SERIAL}: it has none. */
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
     * A position as the manual has it. Nine of ten messages are this one, so it is flat: one object, of which the event's attributes are a view.
     *
     * @param clockMs the device's clock, read as if it were UTC; {@link Gt06Clock#UNSET}: it had no time yet
     * @param fix null where the device has never been anywhere
     * @param ignition by the frame's end, else by the course word of clones; null where neither says
     * @param mcc mobile country code, or {@link #NONE}: in no cell
     * @param mode why it was sent (0 time, 1 distance, 2 turn, 3 ignition changed, 4 last before standing, 5 network is back, …), or {@link #NONE}
     * @param again stored while offline
     * @param mileageM metres, or {@link #NONE}
     * @param tail what follows and is the vendor's own, in hex; empty: nothing
     */
    record Location(
            int type,
            long clockMs,
            @Nullable Fix fix,
            @Nullable Boolean ignition,
            int mcc,
            int mnc,
            long lac,
            long cid,
            int mode,
            boolean again,
            long mileageM,
            String tail,
            int serial)
            implements Gt06Message {}

    /** A message that is what it reports. */
    sealed interface Reported extends Gt06Message {

        /** What it reports. */
        Gt06Report report();
    }

    /** A position in a vendor's layout. */
    record VendorLocation(int type, Gt06Report report, int serial) implements Reported {}

    /**
     * Something happened.
     *
     * @param answer the device waits for an answer
     */
    record Alarm(int type, Gt06Report report, boolean answer, boolean isLong, int serial) implements Reported {}

    /** Still there. */
    record Heartbeat(int type, Gt06Report report, int serial) implements Reported {}

    /** No position: cells and Wi-Fi stations, for whoever can look them up. */
    record Cells(int type, Gt06Report report, int serial) implements Reported {}

    /** Where am I, in words? */
    record AddressRequest(int type, Gt06Report report, int serial) implements Reported {}

    /** Facts about the device: supply, SIM, sensors, what is plugged in. */
    record Information(int type, Gt06Report report, int serial) implements Reported {}

    /** What the vehicle's engine control unit said. */
    record Diagnosis(int type, Gt06Report report, int serial) implements Reported {}

    /** A list of numbered modules: a position among them, or not. */
    record Modules(int type, Gt06Report report, int serial) implements Reported {}

    /** A cheap watch's place; it hangs up unless its own clock comes back. */
    record Watch(int type, Gt06Report report, String clockHex, int serial) implements Reported {}

    /** What time is it? */
    record TimeRequest(int serial) implements Gt06Message {
        @Override
        public int type() {
            return Gt06Type.TIME;
        }
    }

    /**
     * What a command led to.
     *
     * @param flag the command's own, echoed: it identifies the command
     */
    record CommandReply(int type, int flag, String text, int serial) implements Gt06Message {}

    /**
     * What only servers say: a command, an address. Known for whoever takes a recording apart; from a device it is kept like an unknown type.
     *
     * @param flag the command's
     * @param body the content in hex
     */
    record FromServer(int type, int flag, String text, int bytes, String body, int serial) implements Gt06Message {}

    /**
     * A message of a known type whose content is not what the type says.
     *
     * @param reason what did not fit
     * @param bytes the length of the whole content
     * @param body the content in hex, cut at {@link Gt06Codec#MAX_KEPT_BYTES}
     */
    record Unread(int type, String reason, int bytes, String body, boolean isLong, int serial) implements Gt06Message {}

    /**
     * A type, or a vendor's variant of one, that is not decoded.
     *
     * @param body the content in hex, cut at {@link Gt06Codec#MAX_KEPT_BYTES}
     */
    record Unknown(int type, int bytes, String body, int serial) implements Gt06Message {}
}
