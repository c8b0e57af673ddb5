package io.fleetwire.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.testing.TestCa;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTlsTest {

    @TempDir
    Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final GatewayMetrics metrics = new GatewayMetrics(meters);
    private TestCa ca;
    private TlsSettings settings;

    @BeforeEach
    void files() throws Exception {
        ca = new TestCa("Test authority");
        settings = new TlsSettings(
                folder.resolve("server.pem"), folder.resolve("server.key"), ca.writeTo(folder.resolve("ca.pem")), true);
        ca.issue("gateway", "localhost").writeTo(settings.certificate(), settings.key());
    }

    @Test
    void keysAreReadInEveryFormThatToolsWrite() throws Exception {
        TestCa.Issued issued = ca.issue("gateway");
        issued.writeTo(settings.certificate(), settings.key());
        assertThat(Files.readString(settings.key())).startsWith("-----BEGIN PRIVATE KEY"); // PKCS 8
        assertThat(TlsMaterial.load(settings).chain()).containsExactly(issued.certificate());

        ECPrivateKey key = (ECPrivateKey) issued.keys().getPrivate();
        ASN1Object sec1 = new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(), SECObjectIdentifiers.secp256r1);
        Files.writeString(settings.key(), TestCa.pem(new PemObject("EC PRIVATE KEY", sec1.getEncoded())));
        assertThat(((ECPrivateKey) TlsMaterial.load(settings).key()).getS()).isEqualTo(key.getS());

        Path rsa = folder.resolve("rsa.key");
        Files.writeString(
                rsa,
                TestCa.pem(KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate()));
        assertThat(Files.readString(rsa)).startsWith("-----BEGIN RSA PRIVATE KEY"); // PKCS 1
        assertThatThrownBy(() -> load(settings.certificate(), rsa))
                .hasMessage("TLS: " + rsa + " is not the key of " + settings.certificate());
    }

    @Test
    void whatCannotBeUsedIsNamed() throws Exception {
        Path none = folder.resolve("none.pem");
        assertThatThrownBy(() -> load(none, settings.key()))
                .isInstanceOf(TlsFileException.class)
                .hasMessage("TLS: " + none + " does not exist");
        assertThatThrownBy(() -> load(settings.certificate(), none))
                .isInstanceOf(TlsFileException.class)
                .hasMessage("TLS: " + none + " does not exist");

        Path text = Files.writeString(folder.resolve("text.pem"), "not a certificate");
        assertThatThrownBy(() -> load(text, settings.key())).hasMessageContaining(text + " holds no certificate");
        assertThatThrownBy(() -> load(settings.certificate(), text)).hasMessageContaining(text + " holds no private");
    }

    private static TlsMaterial load(Path certificate, Path key) throws TlsFileException {
        return TlsMaterial.load(new TlsSettings(certificate, key, null, false));
    }

    @Test
    void filesThatChangeAreReadAgainAndBadOnesLeaveTheOldInUse() throws Exception {
        try (ServerTls tls = new ServerTls(settings, metrics, Duration.ofMillis(20))) {
            AtomicReference<TlsMaterial> told = new AtomicReference<>();
            tls.whenChanged(told::set);
            Object before = tls.context();

            Files.writeString(settings.key(), "garbage");
            await().until(() -> count("failed") > 0);
            assertThat(tls.context()).isSameAs(before);

            TestCa.Issued renewed = ca.issue("gateway", "renewed.example");
            renewed.writeTo(settings.certificate(), settings.key());
            await().untilAsserted(() -> assertThat(told.get()).isNotNull());
            assertThat(tls.context()).isNotSameAs(before);
            assertThat(told.get().chain()).containsExactly(renewed.certificate());
            assertThat(tls.material()).isSameAs(told.get());
            assertThat(tls.material().keyStore("x".toCharArray()).size()).isOne();
            assertThat(tls.material().trustStore().size()).isOne();
            assertThat(count("used")).isOne();
        }
    }

    @Test
    void nothingOlderThanTls12AndOnlyWhatTheJdkTakesForSafe() throws Exception {
        try (ServerTls tls = new ServerTls(settings, metrics, Duration.ofHours(1))) {
            SSLEngine engine = tls.context().newEngine(UnpooledByteBufAllocator.DEFAULT);
            assertThat(engine.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
            assertThat(engine.getEnabledCipherSuites())
                    .isNotEmpty()
                    .isSubsetOf(
                            SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites());
            assertThat(engine.getNeedClientAuth()).isTrue();
        }
    }

    private double count(String result) {
        return meters.counter("fleetwire.gateway.tls.reloads", "result", result).count();
    }

    @Test
    void aCertificateIsForItsCommonNameAndItsAlternativeNames() throws Exception {
        assertThat(Certificates.names(
                        ca.issue("356307042441013", "van-7.example").certificate()))
                .containsExactlyInAnyOrder("356307042441013", "van-7.example");
        assertThat(Certificates.names(
                        ca.issue("O'Brien, \"CN=356307042441013\"").certificate()))
                .containsExactly("O'Brien, \"CN=356307042441013\"");
        assertThat(Certificates.fingerprint(ca.issue("x").certificate())).matches("[0-9a-f]{64}");
    }

    @Test
    void clientsCannotNeedACertificateOfNobody() {
        assertThatThrownBy(() -> new TlsSettings(Path.of("c"), Path.of("k"), null, true))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
