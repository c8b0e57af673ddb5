package io.fleetwire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.wire.Topic;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.testing.Client;
import io.fleetwire.gateway.testing.TestKafka;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.registry.Protocols;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process as the starter sees it: with the heap it is given, its sentences, its exit codes, and its end. */
class GatewayProcessTest {

    private static final String LOGIN = "000f333536333037303432343431303133";
    private static final String CODEC_8 = "000000000000003608010000016b40d8ea30010000000000000000000000000000000"
            + "105021503010101425e0f01f10000601a014e0000000000000000010000c7cf";

    private static TestKafka kafka;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        kafka = TestKafka.withTopics();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void runsWithASmallHeapAndEndsCleanlyWhenToldTo() throws Exception {
        int port = TestKafka.freePort();
        Process gateway = run(Map.of("FLEETWIRE_PORT_TELTONIKA", String.valueOf(port), "FLEETWIRE_ADOPT", "true"));
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> log().contains("gateway ready on 127.0.0.1"));
            try (Client tracker = new Client(port)) {
                assertThat(tracker.hex(LOGIN + CODEC_8).hears(5)).isEqualTo("0100000001");
                gateway.destroy(); // SIGTERM
                assertThat(gateway.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(tracker.hears(1)).isEmpty();
            }
            assertThat(gateway.exitValue()).isEqualTo(128 + 15);
            assertThat(log()).doesNotContain("Exception");
        } finally {
            gateway.destroyForcibly();
        }
    }

    @Test
    void aTakenPortIsOneSentenceAndExitCode3() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process gateway = run(Map.of("FLEETWIRE_PORT_MQTT", String.valueOf(taken.getLocalPort())));
            assertThat(gateway.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(gateway.exitValue()).isEqualTo(3);
            assertThat(log().lines().toList())
                    .last()
                    .asString()
                    .startsWith("gateway: cannot open port " + taken.getLocalPort() + " on 127.0.0.1 for mqtt:");
        }
    }

    @Test
    void aWrongDictionaryIsOneSentenceAndExitCode2() throws Exception {
        Path file = folder.resolve("avl.csv");
        Files.writeString(file, "id;name\n");
        Process gateway = run(Map.of("FLEETWIRE_AVL_DICTIONARY", file.toString()));
        assertThat(gateway.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(gateway.exitValue()).isEqualTo(2);
        assertThat(log().lines().toList())
                .last()
                .asString()
                .startsWith("gateway: FLEETWIRE_AVL_DICTIONARY: " + file + ":1: must be id,families,name,");
    }

    @Test
    void missingTopicsAreOneSentenceAndExitCode4() throws Exception {
        try (TestKafka empty = TestKafka.start()) {
            Process gateway = run(Map.of("KAFKA_BOOTSTRAP_SERVERS", empty.servers()));
            assertThat(gateway.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(gateway.exitValue()).isEqualTo(4);
            String all = Topics.all().stream().map(Topic::name).sorted().collect(Collectors.joining(", "));
            assertThat(log()).contains("lacks the topics " + all);
        }
    }

    @Test
    void aWrongSettingIsOneSentenceAndExitCode2() throws Exception {
        Process gateway = run(Map.of("FLEETWIRE_PORT_AUTO", "none"));
        assertThat(gateway.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(gateway.exitValue()).isEqualTo(2);
        assertThat(log())
                .isEqualTo("gateway: FLEETWIRE_PORT_AUTO must be a whole number from 1 to 65535 or off, not 'none'\n");
    }

    private Process run(Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Gateway.class.getName()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log(folder));
        builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", kafka.servers());
        builder.environment().put("FLEETWIRE_DATA", folder.resolve("data").toString());
        for (ProtocolAdapter<?> protocol : Protocols.devices()) {
            String variable = "FLEETWIRE_PORT_" + protocol.id().toUpperCase(Locale.ROOT);
            builder.environment().put(variable, String.valueOf(TestKafka.freePort()));
        }
        for (String port : List.of("PORT_AUTO", "PORT_MQTT", "HTTP_PORT")) {
            builder.environment().put("FLEETWIRE_" + port, String.valueOf(TestKafka.freePort()));
        }
        builder.environment().putAll(settings);
        return builder.start();
    }

    private static File log(Path folder) {
        return folder.resolve("gateway.log").toFile();
    }

    private String log() throws IOException {
        return Files.readString(log(folder).toPath());
    }
}
