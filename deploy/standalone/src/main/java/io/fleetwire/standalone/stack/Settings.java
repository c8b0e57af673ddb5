package io.fleetwire.standalone.stack;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be set. The command line wins over environment variables, those over {@code fleet.yaml} (in the data folder, else in the current one).
 *
 * @param data all state and all logs
 * @param kafka an existing cluster's bootstrap servers; null: start one
 * @param clickhouse an existing ClickHouse's HTTP address; null: start one
 * @param listen where devices and MQTT clients may connect
 * @param dashboardListen where the page may be opened
 * @param behindTlsProxy a proxy in front of the page speaks TLS with browsers
 * @param adopt take unknown devices in at once
 * @param processorHeapMib the heap of the processor, which holds the engine, the service and the page
 */
public record Settings(
        Path data,
        Ports ports,
        @Nullable String kafka,
        @Nullable String clickhouse,
        String listen,
        String dashboardListen,
        boolean behindTlsProxy,
        boolean adopt,
        int processorHeapMib) {

    /** Enough for some thousand vehicles, in a stack of 4 GiB. */
    static final int DEFAULT_PROCESSOR_HEAP_MIB = 768;

    /** Less does not start; more than a terabyte is a mistyped number. */
    private static final int MIN_HEAP_MIB = 512;

    private static final int MAX_HEAP_MIB = 1 << 20;

    private static final String LOOPBACK = "127.0.0.1";

    /** {@code fleet.yaml}; every key may be left out. */
    record File(
            @Nullable String kafkaBootstrapServers,
            @Nullable String clickhouseUrl,
            @Nullable String listen,
            @Nullable String dashboardListen,
            @Nullable Boolean behindTlsProxy,
            @Nullable Integer portOffset,
            @Nullable Map<String, String> ports,
            @Nullable Boolean adopt,
            @Nullable Integer processorHeapMib) {
        static final File EMPTY = new File(null, null, null, null, null, null, null, null, null);
    }

    /** What the command line says; null where it says nothing. */
    public record Options(
            @Nullable Path data,
            @Nullable Integer portOffset,
            @Nullable String listen,
            @Nullable String dashboardListen,
            boolean behindTlsProxy,
            boolean adopt) {

        /** Of a command that calls a stack and starts none. */
        public static Options ofCaller(@Nullable Path data, @Nullable Integer portOffset) {
            return new Options(data, portOffset, null, null, false, false);
        }
    }

    /**
     * Puts the three together.
     *
     * @throws IOException where {@code fleet.yaml} cannot be read or has an unknown key
     */
    public static Settings read(Options options, Map<String, String> environment) throws IOException {
        Path data = first(options.data(), path(environment.get("FLEETWIRE_DATA")), Path.of("data"))
                .toAbsolutePath()
                .normalize();
        File file = file(data);
        return new Settings(
                data,
                ports(options.portOffset(), environment, file),
                firstOrNull(environment.get("KAFKA_BOOTSTRAP_SERVERS"), file.kafkaBootstrapServers()),
                firstOrNull(environment.get("CLICKHOUSE_URL"), file.clickhouseUrl()),
                first(options.listen(), firstOrNull(environment.get("FLEETWIRE_LISTEN"), file.listen()), LOOPBACK),
                first(
                        options.dashboardListen(),
                        firstOrNull(environment.get("FLEETWIRE_DASHBOARD_LISTEN"), file.dashboardListen()),
                        LOOPBACK),
                options.behindTlsProxy()
                        || Boolean.parseBoolean(environment.get("FLEETWIRE_BEHIND_TLS_PROXY"))
                        || Boolean.TRUE.equals(file.behindTlsProxy()),
                options.adopt()
                        || Boolean.parseBoolean(environment.get("FLEETWIRE_ADOPT"))
                        || Boolean.TRUE.equals(file.adopt()),
                heapMib(environment.get("FLEETWIRE_PROCESSOR_HEAP_MIB"), file.processorHeapMib()));
    }

    private static int heapMib(@Nullable String environment, @Nullable Integer inFile) throws IOException {
        try {
            int mib = first(
                    environment == null ? null : Integer.valueOf(environment), inFile, DEFAULT_PROCESSOR_HEAP_MIB);
            if (mib >= MIN_HEAP_MIB && mib <= MAX_HEAP_MIB) {
                return mib;
            }
        } catch (NumberFormatException e) {
            // Said below, with the limits.
        }
        throw new IOException(
                "FLEETWIRE_PROCESSOR_HEAP_MIB (processorHeapMib in fleet.yaml) must be a whole number of MiB"
                        + " from " + MIN_HEAP_MIB + " to " + MAX_HEAP_MIB + ", not "
                        + (environment == null ? inFile : '"' + environment + '"'));
    }

    private static Ports ports(@Nullable Integer option, Map<String, String> environment, File file)
            throws IOException {
        String offset = environment.get("FLEETWIRE_PORT_OFFSET");
        Map<String, String> inFile = file.ports() == null ? Map.of() : file.ports();
        List<String> doors = Ports.doors();
        if (!doors.containsAll(inFile.keySet())) {
            throw new IOException("fleet.yaml: ports has " + inFile.keySet() + "; there are " + doors);
        }
        Map<String, Optional<Integer>> own = new LinkedHashMap<>();
        for (String door : doors) {
            String said =
                    firstOrNull(environment.get("FLEETWIRE_PORT_" + door.toUpperCase(Locale.ROOT)), inFile.get(door));
            if (said != null) {
                own.put(door, Ports.parse(door, said));
            }
        }
        return new Ports(first(option, offset == null ? file.portOffset() : Integer.valueOf(offset), 0), own);
    }

    private static File file(Path data) throws IOException {
        for (Path candidate : new Path[] {data.resolve("fleet.yaml"), Path.of("fleet.yaml")}) {
            if (Files.isRegularFile(candidate)) {
                return parse(candidate);
            }
        }
        return File.EMPTY;
    }

    private static File parse(Path path) throws IOException {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try {
            File file = mapper.readValue(Files.readAllBytes(path), File.class);
            return file == null ? File.EMPTY : file;
        } catch (IOException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null ? null : Path.of(text);
    }

    private static <T> T first(@Nullable T a, @Nullable T b, T fallback) {
        return a != null ? a : b != null ? b : fallback;
    }

    private static @Nullable String firstOrNull(@Nullable String a, @Nullable String b) {
        return a != null ? a : b;
    }

    /** These, with every door of the gateway but the named ones shut. */
    public Settings onlyDoors(Set<String> doors) {
        return new Settings(
                data,
                ports.only(doors),
                kafka,
                clickhouse,
                listen,
                dashboardListen,
                behindTlsProxy,
                adopt,
                processorHeapMib);
    }

    /** Where Kafka is, embedded or not. */
    public String kafkaBootstrapServers() {
        return kafka != null ? kafka : LOOPBACK + ":" + ports.kafka();
    }

    /** Where ClickHouse is, embedded or not. */
    public String clickhouseUrl() {
        return clickhouse != null ? clickhouse : "http://" + LOOPBACK + ":" + ports.clickhouse();
    }

    /** Where this machine's user opens the page. */
    public String dashboardUrl() {
        return "http://" + (dashboardListen.equals("0.0.0.0") ? LOOPBACK : dashboardListen) + ":" + ports.dashboard();
    }

    /** Where the first administrator's token is. */
    public Path tokenFile() {
        return data.resolve("token");
    }

    /** The first administrator's token; empty where the file was removed or is not ours to read. */
    public Optional<String> token() {
        try {
            return Optional.of(Files.readString(tokenFile()).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where the embedded ClickHouse's password is. */
    public Path clickhousePasswordFile() {
        return data.resolve("clickhouse-password");
    }

    /** Of the embedded ClickHouse; empty where it was never started here, or where another server is used. */
    public Optional<String> clickhousePassword() {
        try {
            return clickhouse == null
                    ? Optional.of(Files.readString(clickhousePasswordFile()).strip())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public Path logs() {
        return data.resolve("logs");
    }

    public Path run() {
        return data.resolve("run");
    }
}
