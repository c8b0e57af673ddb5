package io.fleetwire.gateway.tls;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Public keys in PEM files. */
public final class PublicKeys {

    /** No file of keys is longer. */
    private static final long MAX_BYTES = 1 << 20;

    private PublicKeys() {}

    /**
     * The file as it is.
     *
     * @throws TlsFileException where it cannot be read
     */
    public static String text(Path file) throws TlsFileException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new TlsFileException(file, "is too long for a file of keys");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new TlsFileException(file, "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /**
     * The keys in it, or those of the certificates in it.
     *
     * @throws TlsFileException where there is none
     */
    public static List<PublicKey> of(Path file) throws TlsFileException {
        List<PublicKey> keys = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file);
                PEMParser pem = new PEMParser(reader)) {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            for (Object part = pem.readObject(); part != null; part = pem.readObject()) {
                switch (part) {
                    case SubjectPublicKeyInfo key -> keys.add(converter.getPublicKey(key));
                    case X509CertificateHolder certificate ->
                        keys.add(converter.getPublicKey(certificate.getSubjectPublicKeyInfo()));
                    default -> throw new TlsFileException(file, "holds something else than public keys in PEM form");
                }
            }
        } catch (IOException e) {
            throw new TlsFileException(file, "holds no public key in PEM form: " + e.getMessage());
        }
        if (keys.isEmpty()) {
            throw new TlsFileException(file, "holds no public key in PEM form");
        }
        return keys;
    }
}
