package io.fleetwire.gateway;

import io.fleetwire.gateway.address.AddressRules;
import io.fleetwire.gateway.command.CommandDispatcher;
import io.fleetwire.gateway.command.CommandReader;
import io.fleetwire.gateway.follow.TopicFollower;
import io.fleetwire.gateway.http.HealthServer;
import io.fleetwire.gateway.identity.ConfigReader;
import io.fleetwire.gateway.identity.DeviceRegistry;
import io.fleetwire.gateway.ledger.Ledger;
import io.fleetwire.gateway.ledger.LedgerWriter;
import io.fleetwire.gateway.memory.HeapWatch;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.mqtt.MqttBroker;
import io.fleetwire.gateway.mqtt.MqttListenerConfig;
import io.fleetwire.gateway.net.DeviceServers;
import io.fleetwire.gateway.net.ListenerConfig;
import io.fleetwire.gateway.net.PortUnavailableException;
import io.fleetwire.gateway.publish.InFlight;
import io.fleetwire.gateway.publish.KafkaHealth;
import io.fleetwire.gateway.publish.KafkaProbe;
import io.fleetwire.gateway.publish.KafkaPublisher;
import io.fleetwire.gateway.publish.KafkaSettings;
import io.fleetwire.gateway.session.LiveSessions;
import io.fleetwire.gateway.session.PoisonPacketPolicy;
import io.fleetwire.gateway.session.SessionContext;
import io.fleetwire.gateway.tap.Taps;
import io.fleetwire.gateway.tls.ServerTls;
import io.fleetwire.gateway.tls.TlsFileException;
import io.fleetwire.protocol.PayloadAdapter;
import io.fleetwire.protocol.ProtocolAdapter;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway, wired. Starts from the back to the front: Kafka, the registry, then the ports, so that nobody is refused because we don't know yet; stops
 * the other way round, and answers what is in flight before it closes.
 */
public final class RunningGateway {

    private static final Logger LOG = LoggerFactory.getLogger(RunningGateway.class);

    /** Longest a stop waits for what Kafka has not confirmed. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final KafkaHealth health = new KafkaHealth();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final GatewayMetrics metrics = new GatewayMetrics(meters);
    private final GatewayConfig config;
    private final KafkaSettings kafka;
    private final InFlight inFlight;
    private final KafkaProbe probe;
    private final KafkaPublisher publisher;
    private final Taps taps;
    private final LedgerWriter books;
    private final SessionContext context;
    private final DeviceServers servers;
    private final HeapWatch heap;
    private @Nullable HealthServer http;
    private @Nullable TopicFollower configTopic;
    private @Nullable TopicFollower commandTopics;
    private @Nullable MqttBroker mqtt;
    private @Nullable ServerTls tls;
    private volatile boolean portsOpen;

    private RunningGateway(GatewayConfig config) {
        this.config = config;
        kafka = new KafkaSettings(config.kafka(), config.inFlightBytes());
        inFlight = new InFlight(config.inFlightBytes());
        probe = new KafkaProbe(kafka, health);
        publisher = new KafkaPublisher(kafka.producer(), inFlight, health, metrics);
        InstantSource clock = InstantSource.system();
        DeviceRegistry registry = new DeviceRegistry(publisher, metrics, clock, config.admission());
        taps = new Taps(clock, kafka::tapProducer);
        LiveSessions sessions = new LiveSessions(config.fromElsewhere(), registry, metrics);
        String name = "gateway-" + UUID.randomUUID();
        CommandDispatcher commands = new CommandDispatcher(name, publisher, metrics, clock);
        Ledger ledger = new Ledger(metrics, clock);
        books = new LedgerWriter(ledger, name, metrics, clock, kafka::ledgerProducer);
        PoisonPacketPolicy patience = new PoisonPacketPolicy();
        context = new SessionContext(
                registry, publisher, inFlight, sessions, metrics, taps, clock, commands, ledger, patience);
        servers = new DeviceServers(config.listen(), config.limits(), config.proxies(), config.exempt(), context);
        metrics.gauge("fleetwire.gateway.inflight.bytes", "handed to Kafka, not confirmed", inFlight, InFlight::bytes);
        metrics.gauge("fleetwire.gateway.kafka.up", "1: Kafka takes our records", health, h -> h.isUp() ? 1 : 0);
        new JvmMemoryMetrics().bindTo(meters);
        heap = HeapWatch.start(inFlight::memoryShort, metrics);
    }

    /**
     * Starts; returns when every port is open. Waits for Kafka as long as it takes.
     *
     * @throws PortUnavailableException where a port is taken
     * @throws TlsFileException where a certificate or key cannot be used
     * @throws MissingTopicsException where Kafka lacks topics: the gateway doesn't choose partitions and replicas
     */
    public static RunningGateway start(
            GatewayConfig config, List<ProtocolAdapter<?>> protocols, List<PayloadAdapter> payloads)
            throws IOException, InterruptedException, PortUnavailableException, MissingTopicsException,
                    TlsFileException {
        RunningGateway gateway = new RunningGateway(config);
        try {
            gateway.open(protocols, payloads);
            return gateway;
        } catch (IOException
                | InterruptedException
                | PortUnavailableException
                | MissingTopicsException
                | TlsFileException e) {
            gateway.stop();
            throw e;
        }
    }

    private void open(List<ProtocolAdapter<?>> protocols, List<PayloadAdapter> payloads)
            throws IOException, InterruptedException, PortUnavailableException, MissingTopicsException,
                    TlsFileException {
        if (config.tls() != null) {
            tls = new ServerTls(config.tls(), metrics, ServerTls.CHECK_EVERY);
        }
        if (config.httpPort() != null) {
            http = new HealthServer(
                    config.httpPort(),
                    Map.of("kafka", health::isUp, "memory", () -> !heap.isShort(), "ports", () -> portsOpen),
                    meters);
        }
        List<String> missing = probe.awaitKafka();
        if (!missing.isEmpty()) {
            throw new MissingTopicsException(config.kafka(), missing);
        }
        configTopic = ConfigReader.follow(kafka, context.registry(), taps);
        commandTopics = CommandReader.follow(kafka, context.commands());
        CompletableFuture.allOf(configTopic.loaded(), commandTopics.loaded()).join();
        books.begin();
        if (config.mqtt().isOn()) {
            mqtt = MqttBroker.start(
                    config.data().resolve("mqtt"),
                    config.listen(),
                    config.mqtt(),
                    mqttListener(),
                    tls,
                    payloads,
                    context);
        }
        openListeners(config.devicePorts(), null, protocols);
        openListeners(config.tlsPorts(), tls, protocols);
        portsOpen = true;
        LOG.info(
                "gateway ready on {}: {}, with TLS {}, mqtt {}{}",
                config.listen(),
                config.devicePorts(),
                config.tlsPorts(),
                config.mqtt().ports(),
                config.admission().adopt() ? ", adopting unknown devices" : "");
    }

    private void openListeners(Map<String, Integer> ports, @Nullable ServerTls with, List<ProtocolAdapter<?>> protocols)
            throws PortUnavailableException {
        for (ProtocolAdapter<?> protocol : protocols) {
            Integer port = ports.get(protocol.id());
            if (port != null) {
                servers.open(protocol, listener(protocol.id(), port, with));
            }
        }
        Integer auto = ports.get(GatewayConfig.AUTO);
        if (auto != null) {
            servers.openRecognising(protocols, listener(GatewayConfig.AUTO, auto, with));
        }
    }

    private MqttListenerConfig mqttListener() {
        return new MqttListenerConfig(
                config.access().getOrDefault(GatewayConfig.MQTT, AddressRules.EVERYWHERE),
                config.limits(),
                config.exempt(),
                config.fromElsewhere());
    }

    private ListenerConfig listener(String name, int port, @Nullable ServerTls with) {
        return new ListenerConfig(port, config.access().getOrDefault(name, AddressRules.EVERYWHERE), with);
    }

    /** Stops: no new connections, no new frames, what is in flight answered, then everything closed. */
    public void stop() throws InterruptedException {
        portsOpen = false;
        servers.stopReading();
        awaitDrained();
        servers.stop();
        if (mqtt != null) {
            mqtt.stop();
        }
        if (commandTopics != null) {
            commandTopics.stop();
        }
        if (configTopic != null) {
            configTopic.stop();
        }
        taps.stop();
        publisher.stop();
        books.stop();
        probe.close();
        heap.close();
        if (http != null) {
            http.stop();
        }
        if (tls != null) {
            tls.close();
        }
    }

    private void awaitDrained() throws InterruptedException {
        long untilNanos = System.nanoTime() + DRAIN.toNanos();
        while (inFlight.bytes() > 0 && System.nanoTime() < untilNanos) {
            Thread.sleep(10);
        }
        if (inFlight.bytes() > 0) {
            LOG.warn(
                    "stopping with {} bytes that Kafka has not confirmed: not acknowledged, devices send them again",
                    inFlight.bytes());
        }
    }
}
