package io.fleetwire.protocol.fuzz;

import io.fleetwire.protocol.PayloadAdapter;
import io.fleetwire.protocol.registry.Books;
import io.fleetwire.protocol.registry.Protocols;
import java.util.List;
import java.util.stream.Stream;

/** A decoder under fire. */
interface Target {

    /** The protocol's id. */
    String id();

    /** Takes any bytes; throws where something does not hold that must. */
    void take(byte[] data);

    /** Inputs to begin with: the protocol's own messages, each in every way of being handed over. */
    List<byte[]> seeds();

    /** Every protocol of {@link Protocols}: a new one is fuzzed without a line here. */
    static List<Target> all() {
        return Stream.<Target>concat(
                        Books.ALL.stream().map(DeviceTarget::of),
                        Protocols.payloads().stream().map(Target::ofPayload))
                .toList();
    }

    /**
     * @throws IllegalArgumentException where there is no such protocol
     */
    static Target of(String id) {
        return all().stream()
                .filter(target -> target.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no protocol '" + id + "'"));
    }

    private static Target ofPayload(PayloadAdapter adapter) {
        return new PayloadTarget(adapter);
    }
}
