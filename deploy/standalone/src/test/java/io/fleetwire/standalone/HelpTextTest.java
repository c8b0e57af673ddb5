package io.fleetwire.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.standalone.decode.Decode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * {@code ./fleet COMMAND --help} answers from a file, as nothing may be built yet; the files are what the commands themselves say.
 * {@code -Dtest.jvm.args=-Dhelp.write=true} writes them anew.
 */
class HelpTextTest {

    private static final Path FOLDER = Path.of("src/main/help");
    private static final boolean WRITE = Boolean.getBoolean("help.write");

    static Stream<Arguments> commands() {
        List<Arguments> all = new ArrayList<>();
        all.add(Arguments.of("decode", Decode.commandLine()));
        Main.commandLine().getSubcommands().forEach((name, command) -> collect(name, command, all));
        return all.stream();
    }

    private static void collect(String name, CommandLine command, List<Arguments> all) {
        all.add(Arguments.of(name, command));
        command.getSubcommands().forEach((sub, inner) -> collect(name + "-" + sub, inner, all));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void theFileIsWhatTheCommandSays(String name, CommandLine command) throws IOException {
        Path file = FOLDER.resolve(name + ".txt");
        String says = command.getUsageMessage(Ansi.OFF);
        if (WRITE) {
            Files.writeString(file, says);
        }
        assertThat(file)
                .as("run this test with -Dtest.jvm.args=-Dhelp.write=true")
                .exists()
                .content()
                .isEqualTo(says);
    }
}
