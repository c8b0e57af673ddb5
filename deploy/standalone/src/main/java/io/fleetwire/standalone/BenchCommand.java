package io.fleetwire.standalone;

import io.fleetwire.standalone.house.House;
import io.fleetwire.standalone.house.Installation;
import io.fleetwire.standalone.house.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code fleet bench}: a house of its own, or one that is up, under a constant load. Only the result goes to standard output. */
@Command(name = "bench", description = "Measures a house of its own on a temporary folder, or one that is up.")
final class BenchCommand implements Callable<Integer> {

    /** Beside a house on the usual ports. */
    private static final int OWN_PORT_OFFSET = 13_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--running", description = "Measure the house that is up instead of starting one.")
    private boolean running;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "Of the house (default: 13000 for its own, else that of the settings).")
    private @Nullable Integer portOffset;

    @Option(
            names = {"-h", "--help"},
            description = "Show this, and the options of the load.")
    private boolean help;

    /** What the load generator understands. */
    @Unmatched
    private List<String> loadOptions = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        if (help) {
            spec.commandLine().usage(System.out);
            System.out.printf("%nThe load:%n");
            return load(existing(), List.of("--help"));
        }
        return running ? load(existing(), loadOptions) : measureOwn();
    }

    /** The folder is on the disk of the installation: a temporary one in memory would flatter. */
    private int measureOwn() throws Exception {
        Path target = Installation.current().home().resolve("target");
        Path data = Files.createTempDirectory(Files.createDirectories(target), "bench-");
        PrintWriter told = spec.commandLine().getErr();
        Settings settings = settings(data, portOffset == null ? OWN_PORT_OFFSET : portOffset);
        int status;
        try (RunningHouse house = RunningHouse.start(settings, told)) {
            status = load(house.house(), loadOptions);
        }
        if (status == 0) {
            delete(data);
        } else {
            told.println("Logs and data are kept in " + data);
        }
        return status;
    }

    private House existing() throws IOException {
        return new House(settings(null, portOffset), Installation.current());
    }

    private static Settings settings(@Nullable Path data, @Nullable Integer offset) throws IOException {
        Map<String, String> environment = System.getenv();
        return Settings.read(Settings.Options.ofCaller(data, offset), environment);
    }

    private static int load(House house, List<String> options) throws IOException, InterruptedException {
        Process generator =
                new ProcessBuilder(house.loadGenerator(options)).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(generator::destroy, "stop-load"));
        return generator.waitFor();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
