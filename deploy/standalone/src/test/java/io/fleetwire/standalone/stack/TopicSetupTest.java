package io.fleetwire.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.wire.Topics;
import io.fleetwire.standalone.kafka.KafkaNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topics of a real broker, of a new installation and of one that an earlier version made. */
class TopicSetupTest {

    private static final String LIVE = Topics.LIVE.name();
    private static final String ALERTS = Topics.ALERTS.name();

    @TempDir
    static Path folder;

    private static Process broker;
    private static String bootstrap;

    @BeforeAll
    static void start() throws Exception {
        int port = freePort();
        bootstrap = "127.0.0.1:" + port;
        broker = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KafkaNode.class.getName(),
                        folder.resolve("kafka").toString(),
                        String.valueOf(port),
                        String.valueOf(freePort()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("kafka.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(folder.resolve("kafka.log")).contains("kafka ready"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            // As an earlier version made them; the second as its operator wants it.
            admin.createTopics(List.of(
                            new NewTopic(LIVE, 1, (short) 1)
                                    .configs(Map.of("retention.ms", "3600000", "segment.ms", "600000")),
                            new NewTopic(ALERTS, 1, (short) 1).configs(Map.of("retention.ms", "123456789"))))
                    .all()
                    .get();
        }
        TopicSetup.createMissing(bootstrap);
    }

    @AfterAll
    static void stop() throws Exception {
        if (broker != null) {
            broker.destroyForcibly().waitFor();
        }
    }

    @Test
    void whatKeepsTheNewestOfEachKeyDoesSoAlsoWhereAnEarlierVersionMadeIt() throws Exception {
        TopicSetup.createMissing(bootstrap);
        await().untilAsserted(() -> assertThat(setting(LIVE, "cleanup.policy")).isEqualTo("compact"));
        assertThat(setting(LIVE, "segment.bytes")).isEqualTo(String.valueOf(16 << 20));
        assertThat(setting(LIVE, "retention.ms")).isNotEqualTo("3600000");
        await().untilAsserted(() ->
                assertThat(setting(Topics.CONFIG.name(), "cleanup.policy")).isEqualTo("compact"));
        assertThat(setting(ALERTS, "retention.ms")).isEqualTo("123456789");
        assertThat(setting(ALERTS, "cleanup.policy")).isEqualTo("delete");
    }

    @Test
    void aVehicleThatFellSilentIsKeptAndWhatOthersSaidBeforeIsNot() throws Exception {
        byte[] value = new byte[4_000];
        new Random(1).nextBytes(value);
        int written = 3 * (16 << 20) / value.length;
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var unused = producer.send(
                    new ProducerRecord<>(LIVE, "SILENT", "the last word".getBytes(StandardCharsets.UTF_8)));
            for (int i = 0; i < written; i++) {
                unused = producer.send(new ProducerRecord<>(LIVE, "VAN-" + i % 10, value));
            }
        }
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> {
                    Map<String, Integer> kept = kept();
                    assertThat(kept).containsEntry("SILENT", 1);
                    assertThat(kept.values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum())
                            .isLessThan(written / 2);
                });
    }

    private static Map<String, Integer> kept() {
        Map<String, Integer> counts = new HashMap<>();
        TopicPartition partition = new TopicPartition(LIVE, 0);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(read -> counts.merge(read.key(), 1, Integer::sum));
            }
        }
        return counts;
    }

    private static String setting(String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            Config config = Objects.requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource));
            return config.get(name).value();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
