package io.fleetwire.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fleet up}: everything on this machine. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts everything on this machine; Ctrl-C stops it.")
final class UpCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final UpOptions options = new UpOptions();

    @Override
    public Integer call() throws Exception {
        try (RunningStack stack =
                RunningStack.start(options.settings(), spec.commandLine().getOut())) {
            stack.stayUp(options.lifetime());
        }
        return 0;
    }
}
