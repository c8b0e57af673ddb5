package io.fleetwire.protocol.obd;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a control unit says. */
sealed interface ObdMessage {

    /** The header of the control unit that says it, such as {@code 7E8}; null where the reply has no headers. */
    @Nullable
    String ecu();

    /** Service 01: values by name with unit. */
    record Values(@Nullable String ecu, Map<String, Double> values) implements ObdMessage {}

    /**
     * Service 02: values as they were when a code was stored.
     *
     * @param frame its number, mostly 0
     */
    record FreezeFrame(@Nullable String ecu, int frame, Map<String, Double> values) implements ObdMessage {}

    /**
     * Which parameters there are.
     *
     * @param bits the highest one stands for {@code base + 1}
     */
    record Supported(@Nullable String ecu, int service, int base, int bits) implements ObdMessage {

        /** Whether parameter {@code base + n} (1 … 32) is there. */
        boolean has(int n) {
            return ((bits >>> (32 - n)) & 1) != 0;
        }
    }

    /** Services 03 (stored), 07 (pending), 0A (permanent). */
    record TroubleCodes(@Nullable String ecu, int service, List<String> codes) implements ObdMessage {}

    /** Service 09, 02. */
    record Vin(@Nullable String ecu, String vin) implements ObdMessage {}

    /**
     * Service 09: calibration ids (04), their verification numbers (06), the control unit's name (0A).
     *
     * @param items one for each, of a name one
     */
    record VehicleInfo(@Nullable String ecu, int type, List<String> items) implements ObdMessage {}

    /** The unit declined, or (code 78) wants to be waited for. */
    record Negative(@Nullable String ecu, int service, int code) implements ObdMessage {}

    /** Part of the reply is missing or makes no sense. */
    record Broken(@Nullable String ecu, String reason) implements ObdMessage {}

    /** A service that is not decoded. */
    record Other(@Nullable String ecu, int service, String payloadHex) implements ObdMessage {}
}
