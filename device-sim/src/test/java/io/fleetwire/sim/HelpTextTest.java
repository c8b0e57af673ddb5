package io.fleetwire.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.sim.bench.Bench;
import io.fleetwire.sim.chaos.Chaos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The files from which {@code ./fleet COMMAND --help} answers, as in the standalone module; {@code -Dtest.jvm.args=-Dhelp.write=true} writes them anew. */
class HelpTextTest {

    private static final Path FOLDER = Path.of("../deploy/standalone/src/main/help");
    private static final boolean WRITE = Boolean.getBoolean("help.write");

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of("sim", Sim.class),
                Arguments.of("bench.load", Bench.class),
                Arguments.of("chaos.load", Chaos.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void theFileIsWhatTheCommandSays(String name, Class<?> command) throws IOException {
        Path file = FOLDER.resolve(name + ".txt");
        String says = new CommandLine(command).getUsageMessage(Ansi.OFF);
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
