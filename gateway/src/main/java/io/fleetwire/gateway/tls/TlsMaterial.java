package io.fleetwire.gateway.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * What a TLS server needs, read and checked.
 *
 * @param chain the server's certificate first
 * @param clientCas the authorities of the clients' certificates; empty: clients are not asked for one
 */
public record TlsMaterial(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> clientCas) {

    public TlsMaterial {
        chain = List.copyOf(chain);
        clientCas = List.copyOf(clientCas);
    }

    /**
     * Reads the files.
     *
     * @throws TlsFileException naming the file that is missing, unreadable, or does not belong to the others
     */
    public static TlsMaterial load(TlsSettings settings) throws TlsFileException {
        List<X509Certificate> chain = certificates(settings.certificate());
        PrivateKey key = privateKey(settings.key());
        if (!belongTogether(key, chain.getFirst().getPublicKey())) {
            throw new TlsFileException(settings.key(), "is not the key of " + settings.certificate());
        }
        return new TlsMaterial(key, chain, settings.clientCa() == null ? List.of() : certificates(settings.clientCa()));
    }

    /** Key and chain, for a server that wants a key store; the key is under the same password. */
    public KeyStore keyStore(char[] password) {
        KeyStore store = emptyStore();
        try {
            store.setKeyEntry("server", key, password, chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a fresh store takes any key", e);
        }
    }

    /** The clients' authorities, for a server that wants a trust store. */
    public KeyStore trustStore() {
        KeyStore store = emptyStore();
        try {
            for (int i = 0; i < clientCas.size(); i++) {
                store.setCertificateEntry("ca" + i, clientCas.get(i));
            }
            return store;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a fresh store takes any certificate", e);
        }
    }

    private static KeyStore emptyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JDK has PKCS12", e);
        }
    }

    private static List<X509Certificate> certificates(Path file) throws TlsFileException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new TlsFileException(file, "holds no certificate in PEM form");
            }
            return certificates;
        } catch (CertificateException e) {
            throw new TlsFileException(file, "holds no certificate in PEM form: " + e.getMessage());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static PrivateKey privateKey(Path file) throws TlsFileException {
        try (Reader reader = Files.newBufferedReader(file);
                PEMParser pem = new PEMParser(reader)) {
            for (Object part = pem.readObject(); part != null; part = pem.readObject()) {
                if (part instanceof PrivateKeyInfo pkcs8) {
                    return new JcaPEMKeyConverter().getPrivateKey(pkcs8);
                }
                if (part instanceof PEMKeyPair pair) {
                    return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo()); // SEC 1, PKCS 1
                }
            }
            throw new TlsFileException(file, "holds no private key in PEM form, or an encrypted one");
        } catch (NoSuchFileException e) {
            throw unreadable(file, e);
        } catch (IOException e) {
            throw new TlsFileException(file, "is no private key in PEM form: " + e.getMessage());
        }
    }

    private static TlsFileException unreadable(Path file, IOException e) {
        String why = e instanceof NoSuchFileException
                ? "does not exist"
                : "cannot be read: " + e.getClass().getSimpleName();
        return new TlsFileException(file, why);
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC", "ECDSA" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // of another kind than the certificate
        }
    }
}
