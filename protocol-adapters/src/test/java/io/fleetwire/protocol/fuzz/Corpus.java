package io.fleetwire.protocol.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The inputs that long runs found worth keeping: one a line, as hex, shortest first, in {@code src/test/corpus/<protocol>.hex}. */
record Corpus(Path file) {

    static Corpus of(String protocol) {
        return new Corpus(Path.of("src", "test", "corpus", protocol + ".hex"));
    }

    /** Empty where no long run has been made yet. */
    List<byte[]> inputs() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(HexFormat.of()::parseHex).toList();
        }
    }

    /** Replaces all of it by the files of a folder. */
    void keep(Path folder) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, hexFiles(folder));
    }

    /** Writes inputs as the files a fuzzer wants. */
    static void unpack(List<byte[]> inputs, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < inputs.size(); i++) {
            Files.write(folder.resolve(Integer.toString(i)), inputs.get(i));
        }
    }

    private static List<String> hexFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Corpus::hex)
                    .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    private static String hex(Path file) {
        try {
            return HexFormat.of().formatHex(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
