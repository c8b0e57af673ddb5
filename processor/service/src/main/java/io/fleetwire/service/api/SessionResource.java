package io.fleetwire.service.api;

import io.fleetwire.event.AccessEntry;
import io.fleetwire.event.AccessEntry.Session;
import io.fleetwire.service.access.AccessConfig;
import io.fleetwire.service.access.AccessService;
import io.fleetwire.service.access.Authenticator;
import io.fleetwire.service.access.Caller;
import io.fleetwire.service.access.CurrentCaller;
import io.fleetwire.service.access.CurrentClient;
import io.fleetwire.service.access.LoginThrottle;
import io.fleetwire.service.access.Roles;
import io.fleetwire.service.audit.AuditNote;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/** Logging in and out with a browser, and who one is. */
@Path("/api/v1/session")
@Tag(name = "Session")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class SessionResource {

    private final AccessService access;
    private final Authenticator authenticator;
    private final LoginThrottle throttle;
    private final CurrentCaller caller;
    private final AuditNote audit;
    private final CurrentClient client;
    private final String cookie;

    SessionResource(
            AccessService access,
            Authenticator authenticator,
            LoginThrottle throttle,
            CurrentCaller caller,
            AuditNote audit,
            CurrentClient client,
            AccessConfig config) {
        this.access = access;
        this.authenticator = authenticator;
        this.throttle = throttle;
        this.caller = caller;
        this.audit = audit;
        this.client = client;
        this.cookie = config.cookie();
    }

    /** A token, or a user and a password. */
    public record Login(
            @Size(max = 200) @Nullable String token,
            @Size(max = 64) @Nullable String user,
            @Size(max = 256) @Nullable String password) {

        /** So that none gets into a log. */
        @Override
        public String toString() {
            return "a login";
        }
    }

    /**
     * Who one is.
     *
     * @param name a user's name, or {@code token:ID}
     * @param expiresAt when that ends by itself
     */
    public record Who(
            String name,
            String role,
            Caller.Via via,
            @Nullable Instant expiresAt) {
        static Who of(Caller caller) {
            return new Who(caller.name(), Roles.name(caller.role()), caller.via(), caller.expiresAt());
        }
    }

    /** Who calls. */
    @GET
    public Who who() {
        return Who.of(caller.get());
    }

    /** Logs in: the answer sets a cookie that scripts cannot read and other sites' pages cannot make a browser send. */
    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<?> login(@NotNull @Valid Login login) {
        String name = login.token() != null ? "token" : login.user() == null ? "" : login.user();
        String from = client.get().unit();
        audit.target(name);
        Duration wait = throttle.begin(from, name);
        if (!wait.isZero()) {
            return tooOften(wait);
        }
        Optional<AccessEntry> subject = subject(login);
        if (subject.isEmpty()) {
            return Problems.problem(
                    Status.UNAUTHORIZED, "These don't belong together: the user and the password, or the token.");
        }
        throttle.succeeded(from, name);
        AccessService.Issued<Session> issued =
                access.beginSession(subject.get().key(), client.get().address(), end(subject.get()));
        Caller now = authenticator.session(issued.text()).orElseThrow();
        audit.actor(now.name());
        return RestResponse.ResponseBuilder.ok(Who.of(now))
                .cookie(cookie(issued.text(), (int) Duration.between(
                                issued.entry().createdAt(), issued.entry().expiresAt())
                        .toSeconds()))
                .build();
    }

    private static RestResponse<Problem> tooOften(Duration wait) {
        long seconds = (wait.toMillis() + 999) / 1_000;
        RestResponse<Problem> problem = Problems.problem(
                Status.TOO_MANY_REQUESTS, "Too many wrong tries from here. Try again in " + seconds + " s.");
        problem.getHeaders().putSingle("Retry-After", String.valueOf(seconds));
        return problem;
    }

    private Optional<AccessEntry> subject(Login login) {
        if (login.token() != null) {
            return authenticator
                    .token(login.token().strip())
                    .flatMap(found -> access.view().token(found.proof().substring("token/".length())));
        }
        return login.user() == null || login.password() == null
                ? Optional.empty()
                : access.login(login.user(), login.password()).map(user -> user);
    }

    private static @Nullable Instant end(AccessEntry subject) {
        return subject instanceof AccessEntry.Token token ? token.expiresAt() : null;
    }

    /** Logs out: the session is over everywhere. */
    @DELETE
    @RolesAllowed(Roles.VIEWER)
    public RestResponse<Void> logout() {
        Caller now = caller.get();
        if (now.via() == Caller.Via.SESSION) {
            access.endSession(now.proof().substring("session/".length()));
        }
        return RestResponse.ResponseBuilder.<Void>noContent()
                .cookie(cookie("", 0))
                .build();
    }

    private NewCookie cookie(String text, int seconds) {
        return new NewCookie.Builder(cookie)
                .value(text)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(client.get().tls())
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
