package io.fleetwire.gateway;

import io.fleetwire.gateway.testing.LineAdapter;
import io.fleetwire.gateway.testing.TestKafka;
import io.fleetwire.protocol.PayloadAdapter;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.registry.Protocols;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A gateway in this process, on free ports, speaking every protocol and the test's protocol of lines; those without a field here on the recognising port. */
final class TestGateway implements AutoCloseable {

    final int teltonika = TestKafka.freePort();
    final int gt06 = TestKafka.freePort();
    final int obd = TestKafka.freePort();
    final int line = TestKafka.freePort();
    final int auto = TestKafka.freePort();
    final int tlsLine = TestKafka.freePort();
    final int tlsAuto = TestKafka.freePort();
    final int http = TestKafka.freePort();
    final int mqtt;
    final Path data = Files.createTempDirectory("fleetwire-gateway");
    private final RunningGateway gateway;

    private TestGateway(TestKafka kafka, Map<String, String> more, List<PayloadAdapter> payloads) throws Exception {
        mqtt = payloads.isEmpty() ? 0 : TestKafka.freePort();
        List<ProtocolAdapter<?>> protocols = new ArrayList<>(Protocols.devices());
        protocols.add(new LineAdapter());
        Map<String, String> env = new HashMap<>();
        protocols.forEach(protocol -> env.put("FLEETWIRE_PORT_" + protocol.id().toUpperCase(Locale.ROOT), "off"));
        env.putAll(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", kafka.servers(),
                "FLEETWIRE_PORT_TELTONIKA", String.valueOf(teltonika),
                "FLEETWIRE_PORT_GT06", String.valueOf(gt06),
                "FLEETWIRE_PORT_OBD", String.valueOf(obd),
                "FLEETWIRE_PORT_LINE", String.valueOf(line),
                "FLEETWIRE_PORT_AUTO", String.valueOf(auto),
                "FLEETWIRE_HTTP_PORT", String.valueOf(http),
                "FLEETWIRE_PORT_MQTT", mqtt == 0 ? "off" : String.valueOf(mqtt),
                "FLEETWIRE_DATA", data.toString()));
        if (more.containsKey("FLEETWIRE_TLS_KEY")) {
            env.put("FLEETWIRE_TLS_PORT_LINE", String.valueOf(tlsLine));
            env.put("FLEETWIRE_TLS_PORT_AUTO", String.valueOf(tlsAuto));
        }
        env.putAll(more);
        gateway = RunningGateway.start(GatewayConfig.from(env, protocols), protocols, payloads);
    }

    /** Adopts whoever comes; no MQTT. */
    static TestGateway adopting(TestKafka kafka) throws Exception {
        return new TestGateway(kafka, Map.of("FLEETWIRE_ADOPT", "true"), List.of());
    }

    static TestGateway with(TestKafka kafka, Map<String, String> settings) throws Exception {
        return new TestGateway(kafka, settings, List.of());
    }

    static TestGateway with(TestKafka kafka, Map<String, String> settings, List<PayloadAdapter> payloads)
            throws Exception {
        return new TestGateway(kafka, settings, payloads);
    }

    static TestGateway withMqtt(TestKafka kafka, List<PayloadAdapter> payloads) throws Exception {
        return withMqtt(kafka, payloads, Map.of());
    }

    static TestGateway withMqtt(TestKafka kafka, List<PayloadAdapter> payloads, Map<String, String> settings)
            throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("FLEETWIRE_ADOPT", "true");
        return new TestGateway(kafka, all, payloads);
    }

    /** What an HTTP page of the gateway says. */
    String page(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /** Connections closed for this reason. */
    double closed(String reason) throws IOException, InterruptedException {
        return metric("fleetwire_gateway_closed_total{reason=\"" + reason + "\"}");
    }

    /** Logins and requests refused for this reason. */
    double refused(String reason) throws IOException, InterruptedException {
        return metric("fleetwire_gateway_refused_total{reason=\"" + reason + "\"}");
    }

    /** How often this limit struck. */
    double limit(String name) throws IOException, InterruptedException {
        return metric("fleetwire_gateway_limits_total{limit=\"" + name + "\"}");
    }

    /** A meter's value; 0 where nothing was counted. */
    double metric(String nameAndTags) throws IOException, InterruptedException {
        return page("/metrics")
                .lines()
                .filter(line -> line.startsWith(nameAndTags + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(nameAndTags.length() + 1)))
                .sum();
    }

    @Override
    public void close() {
        try {
            gateway.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
