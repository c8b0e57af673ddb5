package io.fleetwire.gateway.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a server's certificate is, and what it wants of its clients. All files are PEM.
 *
 * @param certificate the server's certificate, then those that lead to its authority
 * @param key the certificate's private key, not encrypted
 * @param clientCa the authorities that sign the devices' certificates; null: devices are not asked for one
 * @param clientsNeedOne a device without a certificate of {@code clientCa} does not get past the handshake
 */
public record TlsSettings(
        Path certificate, Path key, @Nullable Path clientCa, boolean clientsNeedOne) {

    public TlsSettings {
        if (clientsNeedOne && clientCa == null) {
            throw new IllegalArgumentException("clients can only need a certificate where their authority is given");
        }
    }

    /** Every file that matters. */
    List<Path> files() {
        List<Path> files = new ArrayList<>(List.of(certificate, key));
        if (clientCa != null) {
            files.add(clientCa);
        }
        return files;
    }
}
