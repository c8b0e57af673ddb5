package io.fleetwire.protocol.jt808;

import io.fleetwire.protocol.jt808.Jt808Message.Attributes;
import io.fleetwire.protocol.jt808.Jt808Message.Authenticate;
import io.fleetwire.protocol.jt808.Jt808Message.Batch;
import io.fleetwire.protocol.jt808.Jt808Message.Battery;
import io.fleetwire.protocol.jt808.Jt808Message.Driver;
import io.fleetwire.protocol.jt808.Jt808Message.Framed;
import io.fleetwire.protocol.jt808.Jt808Message.Heartbeat;
import io.fleetwire.protocol.jt808.Jt808Message.Location;
import io.fleetwire.protocol.jt808.Jt808Message.LocationAnswer;
import io.fleetwire.protocol.jt808.Jt808Message.LockReport;
import io.fleetwire.protocol.jt808.Jt808Message.Media;
import io.fleetwire.protocol.jt808.Jt808Message.MediaEvent;
import io.fleetwire.protocol.jt808.Jt808Message.Motion;
import io.fleetwire.protocol.jt808.Jt808Message.Parameters;
import io.fleetwire.protocol.jt808.Jt808Message.Register;
import io.fleetwire.protocol.jt808.Jt808Message.TerminalAnswer;
import io.fleetwire.protocol.jt808.Jt808Message.Text;
import io.fleetwire.protocol.jt808.Jt808Message.TimeQuery;
import io.fleetwire.protocol.jt808.Jt808Message.Transparent;
import io.fleetwire.protocol.jt808.Jt808Message.Unknown;
import io.fleetwire.protocol.jt808.Jt808Message.Unread;
import io.fleetwire.protocol.jt808.Jt808Message.Unregister;

/** What the messages say that are no location. */
final class Jt808Facts {

    private static final int HEARTBEAT_DIGITS = 6;
    private static final int FULL = 100;

    private Jt808Facts() {}

    static void tell(Framed message, Jt808Row row) {
        switch (message) {
            case Register register -> register(register, row);
            case Authenticate authenticate -> {
                row.put("imei", authenticate.imei());
                row.put("firmware", authenticate.software());
            }
            case Heartbeat heartbeat -> heartbeat(heartbeat.body(), row);
            case Battery battery -> row.batteryPct(battery.percent());
            case Motion motion -> row.put("accelerometer", motion.samples());
            case Unread unread -> {
                row.put("undecoded", unread.reason());
                body(unread.body(), unread.bytes(), row);
            }
            case TerminalAnswer answer -> {
                row.put("answerTo", answer.to());
                row.put("answerToType", Jt808Type.hex(answer.toType()));
                row.put("result", answer.result());
            }
            case Parameters parameters -> {
                row.put("answerTo", parameters.to());
                parameters.values().forEach((id, value) -> row.put("parameter_" + id, value));
            }
            case Attributes attributes -> attributes(attributes, row);
            case Driver driver -> driver(driver, row);
            case MediaEvent media ->
                media(media.id(), media.kind(), media.format(), media.event(), media.channel(), row);
            case Media media -> {
                media(media.id(), media.kind(), media.format(), media.event(), media.channel(), row);
                row.put("mediaBytes", media.bytes());
            }
            case Text text -> row.put("text", text.text());
            case LockReport lock ->
                Jt808Lock.tell(lock.report(), lock.header().type() == Jt808Type.LOCK_REPORT_BLIND, row);
            case Unknown unknown -> body(unknown.body(), unknown.bytes(), row);
            // Nothing but that it was said, or told elsewhere.
            case Unregister ignored -> {}
            case TimeQuery ignored -> {}
            case Location ignored -> {}
            case LocationAnswer ignored -> {}
            case Batch ignored -> {}
            case Transparent ignored -> {}
        }
    }

    private static void body(String body, int bytes, Jt808Row row) {
        row.put("body", body);
        if (bytes > Jt808Codec.MAX_KEPT_BYTES) {
            row.put("bodyBytes", bytes);
        }
    }

    /** Empty in the standard; some trackers add battery, signal and a state. */
    private static void heartbeat(String body, Jt808Row row) {
        row.put("body", body);
        if (body.length() == HEARTBEAT_DIGITS && Integer.parseInt(body, 0, 2, 16) <= FULL) {
            row.batteryPct(Integer.parseInt(body, 0, 2, 16));
            row.put("gsm", Integer.parseInt(body, 2, 4, 16));
            row.put("terminalState", Integer.parseInt(body, 4, 6, 16));
        }
    }

    private static void register(Register register, Jt808Row row) {
        row.put("province", register.province());
        row.put("city", register.city());
        row.put("maker", register.maker());
        row.put("model", register.model());
        row.put("terminalId", register.terminalId());
        row.put("plateColour", register.plateColour());
        row.put("plate", register.plate());
    }

    private static void attributes(Attributes attributes, Jt808Row row) {
        row.put("terminalKind", "%04x".formatted(attributes.kind()));
        row.put("maker", attributes.maker());
        row.put("model", attributes.model());
        row.put("terminalId", attributes.terminalId());
        row.put("iccid", attributes.iccid());
        row.put("hardware", attributes.hardware());
        row.put("firmware", attributes.firmware());
    }

    private static void driver(Driver driver, Jt808Row row) {
        row.put("card", driver.action() == 1 ? "inserted" : "removed");
        row.put("cardResult", driver.result());
        row.driverTag(driver.licence());
        row.put("driverName", driver.name());
        row.put("licenceAgency", driver.agency());
        row.put("licenceExpires", driver.expires());
    }

    private static void media(long id, int kind, int format, int event, int channel, Jt808Row row) {
        row.put("media", id);
        row.put("mediaKind", kind == 0 ? "image" : kind == 1 ? "audio" : kind == 2 ? "video" : Integer.toString(kind));
        row.put("mediaFormat", format);
        row.put("mediaEvent", event);
        row.put("mediaChannel", channel);
    }
}
