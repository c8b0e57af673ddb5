package io.fleetwire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.testing.App3;
import io.fleetwire.gateway.testing.App5;
import io.fleetwire.gateway.testing.TestCa;
import io.fleetwire.gateway.testing.TestKafka;
import io.fleetwire.gateway.testing.WordPayloads;
import io.fleetwire.protocol.fleetjson.FleetJsonAdapter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker's other doors: TLS, WebSocket, certificates and tokens, with Eclipse Paho's clients. */
class MqttListenersTest extends GatewayOnKafka {

    private static final String SECRET = "s3cret-of-the-app";
    private static final long TIMEOUT_MS = 15_000;
    private static final String AUDIENCE = "fleetwire-mqtt";
    private static final String ISSUER = "https://issuer.example";

    private static final int MQTTS = TestKafka.freePort();
    private static final int WS = TestKafka.freePort();
    private static final int WSS = TestKafka.freePort();

    @TempDir
    private static Path files;

    private static TestCa ca;
    private static TestCa.Issued issuer;

    @BeforeAll
    static void start() throws Exception {
        ca = new TestCa("Fleet CA");
        issuer = ca.issue("issuer");
        ca.issue("gateway", "localhost").writeTo(files.resolve("server.pem"), files.resolve("server.key"));
        ca.writeTo(files.resolve("ca.pem"));
        Files.writeString(files.resolve("jwt.pem"), TestCa.pem(issuer.keys().getPublic()));
        register(app("app-1", "app-1", SECRET), app("app-2", "app-2", SECRET));
        gateway = TestGateway.withMqtt(
                kafka,
                List.of(new WordPayloads(), new FleetJsonAdapter()),
                Map.of(
                        "FLEETWIRE_TLS_CERTIFICATE", files.resolve("server.pem").toString(),
                        "FLEETWIRE_TLS_KEY", files.resolve("server.key").toString(),
                        "FLEETWIRE_TLS_CLIENT_CA", files.resolve("ca.pem").toString(),
                        "FLEETWIRE_TLS_PORT_MQTT", String.valueOf(MQTTS),
                        "FLEETWIRE_PORT_MQTT_WS", String.valueOf(WS),
                        "FLEETWIRE_TLS_PORT_MQTT_WS", String.valueOf(WSS),
                        "FLEETWIRE_MQTT_JWT_KEYS", files.resolve("jwt.pem").toString(),
                        "FLEETWIRE_MQTT_JWT_AUDIENCE", AUDIENCE,
                        "FLEETWIRE_MQTT_JWT_ISSUER", ISSUER));
    }

    private static App5 connect(String url, String user, @Nullable String password, @Nullable SSLContext tls)
            throws MqttException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        if (!user.isEmpty()) {
            options.setUserName(user);
        }
        if (password != null) {
            options.setPassword(bytes(password));
        }
        if (tls != null) {
            options.setSocketFactory(tls.getSocketFactory());
            options.setHttpsHostnameVerificationEnabled(false);
        }
        App5 client = new App5(url, "door-" + user + System.nanoTime());
        client.connect(options).waitForCompletion(TIMEOUT_MS);
        return client;
    }

    private static void reports(App5 app, String user, long time) throws Exception {
        app.publish("words/" + user + "/telemetry", bytes(Long.toString(time)), 1, false)
                .waitForCompletion(TIMEOUT_MS);
        assertThat(kafka.values(Topics.TELEMETRY_RAW))
                .filteredOn(record -> record.deviceTimeMs() == time)
                .extracting(Telemetry::deviceId)
                .containsExactly(user);
    }

    @Test
    void everyListenerLeadsToTheSameBroker() throws Exception {
        SSLContext trusting = ca.client();
        long time = 1;
        for (String url : List.of(
                "tcp://127.0.0.1:" + gateway.mqtt,
                "ssl://localhost:" + MQTTS,
                "ws://127.0.0.1:" + WS + "/mqtt",
                "wss://localhost:" + WSS + "/mqtt")) {
            boolean secure = url.startsWith("ssl") || url.startsWith("wss");
            try (App5 app = connect(url, "app-1", SECRET, secure ? trusting : null)) {
                reports(app, "app-1", time++);
            }
            assertThatThrownBy(() -> connect(url, "app-1", "wrong", secure ? trusting : null))
                    .as(url)
                    .isInstanceOf(MqttException.class);
        }
    }

    @Test
    void anAppOfMqtt3UsesThemToo() throws Exception {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName("app-1");
        options.setPassword(SECRET.toCharArray());
        options.setSocketFactory(ca.client().getSocketFactory());
        options.setHttpsHostnameVerificationEnabled(false);
        try (App3 app = new App3("ssl://localhost:" + MQTTS, "three-tls")) {
            app.connect(options).waitForCompletion(TIMEOUT_MS);
            app.publish("words/app-1/telemetry", bytes("33"), 2, false).waitForCompletion(TIMEOUT_MS);
        }
        assertThat(kafka.values(Topics.TELEMETRY_RAW))
                .filteredOn(record -> record.deviceTimeMs() == 33)
                .hasSize(1);
    }

    @Test
    void aCertificateIsALogin() throws Exception {
        String url = "ssl://localhost:" + MQTTS;
        try (App5 app = connect(url, "app-1", null, ca.client(ca.issue("app-1")))) {
            reports(app, "app-1", 41);
        }
        try (App5 app = connect(url, "", null, ca.client(ca.issue("app-2")))) {
            reports(app, "app-2", 42); // one name: that is who it is
        }
        try (App5 app = connect(url, "app-2", null, ca.client(ca.issue("some phone", "app-2")))) {
            reports(app, "app-2", 43); // by its alternative name
        }
        try (App5 app = connect("wss://localhost:" + WSS + "/mqtt", "app-1", null, ca.client(ca.issue("app-1")))) {
            reports(app, "app-1", 44);
        }
    }

    @Test
    void aCertificateIsItsDevicesOnly() throws Exception {
        String url = "ssl://localhost:" + MQTTS;
        SSLContext ofAppOne = ca.client(ca.issue("app-1"));
        assertThatThrownBy(() -> connect(url, "app-2", null, ofAppOne)).isInstanceOf(MqttException.class);
        assertThatThrownBy(() -> connect(url, "app-2", "wrong", ofAppOne)).isInstanceOf(MqttException.class);
        // Not even with the other's secret: whoever shows a certificate is who it says.
        assertThatThrownBy(() -> connect(url, "app-2", SECRET, ofAppOne)).isInstanceOf(MqttException.class);
        assertThatThrownBy(() -> connect(url, "nobody", null, ca.client(ca.issue("nobody"))))
                .isInstanceOf(MqttException.class);
        assertThatThrownBy(() -> connect(url, "", null, ca.client(ca.issue("app-1", "app-2"))))
                .isInstanceOf(MqttException.class); // for two devices: which of them?
    }

    /** The names are right; who signed them is not. */
    @Test
    void aForeignAuthoritysCertificateIsNone() throws Exception {
        TestCa foreign = new TestCa("Fleet CA");
        TestCa.Issued forged = foreign.issue("app-1");
        assertThatThrownBy(() -> connect("ssl://localhost:" + MQTTS, "app-1", null, ca.client(forged)))
                .isInstanceOf(MqttException.class);
    }

    @Test
    void aTokenIsAPassword() throws Exception {
        try (App5 app = connect("tcp://127.0.0.1:" + gateway.mqtt, "app-1", token(claims()), null)) {
            reports(app, "app-1", 61);
        }
    }

    private static JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setSubject("app-1");
        claims.setAudience(AUDIENCE);
        claims.setIssuer(ISSUER);
        claims.setExpirationTimeMinutesInTheFuture(5);
        return claims;
    }

    private static String token(JwtClaims claims) throws Exception {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue("ES256");
        signature.setKey(issuer.keys().getPrivate());
        signature.setPayload(claims.toJson());
        return signature.getCompactSerialization();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "another's",
                "no subject",
                "other audience",
                "no audience",
                "other issuer",
                "expired",
                "no expiry",
                "not yet",
                "other key",
                "no signature",
                "symmetric",
                "its own key",
                "changed"
            })
    void aTokenThatIsNotQuiteRightIsNone(String flaw) throws Exception {
        JwtClaims claims = claims();
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue("ES256");
        signature.setKey(issuer.keys().getPrivate());
        TestCa.Issued thief = ca.issue("thief");
        switch (flaw) {
            case "another's" -> claims.setSubject("app-2");
            case "no subject" -> claims.unsetClaim("sub");
            case "other audience" -> claims.setAudience("another-service");
            case "no audience" -> claims.unsetClaim("aud");
            case "other issuer" -> claims.setIssuer("https://evil.example");
            case "expired" -> claims.setExpirationTimeMinutesInTheFuture(-2);
            case "no expiry" -> claims.unsetClaim("exp");
            case "not yet" -> claims.setNotBeforeMinutesInThePast(-5);
            case "other key" -> signature.setKey(thief.keys().getPrivate());
            case "no signature" -> {
                signature.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
                signature.setAlgorithmHeaderValue("none");
                signature.setKey(null);
            }
            case "symmetric" -> {
                signature.setAlgorithmHeaderValue("HS256");
                signature.setKey(new HmacKey(Files.readAllBytes(files.resolve("jwt.pem"))));
            }
            case "its own key" -> {
                signature.setKey(thief.keys().getPrivate());
                signature.setJwkHeader(
                        PublicJsonWebKey.Factory.newPublicJwk(thief.keys().getPublic()));
            }
            default -> {}
        }
        signature.setPayload(claims.toJson());
        String token = signature.getCompactSerialization();
        String sent = flaw.equals("changed") ? token.substring(0, token.length() - 4) + "AAAA" : token;
        assertThatThrownBy(() -> connect("tcp://127.0.0.1:" + gateway.mqtt, "app-1", sent, null))
                .isInstanceOf(MqttException.class);
    }

    /** The skew of a minute is over in a moment. */
    @Test
    void aConnectionEndsWithItsToken() throws Exception {
        JwtClaims claims = claims();
        NumericDate almost = NumericDate.now();
        almost.addSeconds(-57);
        claims.setExpirationTime(almost);
        try (App5 app = connect("tcp://127.0.0.1:" + gateway.mqtt, "app-1", token(claims), null)) {
            assertThat(app.isConnected()).isTrue();
            await().atMost(Duration.ofSeconds(20)).until(() -> !app.isConnected());
        }
    }

    /** Neither who takes the connection over with the same token nor a stranger who knows the client id makes it last longer. */
    @Test
    void aTokensEndIsNotForgottenWhenTheClientConnectsAgainOrAStrangerTries() throws Exception {
        JwtClaims claims = claims();
        NumericDate almost = NumericDate.now();
        almost.addSeconds(-55);
        claims.setExpirationTime(almost);
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName("app-1");
        options.setPassword(bytes(token(claims)));
        try (App5 first = new App5(gateway.mqtt, "with-token");
                App5 again = new App5(gateway.mqtt, "with-token");
                App5 stranger = new App5(gateway.mqtt, "with-token")) {
            first.connect(options).waitForCompletion(TIMEOUT_MS);
            again.connect(options).waitForCompletion(TIMEOUT_MS);
            MqttConnectionOptions guess = new MqttConnectionOptions();
            guess.setUserName("app-1");
            guess.setPassword(bytes("guess"));
            assertThatThrownBy(() -> stranger.connect(guess).waitForCompletion(TIMEOUT_MS))
                    .isInstanceOf(MqttException.class);
            assertThat(again.isConnected()).isTrue();
            await().atMost(Duration.ofSeconds(20)).until(() -> !again.isConnected());
        }
    }

    @Test
    void whatHoldsTheKeyIsOursAlone() throws Exception {
        Path folder = gateway.data.resolve("mqtt/conf");
        for (String file : List.of("server.p12", "clients.p12", "config.xml")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
