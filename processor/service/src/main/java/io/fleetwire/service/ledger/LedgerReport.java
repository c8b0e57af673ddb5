package io.fleetwire.service.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every device's ledger at a time.
 *
 * @param since the first UTC day that is in it
 * @param storedUntil everything Kafka had then is in ClickHouse; absent: that is not known
 * @param devices what needs a person first
 */
public record LedgerReport(
        LocalDate since, Instant at, @Nullable Instant storedUntil, Totals totals, List<DeviceLedger> devices) {

    /** Sums over the devices, and how many of them are how; stored and duplicate are absent while ClickHouse is away. */
    public record Totals(
            int devices,
            int balancedDevices,
            int pendingDevices,
            int missingDevices,
            long received,
            long confirmed,
            long acknowledged,
            long unanswered,
            long lostWithConnection,
            long notConfirmed,
            long refused,
            long deadLettered,
            @Nullable Long stored,
            @Nullable Long duplicate,
            long pending,
            long missing) {

        static Totals of(List<DeviceLedger> all) {
            Map<DeviceLedger.State, Long> states =
                    all.stream().collect(Collectors.groupingBy(DeviceLedger::state, Collectors.counting()));
            return new Totals(
                    all.size(),
                    states.getOrDefault(DeviceLedger.State.BALANCED, 0L).intValue(),
                    states.getOrDefault(DeviceLedger.State.PENDING, 0L).intValue(),
                    states.getOrDefault(DeviceLedger.State.MISSING, 0L).intValue(),
                    sum(all, DeviceLedger::received),
                    sum(all, DeviceLedger::confirmed),
                    sum(all, DeviceLedger::acknowledged),
                    sum(all, DeviceLedger::unanswered),
                    sum(all, DeviceLedger::lostWithConnection),
                    sum(all, DeviceLedger::notConfirmed),
                    sum(all, DeviceLedger::refused),
                    sum(all, DeviceLedger::deadLettered),
                    sumOrNull(all, DeviceLedger::stored),
                    sumOrNull(all, DeviceLedger::duplicate),
                    sum(all, DeviceLedger::pending),
                    sum(all, DeviceLedger::missing));
        }

        private static long sum(List<DeviceLedger> all, ToLongFunction<DeviceLedger> count) {
            return all.stream().mapToLong(count).sum();
        }

        private static @Nullable Long sumOrNull(List<DeviceLedger> all, Function<DeviceLedger, @Nullable Long> count) {
            long sum = 0;
            for (DeviceLedger each : all) {
                Long value = count.apply(each);
                if (value == null) {
                    return null;
                }
                sum += value;
            }
            return sum;
        }
    }

    static LedgerReport of(LocalDate since, Instant at, @Nullable Instant storedUntil, List<DeviceLedger> devices) {
        return new LedgerReport(since, at, storedUntil, Totals.of(devices), devices);
    }

    /** One device's; empty: it was not heard in this time. */
    public Optional<DeviceLedger> device(String deviceId) {
        return devices.stream()
                .filter(device -> device.deviceId().equals(deviceId))
                .findAny();
    }
}
