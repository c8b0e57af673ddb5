package io.fleetwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code ./fleet demo} in a real browser: within two minutes everything the product does is on the page. */
class DemoTest {

    private static final long MOST_RSS_KIB = 4L << 20;

    @Test
    void alertsATripAScoreAndAnAnomalyAreOnThePage() throws Exception {
        Path data = Stack.home().resolve("system-tests/target/demo");
        deleteIfThere(data);
        try (Stack stack = Stack.start(data, Stack.SECOND_OFFSET, "demo", "--vehicles", "50", "--seed", "1")) {
            Process browser = new ProcessBuilder(
                            "node",
                            "e2e/live.mjs",
                            "--url",
                            stack.dashboard(),
                            "--token-file",
                            stack.tokenFile().toString(),
                            "--expect-alerts",
                            "4",
                            "--expect-kinds",
                            "4",
                            "--expect-trip",
                            "--expect-score",
                            "--expect-anomaly",
                            "--timeout",
                            "180",
                            "--screenshot",
                            Stack.home().resolve("system-tests/target/demo.png").toString())
                    .directory(Stack.home().resolve("dashboard").toFile())
                    .redirectErrorStream(true)
                    .start();
            String saw = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(browser.waitFor(200, TimeUnit.SECONDS)).isTrue();
            assertThat(browser.exitValue()).as(saw).isZero();
            assertThat(rssKib(data)).as("RSS of all processes, KiB").isLessThan(MOST_RSS_KIB);
            assertThat(stack.output()).contains("frame in → WebSocket out");
        }
    }

    private static long rssKib(Path data) throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(data.resolve("run"))) {
            List<Path> pids =
                    files.filter(file -> file.toString().endsWith(".pid")).toList();
            for (Path pid : pids) {
                Path status = Path.of("/proc", Files.readString(pid).strip(), "status");
                sum += Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
            }
        }
        return sum;
    }

    private static void deleteIfThere(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path :
                        paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
