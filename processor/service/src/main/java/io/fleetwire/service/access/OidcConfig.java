package io.fleetwire.service.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** An identity provider whose signed tokens count as logins; off until its keys are named. docs/security.md connects one. */
@ConfigMapping(prefix = "fleetwire.oidc")
public interface OidcConfig {

    /** Where its public keys are (JWKS). */
    Optional<String> jwksUrl();

    /** What its tokens must say as {@code iss}. */
    Optional<String> issuer();

    /** What its tokens must say as {@code aud}: us. */
    @WithDefault("fleetwire")
    String audience();

    /** Where a token lists roles, dots between the levels. */
    @WithDefault("realm_access.roles")
    String rolesClaim();

    /** What stands before {@code viewer}, {@code operator} and {@code admin} in that list. */
    @WithDefault("fleetwire-")
    String rolePrefix();

    /** The claim that names the person. */
    @WithDefault("preferred_username")
    String nameClaim();
}
