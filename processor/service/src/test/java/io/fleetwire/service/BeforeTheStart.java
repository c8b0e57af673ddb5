package io.fleetwire.service;

import com.clickhouse.client.api.Client;
import io.fleetwire.clickhouse.Migrator;
import io.fleetwire.clickhouse.server.EmbeddedClickHouse;
import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.LivePosition.Status;
import io.fleetwire.event.wire.Topics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A real broker and a real ClickHouse that know a fleet from before this service started. */
public final class BeforeTheStart implements QuarkusTestResourceLifecycleManager {

    static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05.678Z");

    private final TestKafka kafka = new TestKafka();
    private @Nullable EmbeddedClickHouse clickHouse;

    @Override
    public Map<String, String> start() {
        try {
            Map<String, String> settings = new HashMap<>(kafka.start());
            fillKafka(settings.get("fleetwire.kafka.bootstrap-servers"));
            int port;
            try (ServerSocket socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            EmbeddedClickHouse started = EmbeddedClickHouse.start(Files.createTempDirectory("before-start"), port);
            clickHouse = started;
            fillClickHouse(started.url());
            settings.put("fleetwire.clickhouse.url", started.url());
            settings.put("fleetwire.clickhouse.user", "default");
            return settings;
        } catch (Exception e) {
            throw new IllegalStateException("no past for the test", e);
        }
    }

    private static void fillKafka(@Nullable String bootstrap) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", String.valueOf(bootstrap)),
                new StringSerializer(),
                new ByteArraySerializer())) {
            live(producer, position("SILENT-1", LONG_AGO, Status.MOVING));
            live(producer, position("SILENT-1", LONG_AGO, Status.OFFLINE));
            live(producer, position("REMOVED-1", LONG_AGO, Status.MOVING));
            producer.send(new ProducerRecord<>(Topics.LIVE.name(), "REMOVED-1", null))
                    .get();
            live(producer, position("REMOVED-1", LONG_AGO, Status.OFFLINE));
            // Told in the wrong order, and ahead of the store, which has the third one still open.
            alert(producer, "a-3", 9, Alert.State.CLOSED);
            alert(producer, "a-3", 4, Alert.State.OPEN);
        }
    }

    private static void live(KafkaProducer<String, byte[]> producer, LivePosition position) throws Exception {
        producer.send(new ProducerRecord<>(
                        Topics.LIVE.name(),
                        null,
                        Objects.requireNonNull(position.receivedAt()).toEpochMilli(),
                        position.vehicleId(),
                        Topics.LIVE.format().encode(position)))
                .get();
    }

    private static void alert(KafkaProducer<String, byte[]> producer, String id, long version, Alert.State state)
            throws Exception {
        Alert alert = new Alert(
                id,
                "sos",
                Alert.Severity.CRITICAL,
                state,
                "SILENT-1",
                null,
                LONG_AGO,
                state == Alert.State.OPEN ? null : LONG_AGO.plus(Duration.ofHours(1)),
                false,
                null,
                null,
                Map.of(),
                "SOS",
                version,
                false);
        producer.send(new ProducerRecord<>(
                        Topics.ALERTS.name(), "SILENT-1", Topics.ALERTS.format().encode(alert)))
                .get();
    }

    @SuppressWarnings("try")
    private static void fillClickHouse(String url) throws Exception {
        try (Client client = new Client.Builder()
                .addEndpoint(url)
                .setUsername("default")
                .setPassword("")
                .build()) {
            new Migrator(client).migrate();
            String opened = "fromUnixTimestamp64Milli(" + LONG_AGO.toEpochMilli() + ", 'UTC')";
            StringBuilder rows = new StringBuilder();
            for (String id : new String[] {"a-1", "a-2", "a-3"}) {
                rows.append(rows.isEmpty() ? "" : ", ")
                        .append("('%s', 'sos', 'CRITICAL', 'OPEN', 'SILENT-1', %s, 'SOS', 4, 0)".formatted(id, opened));
            }
            String sql = "INSERT INTO fleet.fact_alerts (id, rule, severity, state, vehicle_id, opened_at, message,"
                    + " version, is_deleted) VALUES " + rows;
            try (var done = client.execute(sql).get(30, TimeUnit.SECONDS)) {
                done.getWrittenRows();
            }
        }
    }

    static LivePosition position(String vehicleId, Instant at, Status status) {
        return new LivePosition(
                vehicleId,
                "device-" + vehicleId,
                "teltonika",
                at,
                at,
                52.5,
                13.4,
                true,
                null,
                90.0,
                status,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @Override
    public void stop() {
        if (clickHouse != null) {
            clickHouse.close();
        }
        kafka.stop();
    }
}
