package io.fleetwire.standalone;

import io.fleetwire.standalone.process.PrivateFiles;
import io.fleetwire.standalone.stack.Installation;
import io.fleetwire.standalone.stack.Settings;
import io.fleetwire.standalone.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fleet token}: for whoever owns the machine. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "The first administrator's token.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = TokenCommand.Reset.class)
final class TokenCommand {

    /** {@code fleet token reset}. */
    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description = "Makes a new one; the one before and its sessions are over. The stack must be up.")
    static final class Reset implements Callable<Integer> {

        @Option(names = "--data", paramLabel = "DIR", description = "The data folder of the stack (default: ./data).")
        private @Nullable Path data;

        @Option(names = "--port-offset", paramLabel = "N", description = "The port offset of the stack.")
        private @Nullable Integer portOffset;

        @Override
        public Integer call() throws Exception {
            Settings settings = Settings.read(Settings.Options.ofCaller(data, portOffset), System.getenv());
            PrivateFiles.create(settings.logs());
            PrivateFiles.createFile(settings.logs().resolve("token.log"));
            Process reset = new ProcessBuilder(new Stack(settings, Installation.current()).tokenReset())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            settings.logs().resolve("token.log").toFile()))
                    .start();
            if (reset.waitFor() != 0) {
                throw new IOException("Kafka did not take the new token; is the stack up? "
                        + settings.logs().resolve("token.log") + " says more");
            }
            System.out.printf(
                    "✓ The old token is revoked. The new one is in %s%n%n  %s%s%n",
                    settings.tokenFile(),
                    settings.dashboardUrl(),
                    // A redirected output may be read by others.
                    Boolean.getBoolean("fleetwire.tty")
                            ? "/#token=" + settings.token().orElse("")
                            : "");
            return 0;
        }
    }
}
