package io.fleetwire.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {

    @TempDir
    private Path folder;

    private final StringWriter told = new StringWriter();

    @Test
    void whatOthersCouldReadIsMendedAndSaid() throws IOException {
        Path data = folder.resolve("data");
        Path cache = Files.createDirectories(data.resolve("tmp/vertx-cache"));
        Path page = Files.writeString(cache.resolve("index.html"), "page");
        Path outside = Files.writeString(folder.resolve("outside"), "not ours");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(page, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rw-r--r--"));
        Files.createSymbolicLink(cache.resolve("link"), outside);

        protect(data);

        assertThat(rights(data)).isEqualTo("rwx------");
        assertThat(rights(cache)).isEqualTo("rwx------");
        assertThat(rights(page)).isEqualTo("rw-------");
        assertThat(rights(outside)).isEqualTo("rw-r--r--");
        assertThat(told.toString()).contains("could be read by other accounts", data.toString());
    }

    @Test
    void aNewFolderIsPrivateAndNothingIsSaid() throws IOException {
        Path data = folder.resolve("some/data");
        protect(data);
        assertThat(List.of(data, data.resolve("tmp"), data.resolve("logs"), data.resolve("run")))
                .allSatisfy(path -> assertThat(rights(path)).isEqualTo("rwx------"));
        protect(data);
        assertThat(told.toString()).isEmpty();
    }

    @Test
    void aPasswordIsMadeOnceForItsOwner() throws IOException {
        Path file = folder.resolve("password");
        String made = PrivateFiles.password(file);
        assertThat(made).hasSizeGreaterThanOrEqualTo(32);
        assertThat(PrivateFiles.password(file)).isEqualTo(made);
        assertThat(rights(file)).isEqualTo("rw-------");
        assertThat(PrivateFiles.password(folder.resolve("other"))).isNotEqualTo(made);
    }

    @Test
    void whatAChildMakesIsPrivate() throws Exception {
        Path made = folder.resolve("made");
        Path log = folder.resolve("logs/child.log");
        ProcessSpec spec = new ProcessSpec(
                "child",
                List.of("/bin/sh", "-c", "mkdir " + made + " && touch " + made.resolve("file") + " && sleep 60"),
                Map.of(),
                log,
                () -> Files.exists(made.resolve("file")),
                Map.of());
        try (RunFolder run = RunFolder.take(folder.resolve("run"));
                Supervisor supervisor = new Supervisor(run, new PrintWriter(told))) {
            supervisor.start(List.of(spec), name -> {});
            assertThat(rights(made)).isEqualTo("rwx------");
            assertThat(rights(made.resolve("file"))).isEqualTo("rw-------");
            assertThat(rights(log)).isEqualTo("rw-------");
            assertThat(rights(folder.resolve("run/child.pid"))).isEqualTo("rw-------");
            assertThat(rights(folder.resolve("run/lock"))).isEqualTo("rw-------");
        }
    }

    private void protect(Path data) throws IOException {
        PrintWriter out = new PrintWriter(told);
        PrivateFiles.protect(data, out);
        out.flush();
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
