package io.fleetwire.standalone;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./fleet}: what does not build or test the stack runs here. */
@Command(
        name = "fleet",
        mixinStandardHelpOptions = true,
        version = "Fleetwire 0.1.0",
        description = "Fleet tracking on one machine.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            ChaosCommand.class,
            DeviceCommand.class,
            TokenCommand.class,
            SqlCommand.class,
            DoctorCommand.class
        })
public final class Main {

    private Main() {}

    /** Exit status: 0 done, 1 failed, 2 wrong usage, 130 stopped with Ctrl-C. */
    public static void main(String[] args) {
        CommandLine line = commandLine();
        line.setExecutionExceptionHandler((exception, command, result) -> {
            command.getErr().println("✗ " + exception.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(line.execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }
}
