package io.fleetwire.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fleetwire.event.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens signed here, keys served here: an identity provider of our own. */
@SuppressWarnings("NullAway.Init") // set before all
class OidcTest {

    private static final String ISSUER = "https://id.example.org/realms/fleet";

    private static RsaJsonWebKey rsa;
    private static PublicJsonWebKey ec;
    private static HttpServer provider;
    private static Oidc oidc;

    @BeforeAll
    static void provider() throws Exception {
        rsa = RsaJwkGenerator.generateJwk(2048);
        rsa.setKeyId("rsa");
        ec = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        ec.setKeyId("ec");
        byte[] keys = new JsonWebKeySet(List.<JsonWebKey>of(rsa, ec))
                .toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)
                .getBytes(StandardCharsets.UTF_8);
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/certs", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        provider.start();
        oidc = Oidc.of(config(Optional.of(ISSUER))).orElseThrow();
    }

    @AfterAll
    static void stop() {
        provider.stop(0);
    }

    private static OidcConfig config(Optional<String> issuer) {
        return new OidcConfig() {
            @Override
            public Optional<String> jwksUrl() {
                return Optional.of("http://127.0.0.1:" + provider.getAddress().getPort() + "/certs");
            }

            @Override
            public Optional<String> issuer() {
                return issuer;
            }

            @Override
            public String audience() {
                return "fleetwire";
            }

            @Override
            public String rolesClaim() {
                return "realm_access.roles";
            }

            @Override
            public String rolePrefix() {
                return "fleetwire-";
            }

            @Override
            public String nameClaim() {
                return "preferred_username";
            }
        };
    }

    private static JwtClaims claims(Consumer<JwtClaims> change) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience("fleetwire");
        claims.setSubject("4711");
        claims.setClaim("preferred_username", "jane");
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setClaim("realm_access", Map.of("roles", List.of("offline", "fleetwire-viewer", "fleetwire-operator")));
        change.accept(claims);
        return claims;
    }

    private static String signed(JwtClaims claims, PublicJsonWebKey key, String algorithm) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setKey(key.getPrivateKey());
        signature.setAlgorithmHeaderValue(algorithm);
        return signature.getCompactSerialization();
    }

    private static Optional<Caller> signedByRsa(Consumer<JwtClaims> change) throws JoseException {
        return oidc.token(signed(claims(change), rsa, AlgorithmIdentifiers.RSA_USING_SHA256));
    }

    @Test
    void aSignedTokenIsSomebodyWithTheHighestRoleItNames() throws Exception {
        Caller caller = signedByRsa(claims -> {}).orElseThrow();
        assertThat(caller.name()).isEqualTo("jane");
        assertThat(caller.role()).isEqualTo(Role.OPERATOR);
        assertThat(caller.via()).isEqualTo(Caller.Via.OIDC);
        assertThat(caller.expiresAt()).isNotNull();
        assertThat(oidc.token(signed(claims(c -> {}), ec, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)))
                .isPresent();
    }

    @Test
    void whatIsNotForUsNotFromThemOrOverIsNobody() throws Exception {
        assertThat(signedByRsa(claims -> claims.setAudience("another-app"))).isEmpty();
        assertThat(signedByRsa(claims -> claims.unsetClaim("aud"))).isEmpty();
        assertThat(signedByRsa(claims -> claims.setIssuer("https://evil.example")))
                .isEmpty();
        assertThat(signedByRsa(claims -> claims.setExpirationTimeMinutesInTheFuture(-2)))
                .isEmpty();
        assertThat(signedByRsa(claims -> claims.unsetClaim("exp"))).isEmpty();
        assertThat(signedByRsa(claims -> claims.setExpirationTimeMinutesInTheFuture(24 * 60)))
                .isEmpty();
        assertThat(signedByRsa(claims -> claims.setNotBeforeMinutesInThePast(-10)))
                .isEmpty();
        assertThat(signedByRsa(claims -> claims.unsetClaim("realm_access"))).isEmpty();
        assertThat(signedByRsa(claims -> claims.setClaim("realm_access", "fleetwire-admin")))
                .isEmpty();
        // A minute of clock skew is forgiven.
        assertThat(signedByRsa(claims -> claims.setExpirationTimeMinutesInTheFuture(-0.5f)))
                .isPresent();
    }

    @Test
    void theTokenDoesNotChooseItsAlgorithm() throws Exception {
        // The oldest trick: the public key, which everybody has, as the secret of an HMAC.
        JsonWebSignature hmac = new JsonWebSignature();
        hmac.setPayload(claims(c -> {}).toJson());
        hmac.setKeyIdHeaderValue("rsa");
        hmac.setKey(new HmacKey(rsa.getRsaPublicKey().getEncoded()));
        hmac.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        assertThat(oidc.token(hmac.getCompactSerialization())).isEmpty();

        JsonWebSignature none = new JsonWebSignature();
        none.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
        none.setPayload(claims(c -> {}).toJson());
        none.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        assertThat(oidc.token(none.getCompactSerialization())).isEmpty();

        assertThat(oidc.token(signed(claims(c -> {}), rsa, AlgorithmIdentifiers.RSA_USING_SHA512)))
                .isEmpty();
    }

    @Test
    void aForeignKeyAndNonsenseAreNobody() throws Exception {
        RsaJsonWebKey foreign = RsaJwkGenerator.generateJwk(2048);
        foreign.setKeyId("rsa");
        assertThat(oidc.token(signed(claims(c -> {}), foreign, AlgorithmIdentifiers.RSA_USING_SHA256)))
                .isEmpty();
        for (String text : new String[] {"", ".", "..", "a.b.c", "x".repeat(100_000)}) {
            assertThat(oidc.token(text)).isEmpty();
        }
    }

    @Test
    void keysWithoutAnIssuerAreRefusedAtTheStart() throws IOException {
        assertThatThrownBy(() -> Oidc.of(config(Optional.empty()))).hasMessageContaining("FLEETWIRE_OIDC_ISSUER");
    }
}
