package io.fleetwire.sim.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process of the stack.
 *
 * @param pidFile where its supervisor writes its id
 */
record TargetProcess(String name, Path pidFile) {

    /** Sends it a signal. */
    void signal(String signal) throws IOException, InterruptedException {
        run("kill", "-" + signal, String.valueOf(pid()));
    }

    /**
     * Lets none of its files grow beyond this: to a process, a full disk. Needs no rights; a process that is started anew has no such limit.
     *
     * @param bytes or {@code unlimited}
     */
    void limitFiles(String bytes) throws IOException, InterruptedException {
        run("prlimit", "--pid", String.valueOf(pid()), "--fsize=" + bytes + ":");
    }

    /** Whether the process is there that a fault began with. */
    boolean isAlive() throws IOException {
        return ProcessHandle.of(pid()).map(ProcessHandle::isAlive).orElse(false);
    }

    long pid() throws IOException {
        return Long.parseLong(Files.readString(pidFile).strip());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", Arrays.asList(command)) + ": " + said);
        }
    }

    /** Whether this machine can limit the files of a running process (Linux, util-linux). */
    static boolean filesCanBeLimited() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "prlimit")));
    }
}
