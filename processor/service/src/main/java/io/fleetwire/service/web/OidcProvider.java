package io.fleetwire.service.web;

import io.fleetwire.service.access.Authenticator;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Tokens of the identity provider, on a thread that may wait: its keys may have to be fetched. */
@ApplicationScoped
class OidcProvider implements IdentityProvider<TokenAuthenticationRequest> {

    private final Authenticator authenticator;

    OidcProvider(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> authenticator
                .foreign(request.getToken().getToken())
                .map(CallerMechanism::identity)
                .orElseThrow(
                        () -> new AuthenticationFailedException("a token the identity provider did not sign for us")));
    }
}
