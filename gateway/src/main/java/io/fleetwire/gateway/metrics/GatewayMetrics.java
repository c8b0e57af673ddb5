package io.fleetwire.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** Every meter of the gateway. Names are an interface: dashboards and alerts rely on them. Tags never hold what a device says. */
public final class GatewayMetrics {

    private final MeterRegistry registry;
    private final Timer storeTime;
    private final Counter storedRecords;
    private final Counter lostRecords;
    private final Counter foreignSessions;
    private final Counter ledgerNotWritten;

    public GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        storeTime = Timer.builder("fleetwire.gateway.store")
                .description("from a frame's events to Kafka's confirmation")
                .publishPercentiles(0.5, 0.95, 0.99)
                .register(registry);
        storedRecords = counter("fleetwire.gateway.records.stored", "confirmed by Kafka");
        lostRecords = counter(
                "fleetwire.gateway.records.failed", "not confirmed by Kafka: not acknowledged, the device sends again");
        foreignSessions =
                counter("fleetwire.gateway.sessions.foreign", "second sessions of a device from another network");
        ledgerNotWritten = counter("fleetwire.gateway.ledger.failed", "accounts of the ledger Kafka did not take");
    }

    /** A whole frame or datagram of a protocol arrived. */
    public void frame(String protocol) {
        tagged("fleetwire.gateway.frames", "whole frames received", "protocol", protocol);
    }

    /** A frame or datagram left for a device of a protocol. */
    public void frameSent(String protocol) {
        tagged("fleetwire.gateway.frames.sent", "frames sent to devices", "protocol", protocol);
    }

    /** So many events came of a protocol's frame. */
    public void events(String protocol, int count) {
        if (count > 0) {
            registry.counter("fleetwire.gateway.events", "protocol", protocol).increment(count);
        }
    }

    /** Part of a protocol's input could not be decoded. */
    public void undecodable(String protocol) {
        tagged("fleetwire.gateway.undecodable", "parts that could not be decoded", "protocol", protocol);
    }

    /** Kafka confirmed a batch. */
    public void stored(int records, Duration took) {
        storedRecords.increment(records);
        storeTime.record(took);
    }

    /** Kafka did not confirm a batch. */
    public void notStored(int records) {
        lostRecords.increment(records);
    }

    /** A limit struck. */
    public void limit(String name) {
        tagged("fleetwire.gateway.limits", "limits that struck", "limit", name);
    }

    /** A device was not let in. */
    public void refused(String reason) {
        tagged("fleetwire.gateway.refused", "devices not let in", "reason", reason);
    }

    /** A device showed something that does not fit what it showed before. */
    public void flagged(String trait) {
        tagged("fleetwire.gateway.flags", "devices that showed another self than before", "trait", trait);
    }

    /** A device has a second session from elsewhere. */
    public void foreignSession() {
        foreignSessions.increment();
    }

    /** The gateway closed a connection. */
    public void closed(String reason) {
        tagged("fleetwire.gateway.closed", "connections the gateway closed", "reason", reason);
    }

    /** A command came so far here: {@code sent}, {@code done}, {@code failed}, {@code expired}, or {@code unasked}: an answer to nothing that is open. */
    public void command(String state) {
        tagged("fleetwire.gateway.commands", "commands to devices, by what became of them", "state", state);
    }

    /** Changed certificate files were read again; or could not be used, and the ones from before stay. */
    public void tlsReload(boolean used) {
        tagged("fleetwire.gateway.tls.reloads", "changed TLS files read", "result", used ? "used" : "failed");
    }

    /** What became of a protocol's records. */
    public LedgerMeters ledger(String protocol) {
        return LedgerMeters.of(registry, protocol);
    }

    /** Kafka did not take an account of the ledger; the next one has everything that is in it. */
    public void ledgerNotWritten() {
        ledgerNotWritten.increment();
    }

    /** A value that is read when somebody looks. */
    public <T> void gauge(String name, String description, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value).description(description).register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private void tagged(String name, String description, String tag, String value) {
        Counter.builder(name)
                .description(description)
                .tag(tag, value)
                .register(registry)
                .increment();
    }
}
