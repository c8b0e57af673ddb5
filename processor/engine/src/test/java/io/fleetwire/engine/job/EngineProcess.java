package io.fleetwire.engine.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The engine in a process of its own, so that a test can kill it as the kernel would. */
final class EngineProcess {

    private final ProcessBuilder builder;

    EngineProcess(JobSettings settings, Path folder) {
        builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                EngineProcess.class.getName()));
        builder.environment()
                .putAll(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        settings.kafkaBootstrapServers(),
                        "CLICKHOUSE_URL",
                        settings.clickHouse().url(),
                        "FLEETWIRE_DATA",
                        folder.toString(),
                        "FLEETWIRE_PARALLELISM",
                        "2",
                        "FLEETWIRE_CHECKPOINT_INTERVAL_MS",
                        "200"));
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("engine.log").toFile()));
    }

    Process start() throws IOException {
        return builder.start();
    }

    public static void main(String[] args) throws Exception {
        EmbeddedFlink engine = EmbeddedFlink.start(JobSettings.from(System.getenv()));
        Runtime.getRuntime().addShutdownHook(new Thread(engine::close));
        Thread.currentThread().join();
    }
}
