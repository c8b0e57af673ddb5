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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Asks ClickHouse which of a group's records it has. */
public final class Audit implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** Named in one query, of which ClickHouse reads 256 KiB. */
    private static final int DEVICES_IN_A_QUERY = 4_000;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI clickhouse;
    private final String password;
    private final List<Part> parts = new ArrayList<>();

    private record Part(String stored, String overcounted) {}

    /**
     * @param password of ClickHouse's user {@code default}
     * @param lastAcknowledgedMs in the order of the group's devices: a device's acknowledged records are those up to this time, ms after the start
     */
    public Audit(URI clickhouse, String password, Start start, Group group, List<Long> lastAcknowledgedMs) {
        this.clickhouse = clickhouse;
        this.password = password;
        for (int from = 0; from < lastAcknowledgedMs.size(); from += DEVICES_IN_A_QUERY) {
            int to = Math.min(from + DEVICES_IN_A_QUERY, lastAcknowledgedMs.size());
            parts.add(part(start, group, from, lastAcknowledgedMs.subList(from, to)));
        }
    }

    /**
     * What was found.
     *
     * @param records different acknowledged ones
     * @param unanswered different ones that have no answer
     * @param doubled rows beyond one for each record
     */
    public record Stored(long records, long unanswered, long doubled) {
        private Stored plus(Stored other) {
            return new Stored(records + other.records, unanswered + other.unanswered, doubled + other.doubled);
        }
    }

    private static Part part(Start start, Group group, int from, List<Long> lastAcknowledgedMs) {
        List<Integer> numbers = IntStream.range(0, lastAcknowledgedMs.size())
                .mapToObj(i -> group.first() + from + i)
                .toList();
        String devices = numbers.stream().map(LoadTracker::id).collect(Collectors.joining("','", "'", "'"));
        // A stack that adopts names a vehicle after its device.
        String vehicles = devices + ","
                + numbers.stream().map(LoadTracker::vehicleId).collect(Collectors.joining("','", "'", "'"));
        String until = lastAcknowledgedMs.stream()
                .map(ms -> String.valueOf(start.epochMs() + ms))
                .collect(Collectors.joining(","));
        String answerable = group.uplink() == Uplink.GT06 ? "has(signals, '" + Gt06Client.ALARM + "')" : "true";
        // What has no fix is a heartbeat, which tells no time either: it is no record of the plan's.
        String stored = """
                SELECT uniqExactIf(device_id, device_time,
                         %s AND toUnixTimestamp64Milli(device_time) <= transform(device_id, [%s], [%s], 0)),
                       uniqExactIf(device_id, device_time, NOT %s),
                       count() - uniqExact(device_id, device_time)
                FROM fleet.fact_telemetry FINAL
                WHERE vehicle_id IN (%s) AND lat IS NOT NULL AND device_time >= fromUnixTimestamp64Milli(%d)
                FORMAT TSV""".formatted(answerable, devices, until, answerable, vehicles, start.epochMs());
        String overcounted = """
                SELECT toInt64((SELECT sum(records) FROM fleet.rollup_vehicle_hour WHERE vehicle_id IN (%s)))
                     - toInt64((SELECT count() FROM fleet.fact_telemetry FINAL WHERE vehicle_id IN (%s)))
                FORMAT TSV""".formatted(vehicles, vehicles);
        return new Part(stored, overcounted);
    }

    /**
     * Looks until everything acknowledged is there, or nothing new has come for so long: a backlog that is being worked off is late, not lost.
     *
     * @param patience after the last new record
     */
    public Stored await(long acknowledged, Duration patience) throws IOException, InterruptedException {
        Stored stored = look();
        long newestNs = System.nanoTime();
        while (stored.records() < acknowledged && System.nanoTime() - newestNs < patience.toNanos()) {
            Thread.sleep(BETWEEN_LOOKS);
            Stored now = look();
            if (now.records() > stored.records()) {
                newestNs = System.nanoTime();
            }
            stored = now;
        }
        return stored;
    }

    private Stored look() throws IOException, InterruptedException {
        Stored all = new Stored(0, 0, 0);
        for (Part part : parts) {
            String[] numbers = ask(part.stored()).split("\t", -1);
            all = all.plus(
                    new Stored(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2])));
        }
        return all;
    }

    /** By how much the running sums per vehicle and hour count more records than there are; less where negative. */
    public long overcounted() throws IOException, InterruptedException {
        long all = 0;
        for (Part part : parts) {
            all += Long.parseLong(ask(part.overcounted()));
        }
        return all;
    }

    public String version() throws IOException, InterruptedException {
        return ask("SELECT version() FORMAT TSV");
    }

    private String ask(String sql) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(clickhouse)
                .timeout(PATIENCE)
                .header("X-ClickHouse-User", "default")
                .header("X-ClickHouse-Key", password)
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
