package io.fleetwire.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code fleet bench}: a stack of its own, or one that is up, under a constant load. Only the result goes to standard output. */
@Command(name = "bench", description = "Measures a stack of its own on a temporary folder, or one that is up.")
final class BenchCommand implements Callable<Integer> {

    /** Beside a stack on the usual ports. */
    private static final int OWN_PORT_OFFSET = 13_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--running", description = "Measure the stack that is up instead of starting one.")
    private boolean running;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "Of the stack (default: 13000 for its own, else that of the settings).")
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
            return EphemeralStack.run(EphemeralStack.existing(portOffset).loadGenerator(List.of("--help")));
        }
        if (running) {
            return EphemeralStack.run(EphemeralStack.existing(portOffset).loadGenerator(loadOptions));
        }
        int offset = portOffset == null ? OWN_PORT_OFFSET : portOffset;
        return EphemeralStack.run(offset, spec.commandLine().getErr(), stack -> stack.loadGenerator(loadOptions));
    }
}
