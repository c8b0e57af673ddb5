package io.fleetwire.gateway.tls;

import java.nio.file.Path;

/** A certificate or key cannot be used. The message names the file and is the sentence for whoever runs the gateway. */
public final class TlsFileException extends Exception {

    private static final long serialVersionUID = 1L;

    TlsFileException(Path file, String problem) {
        super("TLS: " + file + " " + problem);
    }
}
