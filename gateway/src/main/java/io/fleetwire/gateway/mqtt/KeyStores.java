package io.fleetwire.gateway.mqtt;

import io.fleetwire.gateway.tls.TlsMaterial;
import io.fleetwire.gateway.tls.TlsSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Certificates in the form that the broker wants: two files, readable by us alone, under a password of this process. The broker looks at them again every
 * ten seconds, so writing them anew renews a certificate.
 *
 * @param key the server's
 * @param trust the clients' authorities; null: clients are not asked for a certificate
 * @param clients how much they are asked: {@code NONE}, {@code OPTIONAL}, {@code REQUIRED}
 */
record KeyStores(Path key, @Nullable Path trust, String password, String clients) {

    private static final FileAttribute<?> OURS_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final int PASSWORD_BYTES = 24;

    /** For these certificates, in this folder. */
    static KeyStores write(Path folder, TlsSettings settings, TlsMaterial material) throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        boolean asks = settings.clientCa() != null;
        KeyStores stores = new KeyStores(
                folder.resolve("server.p12"),
                asks ? folder.resolve("clients.p12") : null,
                HexFormat.of().formatHex(random),
                !asks ? "NONE" : settings.clientsNeedOne() ? "REQUIRED" : "OPTIONAL");
        stores.write(material);
        return stores;
    }

    /** Others from now on. */
    void write(TlsMaterial material) throws IOException {
        write(key, material.keyStore(password.toCharArray()));
        if (trust != null) {
            write(trust, material.trustStore());
        }
    }

    /** Whoever reads sees the old file or the new one, whole. */
    private void write(Path file, KeyStore store) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, OURS_ALONE);
        try (OutputStream out = Files.newOutputStream(fresh)) {
            store.store(out, password.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
