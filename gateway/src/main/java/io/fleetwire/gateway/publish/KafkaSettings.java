package io.fleetwire.gateway.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How the gateway talks to Kafka.
 *
 * @param bootstrapServers {@code host:port,…}
 * @param inFlightBytes what may be unconfirmed at a time
 */
public record KafkaSettings(String bootstrapServers, long inFlightBytes) {

    /** Longest {@code send} may block, which it does only while Kafka's metadata is unknown. */
    static final Duration MAX_BLOCK = Duration.ofSeconds(1);

    /**
     * After this Kafka's producer gives a record up. Far longer than anybody waits for an answer: while the producer gives nothing up it keeps the order, but
     * where it gives up one batch of a packet and the next is still stored, the packet stands in Kafka in pieces, the wrong way round. What it holds
     * meanwhile is bounded by what may be in flight.
     */
    private static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(5);

    /** Of what nobody waits for, and where order means nothing. */
    private static final Duration SIDE_DELIVERY_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(3);

    /** Waiting this long for company makes batches of a busy fleet; a lonely record hardly notices. */
    private static final Duration LINGER = Duration.ofMillis(2);

    private static final long SIDE_BUFFER_BYTES = 4L << 20;

    private static final int BATCH_BYTES = 64 * 1024;

    /** What every client needs. Short back-offs: Kafka returning should be noticed within a second. */
    public Map<String, Object> client() {
        Map<String, Object> client = new HashMap<>();
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        client.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 100);
        client.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        client.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2_000);
        return client;
    }

    /** For copies that nobody waits for: what Kafka does not take soon is dropped. */
    public Producer<String, byte[]> tapProducer() {
        return sideProducer("fleetwire-gateway-taps");
    }

    /** For the ledger: what Kafka does not take soon is in the next entry. */
    public Producer<String, byte[]> ledgerProducer() {
        return sideProducer("fleetwire-gateway-ledger");
    }

    private Producer<String, byte[]> sideProducer(String clientId) {
        Map<String, Object> settings = client();
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ProducerConfig.ACKS_CONFIG, "1");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) SIDE_DELIVERY_TIMEOUT.toMillis());
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, SIDE_BUFFER_BYTES);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** The producer behind every acknowledgement. */
    public Producer<String, byte[]> producer() {
        Map<String, Object> settings = client();
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "fleetwire-gateway");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, (int) LINGER.toMillis());
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_TIMEOUT.toMillis());
        // Room for everything that may be in flight and the slack of half-filled batches, so that send never waits for
        // memory.
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2 * inFlightBytes);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }
}
