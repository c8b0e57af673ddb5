package io.fleetwire.service.web;

import io.fleetwire.event.AuditEvent;
import io.fleetwire.service.access.Caller;
import io.fleetwire.service.audit.AuditLog;
import io.fleetwire.service.audit.AuditNote;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Audits every call that changes something, when it has been answered. */
final class CallAudit {

    private static final String ANONYMOUS = "anonymous";
    private static final int TOO_MANY_REQUESTS = 429;

    private final AuditLog log;
    private final InstantSource clock;

    CallAudit(AuditLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    void watch(RoutingContext call) {
        if (call.normalizedPath().startsWith("/api/")
                && OriginFilter.changes(call.request().method())) {
            // The address now: it is gone with the connection.
            String from = RequestAttributes.address(call);
            call.addEndHandler(end -> write(call, from));
        }
        call.next();
    }

    private void write(RoutingContext call, String from) {
        Caller caller = RequestAttributes.caller(call);
        String actor = AuditNote.actor(call);
        String target = AuditNote.target(call);
        int status = call.response().getStatusCode();
        // Who is nobody and names nothing changes nothing; and whoever may flood us must not flood the audit.
        boolean isNobody = caller == null && actor == null && target == null;
        boolean isFlood = caller != null && status == TOO_MANY_REQUESTS;
        boolean isNoise = isNobody || isFlood;
        if (isNoise || AuditNote.isSkipped(call)) {
            return;
        }
        log.write(new AuditEvent(
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                actor != null ? actor : name(caller),
                caller == null ? null : caller.role(),
                from,
                call.request().method() + " " + AuditNote.printable(call.normalizedPath()),
                target,
                AuditEvent.Outcome.of(status),
                status));
    }

    private static String name(@Nullable Caller caller) {
        return caller == null ? ANONYMOUS : caller.name();
    }
}
