package io.fleetwire.service.access;

import io.fleetwire.event.Role;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signed tokens of an identity provider. Which algorithms sign is ours to say, never the token's. */
public final class Oidc {

    /** Longest token that is looked at: headers have 16 KiB in all. */
    private static final int MOST_CHARACTERS = 8_192;

    private static final int CLOCK_SKEW_S = 60;
    /** A token that lives longer cannot be taken back in time. */
    private static final int MOST_LIFETIME_MIN = 60;

    private static final long KEYS_KEPT_S = 600;
    private static final int KEYS_WITHIN_MS = 3_000;

    private static final Logger LOG = LoggerFactory.getLogger(Oidc.class);

    private final JwtConsumer consumer;
    private final List<String> rolesClaim;
    private final String rolePrefix;
    private final String nameClaim;

    private Oidc(JwtConsumer consumer, OidcConfig config) {
        this.consumer = consumer;
        this.rolesClaim = Arrays.asList(config.rolesClaim().split("\\.", -1));
        this.rolePrefix = config.rolePrefix();
        this.nameClaim = config.nameClaim();
    }

    /** Empty: no identity provider is configured. */
    public static Optional<Oidc> of(OidcConfig config) {
        return config.jwksUrl().map(url -> new Oidc(consumer(url, config), config));
    }

    private static JwtConsumer consumer(String jwksUrl, OidcConfig config) {
        HttpsJwks keys = new HttpsJwks(jwksUrl);
        keys.setDefaultCacheDuration(KEYS_KEPT_S);
        org.jose4j.http.Get get = new org.jose4j.http.Get();
        get.setConnectTimeout(KEYS_WITHIN_MS);
        get.setReadTimeout(KEYS_WITHIN_MS);
        keys.setSimpleHttpGet(get);
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(keys))
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        ConstraintType.PERMIT,
                        AlgorithmIdentifiers.RSA_USING_SHA256,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
                .setExpectedIssuer(
                        config.issuer()
                                .orElseThrow(
                                        () -> new IllegalArgumentException(
                                                "FLEETWIRE_OIDC_JWKS_URL is set, so FLEETWIRE_OIDC_ISSUER must be: it says whose tokens count")))
                .setExpectedAudience(config.audience())
                .setRequireExpirationTime()
                .setMaxFutureValidityInMinutes(MOST_LIFETIME_MIN)
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_S)
                .build();
    }

    /** The caller with this token; empty: not signed by the provider, not for us, over, or without one of our roles. May ask the provider for its keys. */
    public Optional<Caller> token(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            return caller(consumer.processToClaims(text));
        } catch (InvalidJwtException | MalformedClaimException e) {
            // The exception's own text has the token in it.
            LOG.debug(
                    "a token of the identity provider was refused: {}",
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private Optional<Caller> caller(JwtClaims claims) throws MalformedClaimException {
        String named = claims.getStringClaimValue(nameClaim);
        String name = named == null ? claims.getSubject() : named;
        Optional<Role> role = role(claims);
        if (name == null || role.isEmpty()) {
            return Optional.empty();
        }
        Instant end = Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis());
        return Optional.of(new Caller(name, role.get(), Caller.Via.OIDC, "oidc/" + name, Instant.EPOCH, end));
    }

    /** The highest that the token names. */
    private Optional<Role> role(JwtClaims claims) {
        Object at = claims.getClaimsMap();
        for (String level : rolesClaim) {
            at = at instanceof Map<?, ?> map ? map.get(level) : null;
        }
        Collection<?> named = names(at);
        return Arrays.stream(Role.values())
                .filter(role -> named.contains(rolePrefix + Roles.name(role)))
                .max(Comparator.naturalOrder());
    }

    private static Collection<?> names(@Nullable Object claim) {
        return switch (claim) {
            case null -> List.of();
            case Collection<?> many -> many;
            default -> List.of(claim);
        };
    }
}
