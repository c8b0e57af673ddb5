package io.fleetwire.service;

import io.fleetwire.event.wire.Topic;
import io.fleetwire.event.wire.Topics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** A real broker in this process, with the stack's topics. */
public final class TestKafka implements QuarkusTestResourceLifecycleManager {

    private static final int PARTITIONS = 2;

    private @Nullable KafkaRaftServer server;

    /** Starts a broker on free ports. */
    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("service-kafka");
            int port = freePort();
            server = startServer(folder, port, freePort());
            String bootstrap = "127.0.0.1:" + port;
            createTopics(bootstrap);
            // Nobody listens on a port that was free a moment ago: ClickHouse is away.
            String nowhere = "http://127.0.0.1:" + freePort();
            return Map.of(
                    "fleetwire.kafka.bootstrap-servers",
                    bootstrap,
                    "fleetwire.clickhouse.url",
                    nowhere,
                    "fleetwire.data",
                    Files.createTempDirectory("service-data").toString());
        } catch (Exception e) {
            throw new IllegalStateException("no broker for the tests", e);
        }
    }

    private static KafkaRaftServer startServer(Path folder, int port, int controllerPort) throws Exception {
        String log = folder.resolve("log").toString();
        new Formatter()
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(log)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(log)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .run();
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("log.dirs", log);
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "1");
        p.setProperty("controlled.shutdown.enable", "false");
        KafkaRaftServer started = new KafkaRaftServer(new KafkaConfig(p, false), Time.SYSTEM);
        started.startup();
        return started;
    }

    private static void createTopics(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(Topics.all().stream().map(TestKafka::topic).toList())
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    private static NewTopic topic(Topic<?> topic) {
        boolean compacted =
                topic.retention() == Topic.Retention.COMPACTED || topic.retention() == Topic.Retention.LATEST;
        return new NewTopic(topic.name(), PARTITIONS, (short) 1)
                .configs(Map.of("cleanup.policy", compacted ? "compact" : "delete"));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
        }
    }
}
