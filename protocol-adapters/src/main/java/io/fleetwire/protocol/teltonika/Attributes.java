package io.fleetwire.protocol.teltonika;

import io.fleetwire.event.Telemetry;
import java.util.LinkedHashMap;
import java.util.Map;

/** Attributes as a map of their own, and their names. What is too long for one value goes on in {@code name_2}. */
final class Attributes {

    static final String PRIORITY = "priority";
    static final String EVENT = "event";
    static final String GENERATION = "generation";
    static final String IMPOSSIBLE_PLACE = "impossible_place";

    private static final String PREFIX = "io_";

    /** Ids with a ready-made name: those of nearly every record. */
    private static final int NAMED_IDS = 1_024;

    private static final String[] NAMES = new String[NAMED_IDS];

    static {
        for (int id = 0; id < NAMED_IDS; id++) {
            NAMES[id] = PREFIX + id;
        }
    }

    private final Map<String, String> values = new LinkedHashMap<>();

    /** The name under which an IO element is found. */
    static String name(int id) {
        return id < NAMED_IDS ? NAMES[id] : PREFIX + id;
    }

    void put(String name, String value) {
        if (value.length() <= Telemetry.MAX_ATTRIBUTE_VALUE) {
            values.put(name, value);
            return;
        }
        int part = 1;
        for (int from = 0; from < value.length(); from += Telemetry.MAX_ATTRIBUTE_VALUE) {
            int to = Math.min(value.length(), from + Telemetry.MAX_ATTRIBUTE_VALUE);
            values.put(part == 1 ? name : name + "_" + part, value.substring(from, to));
            part++;
        }
    }

    Map<String, String> values() {
        return values;
    }
}
