package io.fleetwire.protocol.obd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the values of coded quantities mean, from {@code codes.csv}. */
final class PidCodes {

    private static final Map<String, Map<Integer, String>> VALUES = new HashMap<>();
    private static final Map<String, Map<Integer, String>> BITS = new HashMap<>();

    static {
        for (List<String> cells : Table.read("codes.csv")) {
            Map<String, Map<Integer, String>> kind = switch (cells.get(1)) {
                case "value" -> VALUES;
                case "bit" -> BITS;
                default -> throw new IllegalStateException("codes.csv: " + cells);
            };
            kind.computeIfAbsent(cells.getFirst(), name -> new HashMap<>())
                    .put(Integer.parseInt(cells.get(2), 16), cells.get(3));
        }
    }

    private PidCodes() {}

    /** Null: the quantity has no codes. */
    static @Nullable String meaning(String quantity, long raw) {
        Map<Integer, String> values = VALUES.get(quantity);
        if (values != null) {
            return values.getOrDefault((int) raw, "code " + raw);
        }
        Map<Integer, String> bits = BITS.get(quantity);
        if (bits == null) {
            return null;
        }
        List<String> set = new ArrayList<>();
        for (int bit = 0; bit < Byte.SIZE; bit++) {
            if ((raw >> bit & 1) != 0) {
                set.add(bits.getOrDefault(bit, "bit " + bit));
            }
        }
        return set.isEmpty() ? "none" : String.join(", ", set);
    }
}
