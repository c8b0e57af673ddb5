package io.fleetwire.service.web;

import io.fleetwire.service.access.Client;
import io.fleetwire.service.net.FairShare;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import org.jspecify.annotations.Nullable;

/**
 * Reads a call's body on the event loop, whole, before a worker takes the call: a worker that waits for a body is a worker less for everybody. How long that
 * may take is the {@link ConnectionGuard}'s business; how many may be open at once, and how large they are, is decided here.
 */
final class BodyReader {

    /** Bodies that are being read, of one address. */
    static final int MOST_OPEN_PER_UNIT = 32;

    /** The same of all addresses: times the largest body, 48 MiB. */
    static final int MOST_OPEN = 128;

    /** The one call that nobody may make with a body: logging in. */
    private static final String LOGIN = "/api/v1/session";

    private static final int MOST_LOGIN_BYTES = 4_096;

    private final FairShare<Reading> open = new FairShare<>(MOST_OPEN_PER_UNIT, MOST_OPEN);
    private final int mostBytes;
    private final MeterRegistry meters;

    /** @param mostBytes largest body */
    BodyReader(int mostBytes, MeterRegistry meters) {
        this.mostBytes = mostBytes;
        this.meters = meters;
        meters.gauge("fleetwire.web.bodies", open, FairShare::held);
    }

    void handle(RoutingContext call) {
        HttpServerRequest request = call.request();
        if (!EntryFilter.hasBody(request) || call.body().buffer() != null) {
            call.next();
            return;
        }
        boolean isLogin = LOGIN.equals(request.path());
        int most = isLogin ? MOST_LOGIN_BYTES : mostBytes;
        String expected = request.getHeader("Expect");
        if (RequestAttributes.caller(call) == null && !isLogin) {
            call.response().putHeader("WWW-Authenticate", "Bearer");
            Refusal.NOBODY.end(call, meters, "Log in first: send a token as Authorization: Bearer, or open a session.");
        } else if (length(request) > most) {
            tooLarge(call, most);
        } else if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
            Refusal.EXPECTATION.end(call, meters, "Expect may only ask for 100-continue.");
        } else {
            Reading reading = new Reading(call, most);
            open.enter(reading.unit, reading).ifPresent(Reading::evict);
            reading.begin(expected != null);
        }
    }

    /** As announced; 0: not said. */
    private static long length(HttpServerRequest request) {
        String announced = request.getHeader("Content-Length");
        return announced == null || !announced.matches("\\d{1,15}") ? 0 : Long.parseLong(announced);
    }

    private void tooLarge(RoutingContext call, int most) {
        Refusal.BODY_SIZE.end(call, meters, "The body may have " + most + " bytes.");
    }

    private final class Reading {
        private final RoutingContext call;
        private final int most;
        private final String unit;
        private final Context context;
        private final Buffer body = Buffer.buffer();
        private boolean over;

        Reading(RoutingContext call, int most) {
            this.call = call;
            this.context = call.vertx().getOrCreateContext();
            this.most = most;
            this.unit = Client.of(call).unit();
        }

        void begin(boolean asks) {
            if (asks) {
                call.response().writeContinue();
            }
            call.addEndHandler(end -> finish());
            call.request()
                    .exceptionHandler(lost -> finish())
                    .handler(this::take)
                    .endHandler(this::end)
                    .resume();
        }

        private void take(Buffer part) {
            if (over) {
                return;
            }
            if (body.length() + part.length() > most) {
                finish();
                tooLarge(call, most);
            } else {
                body.appendBuffer(part);
            }
        }

        private void end(@Nullable Void nothing) {
            if (finish()) {
                Arrival.bodyReceived(call);
                ((RoutingContextInternal) call).setBody(body);
                call.next();
            }
        }

        private boolean finish() {
            boolean first = !over;
            over = true;
            open.leave(unit, this);
            return first;
        }

        /** Others need the place; from any thread. */
        void evict() {
            context.runOnContext(now -> {
                if (finish()) {
                    Refusal.BODY_SHARE.end(
                            call,
                            meters,
                            "Too many bodies are open from this address, and this one has been open longest.");
                }
            });
        }
    }
}
