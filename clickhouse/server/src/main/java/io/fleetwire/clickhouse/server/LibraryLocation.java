package io.fleetwire.clickhouse.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds libchdb where npm has put it. */
final class LibraryLocation {
    private static final String FOLDER = "node_modules/@chdb";

    private LibraryLocation() {}

    /** Looks in the folders above this class's jar or class folder, and above the working folder. */
    static Optional<Path> find() {
        return Stream.of(codeLocation(), Path.of("").toAbsolutePath())
                .flatMap(start -> Stream.iterate(start, folder -> folder != null, Path::getParent))
                .flatMap(folder -> Stream.of(folder, folder.resolve("clickhouse/server")))
                .map(folder -> folder.resolve(FOLDER))
                .filter(Files::isDirectory)
                .flatMap(LibraryLocation::librariesIn)
                .findFirst();
    }

    private static Stream<Path> librariesIn(Path folder) {
        try (Stream<Path> platforms = Files.list(folder)) {
            // Linux and macOS: the same file name in both packages.
            return platforms
                    .map(platform -> platform.resolve("libchdb.so"))
                    .filter(Files::isRegularFile)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static Path codeLocation() {
        try {
            return Path.of(LibraryLocation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
