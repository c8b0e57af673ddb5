package io.fleetwire.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StringWriter said = new StringWriter();

    @TempDir
    private Path data;

    @Test
    void aKilledProcessIsStartedAgainAndSaysSo() throws Exception {
        try (RunFolder run = RunFolder.take(data.resolve("run"));
                Supervisor supervisor = new Supervisor(run, new PrintWriter(said, true))) {
            supervisor.start(List.of(child("sleeper", "exec sleep 600")), name -> {});
            long first = pid("sleeper").orElseThrow();

            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(pid("sleeper")).isPresent().get().isNotEqualTo(first));
            assertThat(said.toString()).contains("sleeper died (signal 9)");
        }
        assertThat(pid("sleeper")).isEmpty();
    }

    @Test
    void closingStopsEveryProcess() throws Exception {
        ProcessHandle process;
        try (RunFolder run = RunFolder.take(data.resolve("run"));
                Supervisor supervisor = new Supervisor(run, new PrintWriter(said, true))) {
            supervisor.start(List.of(child("sleeper", "exec sleep 600")), name -> {});
            process = ProcessHandle.of(pid("sleeper").orElseThrow()).orElseThrow();
        }
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void aProcessThatDiesWhileStartingFailsTheStartAndNamesItsLog() throws Exception {
        try (RunFolder run = RunFolder.take(data.resolve("run"));
                Supervisor supervisor = new Supervisor(run, new PrintWriter(said, true))) {
            ProcessSpec broken = new ProcessSpec(
                    "broken", shell("echo it hurts; exit 7"), Map.of(), log("broken"), () -> false, Map.of());

            assertThatThrownBy(() -> supervisor.start(List.of(broken), name -> {}))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining("broken died while starting")
                    .hasMessageContaining(log("broken").toString());
            assertThat(log("broken")).content().contains("it hurts");
        }
    }

    @Test
    void aDataFolderHasOneSupervisor() throws Exception {
        try (RunFolder first = RunFolder.take(data.resolve("run"))) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> RunFolder.take(data.resolve("run")))
                    .isInstanceOf(RunFolder.FolderInUseException.class)
                    .hasMessageContaining("--data");
        }
    }

    @Test
    void whatAKilledSupervisorLeftRunningIsStoppedAndOthersAreNot() throws Exception {
        Process orphan = new ProcessBuilder(shell("exec sleep 600")).start();
        Process stranger = new ProcessBuilder(shell("exec sleep 600")).start();
        try {
            Path folder = Files.createDirectories(data.resolve("run"));
            note(
                    folder,
                    "orphan",
                    orphan,
                    orphan.info().startInstant().orElseThrow().toString());
            // The number of a process that died long ago now belongs to somebody else.
            note(folder, "reused", stranger, "2001-01-01T00:00:00Z");

            RunFolder.take(folder).close();

            await().atMost(PATIENCE).until(() -> !orphan.isAlive());
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            orphan.destroyForcibly();
            stranger.destroyForcibly();
        }
    }

    private static void note(Path folder, String name, Process process, String started) throws Exception {
        Files.writeString(folder.resolve(name + ".pid"), process.pid() + "\n");
        Files.writeString(folder.resolve(name + ".started"), started);
    }

    private ProcessSpec child(String name, String script) {
        return new ProcessSpec(name, shell(script), Map.of(), log(name), () -> true, Map.of());
    }

    private static List<String> shell(String script) {
        return List.of("/bin/sh", "-c", script);
    }

    private Path log(String name) {
        return data.resolve("logs").resolve(name + ".log");
    }

    private Optional<Long> pid(String name) throws Exception {
        Path file = data.resolve("run").resolve(name + ".pid");
        return Files.exists(file)
                ? Optional.of(Long.valueOf(Files.readString(file).strip()))
                : Optional.empty();
    }
}
