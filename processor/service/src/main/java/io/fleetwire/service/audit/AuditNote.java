package io.fleetwire.service.audit;

import io.fleetwire.event.PrintableText;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** What a resource adds to the audit of the call it answers. Every call that changes something is audited without a word of it. */
@ApplicationScoped
public class AuditNote {

    private static final String TARGET = "fleetwire.audit.target";
    private static final String ACTOR = "fleetwire.audit.actor";
    private static final String SKIP = "fleetwire.audit.skip";
    /** Longest text that is kept of what somebody sent. */
    private static final int MOST_CHARACTERS = 100;

    private final CurrentVertxRequest request;

    AuditNote(CurrentVertxRequest request) {
        this.request = request;
    }

    /** What it is done to, where the path doesn't say. Never a secret. */
    public void target(String target) {
        request.getCurrent().put(TARGET, printable(target));
    }

    /** Who it turned out to be, where the call itself is the proof. */
    public void actor(String actor) {
        request.getCurrent().put(ACTOR, actor);
    }

    /** Changes nothing, whatever its method says. */
    public void skip() {
        request.getCurrent().put(SKIP, true);
    }

    /** What was noted. */
    public static @Nullable String target(RoutingContext call) {
        return call.get(TARGET);
    }

    /** What was noted. */
    public static @Nullable String actor(RoutingContext call) {
        return call.get(ACTOR);
    }

    /** Whether it is left out. */
    public static boolean isSkipped(RoutingContext call) {
        return call.get(SKIP) != null;
    }

    /** Attacker's text, short and on one line. */
    public static String printable(String text) {
        return PrintableText.of(text, MOST_CHARACTERS);
    }
}
