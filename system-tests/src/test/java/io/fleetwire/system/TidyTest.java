package io.fleetwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.protocol.registry.Protocols;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Style that matters is a failing test. */
class TidyTest {

    private static final int MOST_LINES = 400;
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", "dist", ".git", "data", "generated");
    private static final Pattern CODE_SPAN = Pattern.compile("`([A-Za-z0-9_.{},*/-]+/[A-Za-z0-9_.{},*/-]*)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @Test
    void noFileIsTwoIdeas() throws IOException {
        List<String> long_ = new ArrayList<>();
        for (Path file : sources(".java", ".ts", ".svelte", ".sql")) {
            try (Stream<String> lines = Files.lines(file)) {
                long count = lines.count();
                if (count > MOST_LINES) {
                    long_.add(Stack.home().relativize(file) + ": " + count);
                }
            }
        }
        assertThat(long_).as("files over %d lines", MOST_LINES).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        List<Path> silent = sources(".java").stream()
                .filter(file -> file.toString().contains("src/main/java"))
                .map(Path::getParent)
                .distinct()
                .filter(folder -> Files.notExists(folder.resolve("package-info.java")))
                .toList();
        assertThat(silent).isEmpty();
    }

    /** A path that starts with one of our folders must exist; addresses, topics and file patterns are something else. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "ARCHITECTURE.md"})
    void everyPathADocumentNamesExists(String document) throws IOException {
        String text = Files.readString(Stack.home().resolve(document));
        List<String> missing = new ArrayList<>();
        for (Pattern pattern : List.of(CODE_SPAN, LINK)) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                String path = matcher.group(1);
                if (isOurs(path) && !exists(path)) {
                    missing.add(path);
                }
            }
        }
        assertThat(missing).as("paths in %s that do not exist", document).isEmpty();
    }

    @Test
    void theReadmeNamesEveryProtocolsPort() throws IOException {
        List<String> lines = Files.readAllLines(Stack.home().resolve("README.md"));
        List<String> missing = Protocols.devices().stream()
                .filter(protocol ->
                        lines.stream().noneMatch(line -> line.endsWith("| " + protocol.defaultPort() + " |")))
                .map(protocol -> protocol.id() + " " + protocol.defaultPort())
                .toList();
        assertThat(missing)
                .as("rows missing in the table of trackers in README.md")
                .isEmpty();
    }

    private static boolean isOurs(String path) {
        Path first = Path.of(path).normalize().getName(0);
        return !path.contains("*")
                && !path.contains("{")
                && !NOT_OURS.contains(first.toString())
                && Files.exists(Stack.home().resolve(first));
    }

    private static boolean exists(String path) {
        return Files.exists(Stack.home().resolve(path));
    }

    static List<Path> sources(String... endings) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(Stack.home(), new java.nio.file.SimpleFileVisitor<>() {
            @Override
            public java.nio.file.FileVisitResult preVisitDirectory(
                    Path folder, java.nio.file.attribute.BasicFileAttributes attributes) {
                return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                        ? java.nio.file.FileVisitResult.SKIP_SUBTREE
                        : java.nio.file.FileVisitResult.CONTINUE;
            }

            @Override
            public java.nio.file.FileVisitResult visitFile(
                    Path file, java.nio.file.attribute.BasicFileAttributes attributes) {
                if (Stream.of(endings).anyMatch(ending -> file.toString().endsWith(ending))) {
                    found.add(file);
                }
                return java.nio.file.FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
