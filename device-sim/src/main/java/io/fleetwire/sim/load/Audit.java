package io.fleetwire.sim.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks ClickHouse which of the acknowledged records it has. */
public final class Audit implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** Named in one query, of which ClickHouse reads 256 KiB. */
    private static final int DEVICES_IN_A_QUERY = 4_000;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI clickhouse;
    private final List<String> queries = new ArrayList<>();

    /**
     * @param lastAcknowledgedMs by number of the tracker: a tracker's acknowledged records are those up to this time, ms after the start
     */
    public Audit(URI clickhouse, Start start, List<Long> lastAcknowledgedMs) {
        this.clickhouse = clickhouse;
        for (int from = 0; from < lastAcknowledgedMs.size(); from += DEVICES_IN_A_QUERY) {
            int to = Math.min(from + DEVICES_IN_A_QUERY, lastAcknowledgedMs.size());
            queries.add(query(start, from, lastAcknowledgedMs.subList(from, to)));
        }
    }

    /**
     * What was found.
     *
     * @param records different ones
     * @param doubled rows beyond one for each record
     */
    public record Stored(long records, long doubled) {}

    private static String query(Start start, int from, List<Long> lastAcknowledgedMs) {
        StringBuilder devices = new StringBuilder();
        StringBuilder until = new StringBuilder();
        for (int i = 0; i < lastAcknowledgedMs.size(); i++) {
            String comma = i == 0 ? "" : ",";
            devices.append(comma).append('\'').append(LoadTracker.id(from + i)).append('\'');
            until.append(comma).append(start.epochMs() + lastAcknowledgedMs.get(i));
        }
        return """
                SELECT uniqExact(device_id, device_time) AS records, count() - records
                FROM fleet.fact_telemetry FINAL
                WHERE startsWith(device_id, '%s') AND device_time >= fromUnixTimestamp64Milli(%d)
                  AND toUnixTimestamp64Milli(device_time) <= transform(device_id, [%s], [%s], 0)
                FORMAT TSV""".formatted(LoadTracker.PREFIX, start.epochMs(), devices, until);
    }

    /** Looks until everything acknowledged is there, or the patience is over. */
    public Stored await(long acknowledged, Duration patience) throws IOException, InterruptedException {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        Stored stored = look();
        while (stored.records() < acknowledged && System.nanoTime() < deadlineNs) {
            Thread.sleep(BETWEEN_LOOKS);
            stored = look();
        }
        return stored;
    }

    private Stored look() throws IOException, InterruptedException {
        long records = 0;
        long doubled = 0;
        for (String query : queries) {
            String[] numbers = ask(query).split("\t", -1);
            records += Long.parseLong(numbers[0]);
            doubled += Long.parseLong(numbers[1]);
        }
        return new Stored(records, doubled);
    }

    /** By how much the running sums per vehicle and hour count more records than there are; less where negative. */
    public long overcounted() throws IOException, InterruptedException {
        return Long.parseLong(ask("""
                SELECT toInt64((SELECT sum(records) FROM fleet.rollup_vehicle_hour WHERE startsWith(vehicle_id, 'BENCH-')))
                     - toInt64((SELECT uniqExact(device_id, device_time) FROM fleet.fact_telemetry FINAL WHERE startsWith(vehicle_id, 'BENCH-')))
                FORMAT TSV"""));
    }

    public String version() throws IOException, InterruptedException {
        return ask("SELECT version() FORMAT TSV");
    }

    private String ask(String sql) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(clickhouse)
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(sql))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("ClickHouse answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body().strip();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
