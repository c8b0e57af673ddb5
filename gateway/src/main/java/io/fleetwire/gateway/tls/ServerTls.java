package io.fleetwire.gateway.tls;

import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate in use. A certificate is renewed while devices are connected: changed files are read again, and serve the handshakes from then on.
 * Files that cannot be used are complained about, and what was there before stays.
 */
public final class ServerTls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    /** Anything older has known holes. */
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** How often the files are looked at. */
    public static final Duration CHECK_EVERY = Duration.ofSeconds(10);

    /** Sessions that can be resumed, a few hundred bytes each: what comes beyond makes a full handshake. */
    private static final int MAX_RESUMABLE_SESSIONS = 20_000;

    private final TlsSettings settings;
    private final GatewayMetrics metrics;
    private final List<Consumer<TlsMaterial>> interested = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tls-files").factory());
    private volatile TlsMaterial material;
    private volatile SslContext context;
    private List<List<Object>> seen;

    /**
     * Reads the files, and looks at them again every so often.
     *
     * @throws TlsFileException naming the file that cannot be used
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the executor
    public ServerTls(TlsSettings settings, GatewayMetrics metrics, Duration checkEvery) throws TlsFileException {
        this.settings = settings;
        this.metrics = metrics;
        seen = look(settings);
        material = TlsMaterial.load(settings);
        context = contextOf(settings, material);
        metrics.gauge(
                "fleetwire.gateway.tls.expires.seconds",
                "when the certificate in use expires, in seconds since 1970",
                this,
                ServerTls::expires);
        var unused = watch.scheduleWithFixedDelay(
                this::readAgainIfChanged, checkEvery.toMillis(), checkEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** For the next handshake. */
    public SslContext context() {
        return context;
    }

    /** What is in use, for a server that brings a TLS of its own. */
    public TlsMaterial material() {
        return material;
    }

    /** Calls when other certificates are in use from now on. */
    public void whenChanged(Consumer<TlsMaterial> changed) {
        interested.add(changed);
    }

    private static double expires(ServerTls tls) {
        return tls.material.chain().getFirst().getNotAfter().toInstant().getEpochSecond();
    }

    private void readAgainIfChanged() {
        try {
            List<List<Object>> now = look(settings);
            if (!now.equals(seen)) {
                seen = now;
                readAgain();
            }
        } catch (RuntimeException e) {
            LOG.error("the TLS files were not read again", e); // and are looked at the next time
        }
    }

    private void readAgain() {
        try {
            TlsMaterial read = TlsMaterial.load(settings);
            context = contextOf(settings, read);
            material = read;
            metrics.tlsReload(true);
            LOG.info(
                    "TLS: {} was read again; it expires {}",
                    settings.certificate(),
                    read.chain().getFirst().getNotAfter().toInstant());
            interested.forEach(changed -> changed.accept(read));
        } catch (TlsFileException e) {
            metrics.tlsReload(false);
            LOG.error("{}; the certificate from before stays in use", e.getMessage());
        }
    }

    /** What tells one state of the files from another; links are followed, as containers swap those. */
    private static List<List<Object>> look(TlsSettings settings) {
        List<List<Object>> states = new ArrayList<>();
        for (Path file : settings.files()) {
            try {
                states.add(List.of(file.toRealPath(), Files.getLastModifiedTime(file), Files.size(file)));
            } catch (IOException e) {
                states.add(List.of()); // being replaced at this moment, or gone: reading will say
            }
        }
        return states;
    }

    private static SslContext contextOf(TlsSettings settings, TlsMaterial material) throws TlsFileException {
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(
                            material.key(), material.chain().toArray(X509Certificate[]::new))
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOLS)
                    .ciphers(Arrays.asList(
                            SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites()))
                    .sessionCacheSize(MAX_RESUMABLE_SESSIONS);
            if (!material.clientCas().isEmpty()) {
                builder.trustManager(material.clientCas().toArray(X509Certificate[]::new))
                        .clientAuth(settings.clientsNeedOne() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
            }
            return builder.build();
        } catch (SSLException | GeneralSecurityException e) {
            throw new TlsFileException(settings.certificate(), "cannot be used: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
