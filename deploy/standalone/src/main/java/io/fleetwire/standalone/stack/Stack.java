package io.fleetwire.standalone.stack;

import io.fleetwire.standalone.process.Probe;
import io.fleetwire.standalone.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How each process of the stack is started: the one place that knows their flags. */
public final class Stack {

    /** Small heaps that are given back: the whole stack has 4 GiB. */
    private static final List<String> SMALL = List.of(
            "-XX:+UseSerialGC",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=20",
            "-Xss512k",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** glibc keeps an arena per core and thread otherwise, tens of MiB each. */
    private static final Map<String, String> FEW_ARENAS = Map.of("MALLOC_ARENA_MAX", "2");

    /** What the simulator has devices of: an option {@code --port-…} each. */
    private static final List<String> SIMULATED = List.of("teltonika", "gt06", "obd", "mqtt");

    private final Settings settings;
    private final Installation installation;

    public Stack(Settings settings, Installation installation) {
        this.settings = settings;
        this.installation = installation;
    }

    /** Kafka and ClickHouse, unless the settings name existing ones. */
    public List<ProcessSpec> stores() throws IOException {
        List<ProcessSpec> stores = new ArrayList<>();
        if (settings.kafka() == null) {
            stores.add(kafka());
        }
        if (settings.clickhouse() == null) {
            stores.add(clickhouse());
        }
        return stores;
    }

    /** Gateway and processor. */
    public List<ProcessSpec> workers() throws IOException {
        return List.of(gateway(), processor());
    }

    private ProcessSpec kafka() throws IOException {
        Ports ports = settings.ports();
        return new ProcessSpec(
                "kafka",
                installation.jvm(
                        "deploy/standalone",
                        flags("-Xmx320m"),
                        "io.fleetwire.standalone.kafka.KafkaNode",
                        List.of(
                                settings.data().resolve("kafka").toString(),
                                String.valueOf(ports.kafka()),
                                String.valueOf(ports.kafkaController()))),
                FEW_ARENAS,
                log("kafka"),
                Probe.port(ports.kafka()),
                Map.of("Kafka", ports.kafka(), "Kafka's controller", ports.kafkaController()));
    }

    private ProcessSpec clickhouse() throws IOException {
        int port = settings.ports().clickhouse();
        Map<String, String> environment = new LinkedHashMap<>(FEW_ARENAS);
        // Opting out of the engine's signal handlers resets the JVM's; libjsig keeps them.
        environment.put(
                "LD_PRELOAD",
                installation.javaHome().resolve("lib").resolve("libjsig.so").toString());
        return new ProcessSpec(
                "clickhouse",
                installation.jvm(
                        "clickhouse/server",
                        flags("-Xms24m", "-Xmx96m", "-XX:MaxMetaspaceSize=64m", "-XX:ReservedCodeCacheSize=32m"),
                        "io.fleetwire.clickhouse.server.ClickHouseServer",
                        List.of(
                                "--port",
                                String.valueOf(port),
                                "--data",
                                settings.data().resolve("clickhouse").toString(),
                                "--password-file",
                                settings.clickhousePasswordFile().toString())),
                environment,
                log("clickhouse"),
                Probe.http("http://127.0.0.1:" + port + "/ping"),
                Map.of("ClickHouse", port));
    }

    private ProcessSpec gateway() throws IOException {
        Ports ports = settings.ports();
        Map<String, String> environment = new LinkedHashMap<>(FEW_ARENAS);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", settings.kafkaBootstrapServers());
        environment.put("FLEETWIRE_DATA", settings.data().toString());
        environment.put("FLEETWIRE_LISTEN", settings.listen());
        environment.put("FLEETWIRE_ADOPT", String.valueOf(settings.adopt()));
        environment.put("FLEETWIRE_HTTP_PORT", String.valueOf(ports.gatewayHealth()));
        Ports.doors().forEach(door -> environment.put(variable("FLEETWIRE_PORT_", door), "off"));
        environment.putAll(gatewayPorts("FLEETWIRE_PORT_"));
        Map<String, Integer> listening = new LinkedHashMap<>();
        ports.gateway().forEach((what, port) -> listening.put("the gateway's " + what, port));
        listening.put("the gateway's health", ports.gatewayHealth());
        return new ProcessSpec(
                "gateway",
                installation.jvm(
                        "gateway",
                        flags("-Xmx256m", "-XX:MaxDirectMemorySize=64m"),
                        "io.fleetwire.gateway.Gateway",
                        List.of()),
                environment,
                log("gateway"),
                Probe.http("http://127.0.0.1:" + ports.gatewayHealth() + "/health/ready"),
                listening);
    }

    private Map<String, String> gatewayPorts(String prefix) {
        Map<String, String> variables = new LinkedHashMap<>();
        settings.ports().gateway().forEach((door, port) -> variables.put(variable(prefix, door), port.toString()));
        return variables;
    }

    private static String variable(String prefix, String door) {
        return prefix + door.toUpperCase(Locale.ROOT);
    }

    private ProcessSpec processor() throws IOException {
        int port = settings.ports().dashboard();
        Map<String, String> environment = new LinkedHashMap<>(FEW_ARENAS);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", settings.kafkaBootstrapServers());
        environment.put("CLICKHOUSE_URL", settings.clickhouseUrl());
        environment.putAll(clickhouseLogin());
        environment.put("FLEETWIRE_DATA", settings.data().toString());
        environment.put("FLEETWIRE_LISTEN", settings.listen());
        environment.put("QUARKUS_HTTP_HOST", settings.dashboardListen());
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.put("FLEETWIRE_TOKEN_FILE", settings.tokenFile().toString());
        environment.put("FLEETWIRE_BEHIND_TLS_PROXY", String.valueOf(settings.behindTlsProxy()));
        // A browser sends a host's cookies to every port of it.
        environment.put("FLEETWIRE_ACCESS_COOKIE", "fleetwire_session_" + port);
        environment.put("TF_CPP_MIN_LOG_LEVEL", "2");
        environment.putAll(gatewayPorts("FLEETWIRE_GATEWAY_PORTS_"));
        List<String> command = new ArrayList<>();
        command.add(installation.java().toString());
        command.addAll(flags(
                "-Xmx" + settings.processorHeapMib() + "m",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                // The native library is unpacked once, not at every start.
                "-Dorg.bytedeco.javacpp.cachedir=" + settings.data().resolve("cache/javacpp"),
                "-Djava.io.tmpdir=" + settings.data().resolve("tmp")));
        command.add("-jar");
        command.add(installation.runner().toString());
        return new ProcessSpec(
                "processor",
                command,
                environment,
                log("processor"),
                Probe.http("http://127.0.0.1:" + port + "/q/health/ready"),
                Map.of("the dashboard", port));
    }

    /** The stack's own user of the embedded server; for another server what the environment says is passed on as it is. */
    private Map<String, String> clickhouseLogin() {
        return settings.clickhousePassword()
                .map(password -> Map.of("CLICKHOUSE_USER", "fleetwire", "CLICKHOUSE_PASSWORD", password))
                .orElse(Map.of());
    }

    /** The simulated fleet, which registers its devices through the API like anyone else. */
    public ProcessSpec simulator(int vehicles, long seed) throws IOException {
        Ports ports = settings.ports();
        List<String> arguments = new ArrayList<>(List.of(
                "--vehicles", String.valueOf(vehicles),
                "--seed", String.valueOf(seed),
                "--api", settings.dashboardUrl(),
                "--token-file", settings.tokenFile().toString(),
                "--truth", settings.data().resolve("truth.jsonl").toString(),
                "--roads", settings.data().resolve("map/roads.geojson").toString()));
        SIMULATED.forEach(door -> arguments.addAll(List.of("--port-" + door, String.valueOf(ports.door(door)))));
        return new ProcessSpec(
                "sim",
                installation.jvm("device-sim", flags("-Xmx160m"), "io.fleetwire.sim.Sim", arguments),
                FEW_ARENAS,
                log("sim"),
                () -> true,
                Map.of());
    }

    /**
     * The load generator, a command that ends by itself.
     *
     * @param options of the person who measures; they win
     */
    public List<String> loadGenerator(List<String> options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--api", settings.dashboardUrl(),
                "--token-file", settings.tokenFile().toString(),
                "--port-teltonika", String.valueOf(settings.ports().door("teltonika")),
                "--clickhouse", settings.clickhouseUrl(),
                "--clickhouse-password-file", settings.clickhousePasswordFile().toString()));
        arguments.addAll(options);
        return installation.jvm("device-sim", flags("-Xmx512m"), "io.fleetwire.sim.bench.Bench", arguments);
    }

    /** Makes a new first token, straight to Kafka: a command that ends by itself. */
    public List<String> tokenReset() throws IOException {
        return List.of(
                installation.java().toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                installation.runner().toString(),
                "io.fleetwire.service.access.ResetToken",
                settings.kafkaBootstrapServers(),
                settings.tokenFile().toString());
    }

    /** The command line of what breaks this stack on purpose. */
    public List<String> breaker(List<String> options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--api", settings.dashboardUrl(),
                "--token-file", settings.tokenFile().toString(),
                "--gateway-health", "http://127.0.0.1:" + settings.ports().gatewayHealth(),
                "--port-teltonika", String.valueOf(settings.ports().door("teltonika")),
                "--port-gt06", String.valueOf(settings.ports().door("gt06")),
                "--port-mqtt", String.valueOf(settings.ports().door(Ports.MQTT)),
                "--kafka", settings.kafkaBootstrapServers(),
                "--clickhouse", settings.clickhouseUrl(),
                "--clickhouse-password-file", settings.clickhousePasswordFile().toString(),
                "--run", settings.run().toString()));
        arguments.addAll(options);
        return installation.jvm("device-sim", flags("-Xmx384m"), "io.fleetwire.sim.chaos.Chaos", arguments);
    }

    private static List<String> flags(String... own) {
        List<String> flags = new ArrayList<>(SMALL);
        flags.addAll(List.of(own));
        return flags;
    }

    private Path log(String name) {
        return settings.logs().resolve(name + ".log");
    }
}
