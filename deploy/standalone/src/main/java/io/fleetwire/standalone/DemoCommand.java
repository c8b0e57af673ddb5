package io.fleetwire.standalone;

import io.fleetwire.standalone.stack.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fleet demo}: {@code up}, and a simulated city fleet that dials in over the real wire protocols. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts everything and a simulated fleet that speaks the real tracker protocols.")
final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final UpOptions options = new UpOptions();

    @Option(names = "--vehicles", paramLabel = "N", defaultValue = "50", description = "Default: ${DEFAULT-VALUE}.")
    private int vehicles;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The same seed drives the same fleet. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() throws Exception {
        Settings settings = options.settings();
        try (RunningStack stack =
                RunningStack.start(settings, spec.commandLine().getOut())) {
            stack.simulate(vehicles, seed);
            try (StatusLine status = new StatusLine(
                    settings.dashboardUrl(), settings::token, spec.commandLine().getOut())) {
                status.show();
                stack.stayUp(options.lifetime());
            }
        }
        return 0;
    }
}
