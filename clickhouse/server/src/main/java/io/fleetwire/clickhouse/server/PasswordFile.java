package io.fleetwire.clickhouse.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** A password in a file for its owner alone. */
final class PasswordFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final int RANDOM_BYTES = 24;

    private PasswordFile() {}

    /** Reads it; makes one of 192 random bits where there is none. */
    static String readOrCreate(Path file) throws IOException {
        try {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
            String password = Files.readString(file).strip();
            if (password.isEmpty()) {
                throw new IOException(file + " is empty: put a password in, or remove it to get a new one");
            }
            return password;
        } catch (NoSuchFileException e) {
            return create(file);
        }
    }

    private static String create(Path file) throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.write(file, (password + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
        return password;
    }
}
