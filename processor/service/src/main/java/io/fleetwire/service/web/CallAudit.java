package io.fleetwire.service.web;

import io.fleetwire.event.AuditEvent;
import io.fleetwire.service.access.Caller;
import io.fleetwire.service.access.Client;
import io.fleetwire.service.audit.AuditLog;
import io.fleetwire.service.audit.AuditNote;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Audits every call that changes something, when it has been answered. */
final class CallAudit {

    private static final String ANONYMOUS = "anonymous";
    private static final int TOO_MANY_REQUESTS = 429;

    /** Refused tries of nobody: one address may write so many, all together so many; the audit is of those who did something. */
    private static final double STRANGERS_PER_SECOND = 0.1;

    private static final int STRANGERS_BURST = 20;
    private static final double ALL_STRANGERS_PER_SECOND = 1;
    private static final int ALL_STRANGERS_BURST = 200;
    private static final String EVERYBODY = "all";

    private final AuditLog log;
    private final InstantSource clock;

    private final RateLimit perUnit;
    private final RateLimit strangers;
    private final Counter leftOut;

    CallAudit(AuditLog log, InstantSource clock, MeterRegistry meters) {
        this.log = log;
        this.clock = clock;
        this.perUnit = new RateLimit(STRANGERS_PER_SECOND, STRANGERS_BURST, clock);
        this.strangers = new RateLimit(ALL_STRANGERS_PER_SECOND, ALL_STRANGERS_BURST, clock);
        this.leftOut = meters.counter("fleetwire.audit.left.out");
    }

    void watch(RoutingContext call) {
        if (call.normalizedPath().startsWith("/api/")
                && EntryFilter.changes(call.request().method())) {
            call.addEndHandler(end -> write(call, Client.of(call)));
        }
        call.next();
    }

    private void write(RoutingContext call, Client client) {
        Caller caller = RequestAttributes.caller(call);
        String actor = AuditNote.actor(call);
        String target = AuditNote.target(call);
        int status = call.response().getStatusCode();
        // Who is nobody and names nothing changes nothing.
        boolean isNobody = caller == null && actor == null && target == null;
        if (isNobody || AuditNote.isSkipped(call)) {
            return;
        }
        boolean isFlood = status == TOO_MANY_REQUESTS || (caller == null && actor == null && !mayWrite(client));
        if (isFlood) {
            leftOut.increment();
            return;
        }
        log.write(new AuditEvent(
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                actor != null ? actor : name(caller),
                caller == null ? null : caller.role(),
                client.address(),
                call.request().method() + " " + AuditNote.printable(call.normalizedPath()),
                target,
                AuditEvent.Outcome.of(status),
                status));
    }

    private boolean mayWrite(Client client) {
        return perUnit.take(client.unit()).isZero() && strangers.take(EVERYBODY).isZero();
    }

    private static String name(@Nullable Caller caller) {
        return caller == null ? ANONYMOUS : caller.name();
    }
}
