package io.fleetwire.service.api;

import io.fleetwire.event.AccessEntry.Session;
import io.fleetwire.event.AccessEntry.Token;
import io.fleetwire.event.AccessEntry.User;
import io.fleetwire.event.Role;
import io.fleetwire.service.access.AccessService;
import io.fleetwire.service.access.Authenticator;
import io.fleetwire.service.access.CurrentCaller;
import io.fleetwire.service.access.Roles;
import io.fleetwire.service.access.StepUp;
import io.fleetwire.service.audit.AuditNote;
import io.fleetwire.service.store.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Who may do what. What gives or moves power needs a fresh proof; what only takes it away from a program or a browser needs none. */
@Path("/api/v1/access")
@Tag(name = "Access")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
public class AccessResource {

    private static final String ROLE = "viewer|operator|admin";

    private final AccessService access;
    private final Authenticator authenticator;
    private final StepUp stepUp;
    private final CurrentCaller caller;
    private final AuditNote audit;

    AccessResource(
            AccessService access, Authenticator authenticator, StepUp stepUp, CurrentCaller caller, AuditNote audit) {
        this.stepUp = stepUp;
        this.access = access;
        this.authenticator = authenticator;
        this.caller = caller;
        this.audit = audit;
    }

    /** A person who logs in with a password. */
    public record UserItem(
            String name, String role, boolean disabled, Instant createdAt, String createdBy, Instant passwordAt) {
        private static UserItem of(User user) {
            return new UserItem(
                    user.name(),
                    Roles.name(user.role()),
                    user.disabled(),
                    user.createdAt(),
                    user.createdBy(),
                    user.passwordAt());
        }
    }

    /** All users, by name. */
    @GET
    @Path("/users")
    public Page<UserItem> users() {
        return Page.all(access.view().users().stream().map(UserItem::of).toList());
    }

    /**
     * A user to create or change.
     *
     * @param password absent: stays as it is
     * @param proof from a browser: one's own password, or the token of the login
     */
    public record UserChange(
            @NotNull @Pattern(regexp = ROLE, message = "must be viewer, operator or admin")
            String role,

            @Size(max = 256) @Nullable String password,
            @Nullable Boolean disabled,
            @Size(max = 256) @Nullable String proof) {

        /** So that no password gets into a log. */
        @Override
        public String toString() {
            return "a user's change to " + role;
        }
    }

    /** Creates a user or changes one; a new password ends the sessions begun with the old one. */
    @PUT
    @Path("/users/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    public UserItem putUser(@RestPath String name, @NotNull @Valid UserChange change) {
        audit.target(change.role()
                + (Boolean.TRUE.equals(change.disabled()) ? ", disabled" : "")
                + (change.password() == null ? "" : ", new password"));
        stepUp.require(change.proof());
        return UserItem.of(access.putUser(
                Input.id("name", name),
                role(change.role()),
                change.password(),
                Boolean.TRUE.equals(change.disabled()),
                caller.get().name()));
    }

    /**
     * Who removes a user.
     *
     * @param proof from a browser: one's own password, or the token of the login
     */
    public record Removal(@Nullable String proof) {

        /** So that no password gets into a log. */
        @Override
        public String toString() {
            return "a removal";
        }
    }

    /** Removes a user; the sessions end at once. The body may be missing where a token calls. */
    @DELETE
    @Path("/users/{name}")
    @Consumes(MediaType.WILDCARD)
    @RequestBody(
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Removal.class)))
    @ResponseStatus(204)
    @RolesAllowed(Roles.ADMIN)
    public void removeUser(@RestPath String name, @Nullable String body) {
        stepUp.require(Input.optional(body, Removal.class, new Removal(null)).proof());
        if (!access.removeUser(Input.id("name", name))) {
            throw new MissingException("There is no user " + name + ".");
        }
    }

    /**
     * A program's token.
     *
     * @param prefix how its text begins
     * @param lastUsedAt to a few minutes
     * @param text the whole, only in the answer that made it
     */
    public record TokenItem(
            String id,
            String prefix,
            String label,
            String role,
            Instant createdAt,
            String createdBy,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable String text) {

        private static TokenItem of(Token token, @Nullable Instant lastUsedAt, @Nullable String text) {
            return new TokenItem(
                    token.id(),
                    "fwt_" + token.id() + "_",
                    token.label(),
                    Roles.name(token.role()),
                    token.createdAt(),
                    token.createdBy(),
                    token.expiresAt(),
                    lastUsedAt,
                    text);
        }

        /** So that no token gets into a log. */
        @Override
        public String toString() {
            return "token " + id;
        }
    }

    /** All tokens, by id. */
    @GET
    @Path("/tokens")
    public Page<TokenItem> tokens() {
        return Page.all(access.view().tokens().stream()
                .map(token ->
                        TokenItem.of(token, authenticator.lastUsed(token.key()).orElse(null), null))
                .toList());
    }

    /**
     * A token to make.
     *
     * @param days until it is over; absent: 90
     * @param proof from a browser: one's own password, or the token of the login
     */
    public record NewToken(
            @NotNull @Size(min = 1, max = 60) String label,

            @NotNull @Pattern(regexp = ROLE, message = "must be viewer, operator or admin")
            String role,

            @Min(1) @Max(730) @Nullable Integer days,
            @Size(max = 256) @Nullable String proof) {

        /** So that no password gets into a log. */
        @Override
        public String toString() {
            return "a token for " + label;
        }
    }

    private static final int USUAL_DAYS = 90;

    /** Makes a token; the answer has its text, which is shown this once. */
    @POST
    @Path("/tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @RolesAllowed(Roles.ADMIN)
    public TokenItem issue(@NotNull @Valid NewToken asked) {
        audit.target(asked.role());
        stepUp.require(asked.proof());
        Duration lifetime = Duration.ofDays(asked.days() == null ? USUAL_DAYS : asked.days());
        AccessService.Issued<Token> issued = access.issueToken(
                asked.label(), role(asked.role()), lifetime, caller.get().name());
        audit.target(issued.entry().key() + ", " + asked.role());
        return TokenItem.of(issued.entry(), null, issued.text());
    }

    /** Revokes a token; what it began ends at once. */
    @DELETE
    @Path("/tokens/{id}")
    @ResponseStatus(204)
    @RolesAllowed(Roles.ADMIN)
    public void revoke(@RestPath String id) {
        if (!access.revokeToken(Input.id("id", id))) {
            throw new MissingException("There is no token " + id + ".");
        }
    }

    /** A browser that is logged in. */
    public record SessionItem(
            String id,
            String subject,
            String from,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    /** All sessions, the newest first. */
    @GET
    @Path("/sessions")
    public Page<SessionItem> sessions() {
        return Page.all(access.view().sessions().stream()
                .sorted(Comparator.comparing(Session::createdAt).reversed())
                .map(session -> new SessionItem(
                        session.id(),
                        session.subject(),
                        session.from(),
                        session.createdAt(),
                        session.expiresAt(),
                        authenticator.lastUsed(session.key()).orElse(null)))
                .toList());
    }

    /** Ends a session. */
    @DELETE
    @Path("/sessions/{id}")
    @ResponseStatus(204)
    @RolesAllowed(Roles.ADMIN)
    public void endSession(@RestPath String id) {
        if (!access.endSession(Input.id("id", id))) {
            throw new MissingException("There is no session " + id + ".");
        }
    }

    private static Role role(String name) {
        return Role.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
