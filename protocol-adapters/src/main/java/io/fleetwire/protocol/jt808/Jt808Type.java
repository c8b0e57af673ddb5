package io.fleetwire.protocol.jt808;

import java.util.Map;
import java.util.Set;

/** Message ids, in the standard's order, and those of vendors that devices in the field send. */
final class Jt808Type {

    static final int TERMINAL_ANSWER = 0x0001;
    static final int HEARTBEAT = 0x0002;
    static final int UNREGISTER = 0x0003;
    static final int TIME_QUERY = 0x0004;
    static final int REGISTER = 0x0100;
    static final int AUTHENTICATE = 0x0102;
    static final int PARAMETERS = 0x0104;
    static final int ATTRIBUTES = 0x0107;

    /** A vendor's own question for the time. */
    static final int TIME_QUERY_VENDOR = 0x0109;

    static final int LOCATION = 0x0200;
    static final int LOCATION_ANSWER = 0x0201;

    /** A vendor's batch: lengths of one byte. */
    static final int BATCH_SHORT = 0x0210;

    static final int CONTROL_ANSWER = 0x0500;
    /** A vendor's answer to a command, in text; an electronic waybill in the standard. */
    static final int COMMAND_ANSWER = 0x0701;

    static final int DRIVER = 0x0702;
    static final int BATCH = 0x0704;
    static final int MEDIA_EVENT = 0x0800;
    static final int MEDIA = 0x0801;
    static final int TRANSPARENT = 0x0900;

    /** A vendor's samples of an accelerometer. */
    static final int MOTION = 0x2070;

    /** Vendors' texts: UTF-16 after a serial, GBK after a byte. */
    static final int TEXT_WIDE = 0x1300;

    static final int TEXT = 0x6006;

    /** Jointech's locks. Their header has a serial of one byte and attribute bits of its own. */
    static final int LOCK_REPORT = 0x5501;

    static final int LOCK_REPORT_BLIND = 0x5502;

    static final int GENERAL_REPLY = 0x8001;
    static final int TIME_REPLY = 0x8004;
    static final int REGISTER_REPLY = 0x8100;
    static final int TIME_REPLY_VENDOR = 0x8109;
    static final int MEDIA_REPLY = 0x8800;
    static final int LOCK_REPLY = 0x4401;

    /** Answers to questions of the server: nobody waits for an answer to them. */
    private static final Set<Integer> ANSWERS = Set.of(
            TERMINAL_ANSWER,
            PARAMETERS,
            LOCATION_ANSWER,
            CONTROL_ANSWER,
            TEXT_WIDE,
            0x0302,
            0x0608,
            0x0700,
            0x0802,
            0x0805);

    /** What the server's general reply to them promises is nothing: it goes out at once. */
    private static final Set<Integer> PROMISE_NOTHING = Set.of(HEARTBEAT, UNREGISTER, AUTHENTICATE);

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(TERMINAL_ANSWER, "terminal's general reply"),
            Map.entry(HEARTBEAT, "heartbeat"),
            Map.entry(UNREGISTER, "unregister"),
            Map.entry(TIME_QUERY, "time query"),
            Map.entry(TIME_QUERY_VENDOR, "time query (vendor)"),
            Map.entry(REGISTER, "register"),
            Map.entry(AUTHENTICATE, "authenticate"),
            Map.entry(PARAMETERS, "parameters"),
            Map.entry(ATTRIBUTES, "terminal's attributes"),
            Map.entry(LOCATION, "location"),
            Map.entry(LOCATION_ANSWER, "location, asked for"),
            Map.entry(CONTROL_ANSWER, "vehicle control's result"),
            Map.entry(BATCH_SHORT, "locations (vendor)"),
            Map.entry(BATCH, "locations"),
            Map.entry(COMMAND_ANSWER, "command's answer (vendor)"),
            Map.entry(DRIVER, "driver's card"),
            Map.entry(MOTION, "accelerometer (vendor)"),
            Map.entry(MEDIA_EVENT, "multimedia event"),
            Map.entry(MEDIA, "multimedia"),
            Map.entry(TRANSPARENT, "transparent data"),
            Map.entry(TEXT_WIDE, "text (vendor)"),
            Map.entry(TEXT, "text (vendor)"),
            Map.entry(LOCK_REPORT, "lock's report"),
            Map.entry(LOCK_REPORT_BLIND, "lock's report without a fix"),
            Map.entry(GENERAL_REPLY, "general reply"),
            Map.entry(REGISTER_REPLY, "register's reply"));

    private Jt808Type() {}

    static boolean isLock(int type) {
        return type == LOCK_REPORT || type == LOCK_REPORT_BLIND;
    }

    static boolean isAnswer(int type) {
        return ANSWERS.contains(type);
    }

    static boolean promisesNothing(int type) {
        return PROMISE_NOTHING.contains(type);
    }

    /** For people. */
    static String name(int type) {
        return NAMES.getOrDefault(type, "not known");
    }

    static String hex(int type) {
        return "%04x".formatted(type);
    }
}
