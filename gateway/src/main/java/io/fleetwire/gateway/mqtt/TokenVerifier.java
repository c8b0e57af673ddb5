package io.fleetwire.gateway.mqtt;

import io.fleetwire.gateway.tls.PublicKeys;
import io.fleetwire.gateway.tls.TlsFileException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Tokens as passwords: signed by a key we were given, with one of two algorithms, for us, for this device, and not expired. What the token's header says
 * of keys and algorithms is not believed.
 */
final class TokenVerifier {

    /** Three parts of Base64url; a secret of ours has no dots. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    /** Longest token that is looked at: what fits a password field is 64 KiB, and a signature costs time. */
    private static final int MAX_LENGTH = 8_192;

    /** Clocks differ by this much. */
    private static final int CLOCK_SKEW_S = 60;

    private final JwtConsumer consumer;

    /**
     * Reads the issuer's keys.
     *
     * @throws IllegalArgumentException where the file holds none
     */
    TokenVerifier(MqttSettings.Tokens settings) {
        JwtConsumerBuilder builder = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT,
                        AlgorithmIdentifiers.RSA_USING_SHA256,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys(settings)))
                .setRequireExpirationTime()
                .setRequireSubject()
                .setExpectedAudience(settings.audience())
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_S);
        if (settings.issuer() != null) {
            builder.setExpectedIssuer(settings.issuer());
        }
        consumer = builder.build();
    }

    private static List<JsonWebKey> keys(MqttSettings.Tokens settings) {
        try {
            List<JsonWebKey> keys = new ArrayList<>();
            String text = PublicKeys.text(settings.keys());
            if (text.stripLeading().startsWith("{")) {
                keys.addAll(new JsonWebKeySet(text).getJsonWebKeys());
            } else {
                for (PublicKey key : PublicKeys.of(settings.keys())) {
                    keys.add(PublicJsonWebKey.Factory.newPublicJwk(key));
                }
            }
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("FLEETWIRE_MQTT_JWT_KEYS: " + settings.keys() + " holds no key");
            }
            return keys;
        } catch (TlsFileException e) {
            throw new IllegalArgumentException("FLEETWIRE_MQTT_JWT_KEYS: " + e.getMessage(), e);
        } catch (JoseException e) {
            throw new IllegalArgumentException(
                    "FLEETWIRE_MQTT_JWT_KEYS: " + settings.keys() + " holds no keys that tokens can be checked with",
                    e);
        }
    }

    /** Whether a password has the form of a token. */
    boolean looksLikeOne(String password) {
        return password.length() <= MAX_LENGTH && FORM.matcher(password).matches();
    }

    /** Until when this token speaks for the device; null: it doesn't. */
    @Nullable
    Instant validUntil(String token, String deviceId) {
        try {
            JwtClaims claims = consumer.processToClaims(token);
            return deviceId.equals(claims.getSubject())
                    ? Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis())
                            .plusSeconds(CLOCK_SKEW_S)
                    : null;
        } catch (InvalidJwtException | MalformedClaimException e) {
            return null;
        }
    }
}
