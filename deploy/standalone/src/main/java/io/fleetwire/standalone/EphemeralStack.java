package io.fleetwire.standalone;

import io.fleetwire.standalone.stack.Installation;
import io.fleetwire.standalone.stack.Ports;
import io.fleetwire.standalone.stack.Settings;
import io.fleetwire.standalone.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A stack for one trial: on ports of its own and a folder that goes away when all went well. */
final class EphemeralStack {

    /**
     * What the trials speak. OBD's usual port and many others of an offset are among those that Linux gives to outgoing connections: one of the hundreds that a
     * trial opens would sooner or later sit where the gateway wants to listen.
     */
    private static final Set<String> DOORS = Set.of("teltonika", "gt06", Ports.MQTT);

    private EphemeralStack() {}

    /** What is done to the stack: a command line of its own process. */
    interface Ephemeral {
        List<String> command(Stack stack) throws IOException;
    }

    /**
     * Starts a stack, runs the trial, stops the stack. The folder is on the disk of the installation: a temporary one in memory would flatter.
     *
     * @return the trial's exit status; other than 0: logs and data are kept
     */
    static int run(int portOffset, PrintWriter told, Ephemeral ephemeral) throws Exception {
        Path target = Installation.current().home().resolve("target");
        Path data = Files.createTempDirectory(Files.createDirectories(target), "trial-");
        int status;
        try (RunningStack stack = RunningStack.start(settings(data, portOffset).onlyDoors(DOORS), told)) {
            status = run(ephemeral.command(stack.stack()));
        }
        if (status == 0) {
            delete(data);
        } else {
            told.println("Logs and data are kept in " + data);
        }
        return status;
    }

    /** A stack that is up already. */
    static Stack existing(@Nullable Integer portOffset) throws IOException {
        return new Stack(settings(null, portOffset), Installation.current());
    }

    private static Settings settings(@Nullable Path data, @Nullable Integer offset) throws IOException {
        return Settings.read(Settings.Options.ofCaller(data, offset), System.getenv());
    }

    /** Runs it to its end; it speaks to whom we speak. */
    static int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-trial"));
        return process.waitFor();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
