package io.fleetwire.gateway.publish;

import io.fleetwire.event.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Kafka every two seconds whether it is there and has our topics. */
public final class KafkaProbe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaProbe.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Admin admin;
    private final KafkaHealth health;
    private final String servers;
    private final Thread thread;
    private boolean up;

    public KafkaProbe(KafkaSettings settings, KafkaHealth health) {
        Map<String, Object> client = settings.client();
        client.put("request.timeout.ms", (int) TIMEOUT.toMillis());
        client.put("default.api.timeout.ms", (int) TIMEOUT.toMillis());
        this.admin = Admin.create(client);
        this.health = health;
        this.servers = settings.bootstrapServers();
        this.thread = Thread.ofPlatform().name("kafka-probe").daemon().unstarted(this::probeUntilClosed);
    }

    /**
     * Waits until Kafka answers, then goes on asking in the background.
     *
     * @return the topics that are missing, sorted; empty: all are there
     */
    public List<String> awaitKafka() throws InterruptedException {
        TreeSet<String> missing = new TreeSet<>();
        Topics.all().forEach(topic -> missing.add(topic.name()));
        while (true) {
            try {
                missing.removeAll(admin.listTopics(new ListTopicsOptions().timeoutMs((int) TIMEOUT.toMillis()))
                        .names()
                        .get());
                break;
            } catch (ExecutionException e) {
                LOG.warn("waiting for Kafka at {}: {}", servers, reason(e));
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }
        up = true;
        health.reachable(true);
        thread.start();
        return List.copyOf(missing);
    }

    private void probeUntilClosed() {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                try {
                    admin.describeCluster().nodes().get();
                    found(true, "");
                } catch (ExecutionException e) {
                    found(false, reason(e));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void found(boolean reachable, String reason) {
        health.reachable(reachable);
        if (reachable && !up) {
            LOG.info("Kafka answers again");
        } else if (!reachable && up) {
            LOG.warn("Kafka does not answer, devices get no acknowledgement: {}", reason);
        }
        up = reachable;
    }

    private static String reason(ExecutionException e) {
        return String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }

    @Override
    public void close() {
        thread.interrupt();
        admin.close(Duration.ZERO);
    }
}
