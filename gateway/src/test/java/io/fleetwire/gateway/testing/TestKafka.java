package io.fleetwire.gateway.testing;

import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topic;
import io.fleetwire.event.wire.Topics;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real Kafka in this process, with the stack's topics. Clients reach it through a {@link Wire} that can be cut or held. */
public final class TestKafka implements AutoCloseable {

    private static final int PARTITIONS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(TestKafka.class);

    private static final int FIRST_PORT = 24_000;
    private static final int PORTS = 8_000;

    /** Tests of several processes at a time begin at different ones. */
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % PORTS));

    private final Path folder;
    private final int port = freePort();
    private final int controllerPort = freePort();
    private final Wire wire;
    private KafkaRaftServer server;

    private TestKafka(Path folder) throws Exception {
        this.folder = folder;
        wire = new Wire(port);
        new Formatter()
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(folder.toString())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .run();
        server = startServer();
    }

    /** Starts one, in a temporary folder. */
    public static TestKafka start() throws Exception {
        return new TestKafka(Files.createTempDirectory("fleetwire-kafka"));
    }

    /** Starts one with the topics of the stack. */
    public static TestKafka withTopics() throws Exception {
        TestKafka kafka = start();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.servers()))) {
            List<NewTopic> topics = Topics.all().stream()
                    .map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) 1))
                    .toList();
            admin.createTopics(topics).all().get();
        }
        return kafka;
    }

    /**
     * A port nobody uses now, and that is given to nobody else here. Below the range from which systems take the local ports of outgoing connections (Linux
     * from 32768, IANA's from 49152), or one of the tests' many connections would sometimes sit on it before the gateway opens it.
     */
    public static int freePort() {
        while (true) {
            int port = FIRST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
            try (ServerSocket free = new ServerSocket(port)) {
                return free.getLocalPort();
            } catch (IOException e) {
                LOG.debug("port {} is taken: the next", port);
            }
        }
    }

    private KafkaRaftServer startServer() {
        KafkaRaftServer starting = new KafkaRaftServer(new KafkaConfig(properties(), false), Time.SYSTEM);
        starting.startup();
        return starting;
    }

    private Properties properties() {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + wire.port());
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("log.dirs", folder.toString());
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
        p.setProperty("controlled.shutdown.enable", "false");
        return p;
    }

    /** What {@code KAFKA_BOOTSTRAP_SERVERS} says. */
    public String servers() {
        return "127.0.0.1:" + wire.port();
    }

    /** What lies between the clients and the broker. */
    public Wire wire() {
        return wire;
    }

    /** Stops the broker itself. */
    public void stopServer() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Starts it again, on the same data. */
    public void restartServer() {
        server = startServer();
    }

    /** Everything a topic holds now, partition by partition. */
    public List<ConsumerRecord<String, byte[]>> records(Topic<?> topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers(), "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** The same, decoded. */
    public <T> List<T> values(Topic<T> topic) throws MalformedEventException {
        List<T> values = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records(topic)) {
            values.add(topic.format().decode(record.value()));
        }
        return values;
    }

    /** Writes one value, as the service would. */
    public <T> void write(Topic<T> topic, T value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers());
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            topic.name(),
                            topic.key().apply(value),
                            topic.format().encode(value)))
                    .get();
        }
    }

    @Override
    public void close() {
        stopServer();
        wire.close();
    }
}
