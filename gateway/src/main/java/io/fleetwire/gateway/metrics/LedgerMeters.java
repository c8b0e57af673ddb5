package io.fleetwire.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What became of a protocol's records, over all devices: {@code fleetwire.gateway.ledger} by {@code protocol} and {@code entry}. */
public record LedgerMeters(
        Counter received,
        Counter confirmed,
        Counter acknowledged,
        Counter unanswered,
        Counter lost,
        Counter notConfirmed,
        Counter refused,
        Counter deadLettered) {

    static LedgerMeters of(MeterRegistry registry, String protocol) {
        return new LedgerMeters(
                counter(registry, protocol, "received"),
                counter(registry, protocol, "confirmed"),
                counter(registry, protocol, "acknowledged"),
                counter(registry, protocol, "unanswered"),
                counter(registry, protocol, "lost_with_connection"),
                counter(registry, protocol, "not_confirmed"),
                counter(registry, protocol, "refused"),
                counter(registry, protocol, "dead_lettered"));
    }

    private static Counter counter(MeterRegistry registry, String protocol, String entry) {
        return Counter.builder("fleetwire.gateway.ledger")
                .description("records of devices, by what became of them; refused and dead_lettered: frames and parts")
                .tag("protocol", protocol)
                .tag("entry", entry)
                .register(registry);
    }
}
