package io.fleetwire.protocol.obd;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.event.Measure;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one cycle read.
 *
 * @param values of service 01, by name with unit
 * @param codes trouble codes by service, for the services that answered
 * @param supplyV as the adapter measures it at the plug, or absent
 * @param errors what went wrong, each once
 * @param alive a control unit answered
 */
record ObdReadings(
        Map<String, Double> values,
        Map<Integer, Set<String>> codes,
        double supplyV,
        @Nullable String vin,
        Set<String> errors,
        boolean alive) {

    static final ObdReadings NONE = new ObdReadings(Map.of(), Map.of(), ABSENT, null, Set.of(), false);

    /** Errors that one record reports. */
    private static final int MAX_ERRORS = 8;

    /** The engine's control unit answers on these; others may repeat its parameters with values of their own. */
    private static final List<String> ENGINE = List.of("7E8", "18DAF110");

    ObdReadings with(ElmReply reply) {
        Map<String, Double> allValues = new LinkedHashMap<>(values);
        Map<Integer, Set<String>> allCodes = new LinkedHashMap<>(codes);
        Set<String> allErrors = new LinkedHashSet<>(errors);
        String newVin = vin;
        for (ObdMessage message : reply.messages()) {
            switch (message) {
                case ObdMessage.Values read -> merge(read, allValues);
                case ObdMessage.TroubleCodes read ->
                    allCodes.computeIfAbsent(read.service(), service -> new LinkedHashSet<>())
                            .addAll(read.codes());
                case ObdMessage.Vin read -> newVin = read.vin();
                case ObdMessage.Broken broken -> allErrors.add(broken.reason());
                case ObdMessage.Supported ignored -> {}
                case ObdMessage.FreezeFrame ignored -> {}
                case ObdMessage.VehicleInfo ignored -> {}
                case ObdMessage.Negative ignored -> {}
                case ObdMessage.Other ignored -> {}
            }
        }
        allErrors.addAll(reply.errors());
        double volts = reply.voltage();
        boolean answered = reply.messages().stream().anyMatch(message -> !(message instanceof ObdMessage.Broken));
        return new ObdReadings(
                allValues,
                allCodes,
                Measure.has(volts) ? volts : supplyV,
                newVin,
                Set.copyOf(allErrors.stream().limit(MAX_ERRORS).toList()),
                alive || answered);
    }

    private static void merge(ObdMessage.Values read, Map<String, Double> into) {
        if (ENGINE.contains(String.valueOf(read.ecu()))) {
            into.putAll(read.values());
        } else {
            read.values().forEach(into::putIfAbsent);
        }
    }
}
