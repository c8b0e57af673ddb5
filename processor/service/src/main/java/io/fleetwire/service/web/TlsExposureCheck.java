package io.fleetwire.service.web;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start where tokens and passwords would cross a network readable. */
@Startup
@ApplicationScoped
class TlsExposureCheck {

    TlsExposureCheck(
            WebConfig config,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.insecure-requests", defaultValue = "enabled") String insecure,
            @ConfigProperty(name = "quarkus.http.ssl.certificate.files") Optional<List<String>> certificates) {
        boolean speaksTls = certificates.isPresent() && !insecure.equalsIgnoreCase("enabled");
        problem(host, speaksTls || config.behindTlsProxy()).ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
    }

    /** What is wrong with listening there; empty: nothing. */
    static Optional<String> problem(String host, boolean tls) {
        return tls || isLoopback(host)
                ? Optional.empty()
                : Optional.of("The page would be open on " + host
                        + " without TLS: whoever is on the way reads tokens and passwords. Give it a certificate"
                        + " (QUARKUS_HTTP_SSL_CERTIFICATE_FILES, QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES and"
                        + " QUARKUS_HTTP_INSECURE_REQUESTS=disabled), or put a proxy that speaks TLS in front and set"
                        + " FLEETWIRE_BEHIND_TLS_PROXY=true.");
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
