package io.fleetwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code kill -9} while trackers send: nothing that was acknowledged is missing, and nothing is there twice. */
@ExtendWith(SharedHouse.class)
class KillTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int TRACKERS = 40;
    private static final int MORE_RECORDS = 2_000;

    @Test
    void whatWasAcknowledgedIsStoredOnce(House house) throws Exception {
        List<Ledger> ledgers = new ArrayList<>();
        for (int i = 0; i < TRACKERS; i++) {
            ledgers.add(new Ledger("9900003%08d".formatted(i), house.teltonika()));
        }
        try {
            ledgers.forEach(Ledger::start);
            awaitMore(ledgers);
            for (String victim : List.of("gateway", "processor", "kafka", "processor", "gateway", "kafka")) {
                house.kill(victim);
                awaitMore(ledgers);
            }
        } finally {
            ledgers.forEach(Ledger::stop);
        }
        Map<String, Set<Long>> acknowledged = new HashMap<>();
        for (Ledger ledger : ledgers) {
            acknowledged.put(ledger.imei(), ledger.acknowledged());
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(missing(acknowledged, stored(house)))
                        .as("acknowledged but not stored")
                        .isEmpty());

        String mine = " WHERE device_id LIKE '9900003%'";
        long rows = house.count("SELECT count() FROM fleet.fact_telemetry FINAL" + mine);
        long distinct = house.count("SELECT uniqExact(device_id, device_time) FROM fleet.fact_telemetry FINAL" + mine);
        assertThat(rows).as("rows, each record once").isEqualTo(distinct);
        // A sum that was kept while records arrived: nothing was counted twice either.
        long counted =
                house.count("SELECT sum(records) FROM fleet.rollup_vehicle_hour WHERE vehicle_id LIKE '9900003%'");
        assertThat(counted).as("records in the materialized view").isEqualTo(distinct);
    }

    /** The fleet goes on: these trackers got that many more records acknowledged. */
    private static void awaitMore(List<Ledger> ledgers) {
        long before = total(ledgers);
        await().atMost(PATIENCE).until(() -> total(ledgers) >= before + MORE_RECORDS);
    }

    private static long total(List<Ledger> ledgers) {
        return ledgers.stream().mapToLong(Ledger::count).sum();
    }

    private static Map<String, Set<Long>> stored(House house) {
        Map<String, Set<Long>> stored = new HashMap<>();
        for (JsonNode row : house.rows(
                "SELECT device_id, toString(toUnixTimestamp64Milli(device_time)) AS at FROM fleet.fact_telemetry FINAL"
                        + " WHERE device_id LIKE '9900003%'")) {
            stored.computeIfAbsent(row.path("device_id").asText(), id -> new HashSet<>())
                    .add(Long.valueOf(row.path("at").asText()));
        }
        return stored;
    }

    private static List<String> missing(Map<String, Set<Long>> acknowledged, Map<String, Set<Long>> stored) {
        List<String> missing = new ArrayList<>();
        acknowledged.forEach((imei, times) -> {
            Set<Long> there = stored.getOrDefault(imei, Set.of());
            times.stream().filter(time -> !there.contains(time)).forEach(time -> missing.add(imei + "@" + time));
        });
        return missing;
    }
}
