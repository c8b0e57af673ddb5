package io.fleetwire.gateway;

import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.registry.Protocols;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code FLEETWIRE_AVL_DICTIONARY}: a file with meanings of Teltonika's IO elements that the built-in dictionary does not have, or has otherwise. */
final class AvlDictionaryFile {

    static final String VARIABLE = "FLEETWIRE_AVL_DICTIONARY";

    /** Ten times the vendor's whole list; what is larger is another file. */
    static final long MAX_BYTES = 4L << 20;

    private AvlDictionaryFile() {}

    /**
     * Every protocol of devices, with the file's meanings where one is named.
     *
     * @throws IllegalArgumentException naming the variable, the file, the line and what is wrong
     */
    static List<ProtocolAdapter<?>> devices(Map<String, String> environment) {
        String name = environment.getOrDefault(VARIABLE, "").strip();
        if (name.isEmpty()) {
            return Protocols.devices();
        }
        try {
            return Protocols.devices(name, lines(Path.of(name)));
        } catch (IOException e) {
            throw new IllegalArgumentException(VARIABLE + ": cannot read " + name + " (" + e + ")", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(VARIABLE + ": " + e.getMessage(), e);
        }
    }

    private static List<String> lines(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("larger than " + MAX_BYTES + " bytes");
        }
        return Files.readAllLines(file);
    }
}
