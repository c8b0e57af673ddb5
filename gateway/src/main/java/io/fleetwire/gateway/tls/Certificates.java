package io.fleetwire.gateway.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** What a device's certificate says. */
public final class Certificates {

    /** Kinds of alternative names that can be a device's id (RFC 5280, GeneralName): dNSName, uniformResourceIdentifier. */
    private static final Set<Integer> ID_KINDS = Set.of(2, 6);

    private Certificates() {}

    /** The ids it is for: its subject's common names and its alternative names. */
    public static Set<String> names(X509Certificate certificate) {
        Set<String> names = new HashSet<>();
        try {
            for (Rdn rdn :
                    new LdapName(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253)).getRdns()) {
                if (rdn.getType().equalsIgnoreCase("CN")) {
                    names.add(rdn.getValue().toString());
                }
            }
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> alternative : alternatives) {
                    if (ID_KINDS.contains(alternative.get(0))) {
                        names.add(String.valueOf(alternative.get(1)));
                    }
                }
            }
            return names;
        } catch (InvalidNameException | CertificateParsingException e) {
            return Set.of(); // an authority signed nonsense: it is for nobody
        }
    }

    /** Its SHA-256, in hexadecimal: the form that {@code openssl x509 -fingerprint -sha256} prints, without the colons. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256, and what was parsed has a form", e);
        }
    }
}
