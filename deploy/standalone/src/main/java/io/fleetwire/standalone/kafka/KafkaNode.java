package io.fleetwire.standalone.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka node, broker and controller, on loopback: {@code KafkaNode DATA PORT CONTROLLER_PORT}. It is meant to be killed: a restart on the same folder
 * recovers whatever a producer was told.
 */
public final class KafkaNode {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);
    private static final int NODE_ID = 1;

    private KafkaNode() {}

    /** Runs until the process is told to stop. */
    public static void main(String[] args) throws Exception {
        if (args.length != 3) {
            throw new IllegalArgumentException("usage: KafkaNode DATA PORT CONTROLLER_PORT");
        }
        Path data = Path.of(args[0]);
        Properties properties = properties(data, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        exitOnFatalFaults();
        format(data);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.shutdown();
                            stopped.countDown();
                        },
                        "kafka-shutdown"));
        server.startup();
        LOG.info("kafka ready on 127.0.0.1:{}", args[1]);
        stopped.await();
    }

    /** A failed log folder or a fatal fault halts Kafka: say so, then go, so that whoever started us can start us again. */
    private static void exitOnFatalFaults() {
        Exit.setHaltProcedure((status, message) -> {
            LOG.error("kafka halts with status {}: {}", status, message);
            Runtime.getRuntime().halt(status);
        });
    }

    private static void format(Path data) throws Exception {
        Files.createDirectories(data);
        new Formatter()
                .setNodeId(NODE_ID)
                .setClusterId(clusterId(data))
                .addDirectory(data.resolve("log").toString())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(data.resolve("log").toString())
                .setIgnoreFormatted(true)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .run();
    }

    /** The cluster's id, made once and kept: a node refuses a folder of another cluster. */
    private static String clusterId(Path data) throws IOException {
        Path file = data.resolve("cluster.id");
        if (Files.notExists(file)) {
            Files.writeString(file, Uuid.randomUuid().toString());
        }
        return Files.readString(file).strip();
    }

    private static Properties properties(Path data, int port, int controllerPort) {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", String.valueOf(NODE_ID));
        p.setProperty("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("log.dirs", data.resolve("log").toString());
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "3");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "3");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.num.partitions", "1");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        // The whole stack shares two cores and 4 GiB.
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        p.setProperty("num.recovery.threads.per.data.dir", "2");
        p.setProperty("log.cleaner.threads", "1");
        p.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
        p.setProperty("log.segment.bytes", String.valueOf(128 << 20));
        p.setProperty("log.index.size.max.bytes", String.valueOf(2 << 20));
        // A stop must not take longer than the supervisor waits.
        p.setProperty("controlled.shutdown.enable", "false");
        return p;
    }
}
