package io.fleetwire.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code fleet chaos}: a stack of its own is broken on purpose, again and again; nothing acknowledged may be lost. */
@Command(name = "chaos", description = "Breaks a stack of its own on a temporary folder while trackers send.")
final class ChaosCommand implements Callable<Integer> {

    /** Beside a stack on the usual ports, and one that is measured. */
    private static final int OWN_PORT_OFFSET = 15_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            defaultValue = "" + OWN_PORT_OFFSET,
            description = "Of the stack. Default: ${DEFAULT-VALUE}.")
    private int portOffset;

    @Option(
            names = {"-h", "--help"},
            description = "Show this, and the options of the storm.")
    private boolean help;

    /** What the breaker understands. */
    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        if (help) {
            spec.commandLine().usage(System.out);
            System.out.printf("%nThe storm:%n");
            return EphemeralStack.run(EphemeralStack.existing(portOffset).breaker(List.of("--help")));
        }
        return EphemeralStack.run(portOffset, spec.commandLine().getErr(), stack -> stack.breaker(options));
    }
}
