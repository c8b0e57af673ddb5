package io.fleetwire.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every protocol's framer, codec and adapter under a coverage-guided fuzzer (Jazzer), {@code fuzz.seconds} each, from the vectors and the kept corpus.
 * What it breaks is left in {@code target/fuzz/<protocol>}. {@code ./fleet fuzz} runs longer and keeps what it learnt.
 */
@Execution(ExecutionMode.CONCURRENT)
class FuzzTest {

    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 30);
    private static final boolean KEEP = Boolean.getBoolean("fuzz.keep");

    /** Longest input: more than the longest recorded frame (2 kB of Codec 8), less than what would slow the fuzzer down. */
    private static final int LONGEST = 2_560;

    /** An input that takes longer hangs: generous, for a machine that does other things as well. */
    private static final int HANGS_AFTER_S = 60;

    static Stream<String> protocols() {
        return Target.all().stream()
                .map(Target::id)
                .filter(id -> id.matches(System.getProperty("fuzz.protocol", ".*")));
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void standsWhatBrokeItOnce(String protocol) throws IOException {
        Target target = Target.of(protocol);
        for (byte[] input : inputs(target)) {
            target.take(input);
        }
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void standsWhatAFuzzerThinksUp(String protocol) throws Exception {
        Path folder = Path.of("target", "fuzz", protocol);
        Path seeds = folder.resolve("seeds");
        Path found = Files.createDirectories(folder.resolve("found"));
        Corpus.unpack(inputs(Target.of(protocol)), seeds);
        Path log = folder.resolve("log");
        // The gate tries the same inputs every time; a long run tries others.
        String seed = "-seed=" + (KEEP ? 0 : 1);
        int exit =
                jazzer(protocol, log, List.of(seed, "-max_total_time=" + SECONDS, found.toString(), seeds.toString()));
        assertThat(exit).as(() -> "found something: " + end(log)).isZero();
        assertThat(Files.readString(log)).contains("DONE");
        if (KEEP) {
            Path merged = Files.createDirectories(folder.resolve("merged"));
            jazzer(protocol, folder.resolve("merge.log"), List.of("-merge=1", merged.toString(), found.toString()));
            Corpus.of(protocol).keep(merged);
        }
    }

    private static List<byte[]> inputs(Target target) throws IOException {
        List<byte[]> inputs = new ArrayList<>(target.seeds());
        inputs.addAll(Corpus.of(target.id()).inputs());
        return inputs;
    }

    private static int jazzer(String protocol, Path log, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-D" + Fuzzer.PROTOCOL + "=" + protocol,
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Fuzzer.class.getName(),
                "--instrumentation_includes=io.fleetwire.**",
                "--custom_hook_includes=io.fleetwire.**",
                "--reproducer_path=" + log.getParent(),
                "-artifact_prefix=" + log.getParent() + "/",
                "-max_len=" + LONGEST,
                "-timeout=" + HANGS_AFTER_S));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
    }

    private static String end(Path log) {
        try {
            String all = Files.readString(log);
            return all.substring(Math.max(0, all.length() - 4_000));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
