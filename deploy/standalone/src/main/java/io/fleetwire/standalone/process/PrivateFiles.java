package io.fleetwire.standalone.process;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The data folder is for its owner alone, whatever the umask: folders 0700, files 0600. No other account can pass the
 * outermost folder, so what a process makes below it is out of reach from the first moment.
 */
public final class PrivateFiles {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.copyOf(FOLDER));
    private static final FileAttribute<Set<PosixFilePermission>> NEW_FOLDER =
            PosixFilePermissions.asFileAttribute(FOLDER);
    private static final FileAttribute<Set<PosixFilePermission>> NEW_FILE = PosixFilePermissions.asFileAttribute(FILE);
    private static final int PASSWORD_BYTES = 24;

    /** Folders that the stack uses from the beginning. */
    private static final List<String> FOLDERS =
            List.of("tmp", "logs", "run", "cache", "kafka", "clickhouse", "gateway", "map");

    private PrivateFiles() {}

    /** Makes the folder where it does not exist, and takes away from everybody else what is there. */
    public static void protect(Path data, PrintWriter out) throws IOException {
        create(data);
        int mended = closeTree(data);
        for (String folder : FOLDERS) {
            create(data.resolve(folder));
        }
        if (mended > 0) {
            out.printf(
                    "! %d files and folders in %s could be read by other accounts of this machine; they are yours"
                            + " alone again%n",
                    mended, data);
        }
    }

    /** As {@link #protect} for what processes have made meanwhile: Vert.x sets its cache's rights itself, too wide. */
    public static void protectAgain(Path data) throws IOException {
        closeTree(data);
    }

    /** A folder for its owner alone; one that exists becomes so. */
    public static void create(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            Path parent = folder.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(folder, NEW_FOLDER);
        }
        // The umask may take rights away at creation, and a link to a folder keeps that folder's.
        Files.setPosixFilePermissions(folder, FOLDER);
    }

    /** A file for its owner alone to append to; made where it does not exist. */
    public static void createFile(Path file) throws IOException {
        if (Files.notExists(file)) {
            Files.createFile(file, NEW_FILE);
        }
        Files.setPosixFilePermissions(file, FILE);
    }

    private static int closeTree(Path data) throws IOException {
        int[] mended = {0};
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                mended[0] += close(folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                // A link has no rights of its own, and what it leads to may be outside.
                mended[0] += attributes.isSymbolicLink() ? 0 : close(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw new IOException("cannot see who may read " + file + ": it belongs to another account?", e);
            }
        });
        return mended[0];
    }

    private static int close(Path path) throws IOException {
        try {
            return closeExisting(path);
        } catch (NoSuchFileException e) {
            return 0; // a process has removed it meanwhile
        }
    }

    private static int closeExisting(Path path) throws IOException {
        Set<PosixFilePermission> now = Files.getPosixFilePermissions(path);
        Set<PosixFilePermission> ours = EnumSet.noneOf(PosixFilePermission.class);
        ours.addAll(now);
        if (!ours.removeAll(OTHERS)) {
            return 0;
        }
        Files.setPosixFilePermissions(path, ours);
        return 1;
    }

    /** The password in a file for its owner alone: 192 random bits, made where there is none. */
    public static String password(Path file) throws IOException {
        if (Files.notExists(file)) {
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            String made = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            createFile(file);
            Files.write(file, (made + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
        }
        String password = Files.readString(file).strip();
        if (password.isEmpty()) {
            throw new IOException(file + " is empty: remove it, and the next start makes a new password");
        }
        return password;
    }
}
