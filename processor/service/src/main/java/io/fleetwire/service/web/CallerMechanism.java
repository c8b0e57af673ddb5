package io.fleetwire.service.web;

import io.fleetwire.service.access.AccessConfig;
import io.fleetwire.service.access.Authenticator;
import io.fleetwire.service.access.Caller;
import io.fleetwire.service.access.CurrentCaller;
import io.fleetwire.service.access.Roles;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/** Who calls: a bearer token, else the session cookie, else nobody. */
@ApplicationScoped
public class CallerMechanism implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Bearer ";

    private final Authenticator authenticator;
    private final String cookie;

    CallerMechanism(Authenticator authenticator, AccessConfig config) {
        this.authenticator = authenticator;
        this.cookie = config.cookie();
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        String authorization = context.request().getHeader("Authorization");
        if (authorization != null) {
            return bearer(authorization, identities);
        }
        Cookie session = context.request().getCookie(cookie);
        // A cookie that is over is nobody, not an error: the page itself must still load, to show the login.
        return session == null
                ? Uni.createFrom().nullItem()
                : Uni.createFrom()
                        .item(authenticator
                                .session(session.getValue())
                                .map(CallerMechanism::identity)
                                .orElse(null));
    }

    private Uni<SecurityIdentity> bearer(String authorization, IdentityProviderManager identities) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom().failure(new AuthenticationFailedException("no bearer token"));
        }
        String token = authorization.substring(SCHEME.length()).strip();
        Optional<Caller> caller = authenticator.token(token);
        if (caller.isPresent()) {
            return Uni.createFrom().item(identity(caller.get()));
        }
        return authenticator.mayBeForeign(token)
                ? identities.authenticate(new TokenAuthenticationRequest(new TokenCredential(token, "bearer")))
                : Uni.createFrom().failure(new AuthenticationFailedException("an unknown token"));
    }

    static SecurityIdentity identity(Caller caller) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.name()))
                .addRoles(Roles.of(caller.role()))
                .addAttribute(CurrentCaller.ATTRIBUTE, caller)
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        // Not "Basic": a browser would ask by itself, in a window that is not ours.
        return Uni.createFrom()
                .item(new ChallengeData(HttpResponseStatus.UNAUTHORIZED.code(), "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }
}
