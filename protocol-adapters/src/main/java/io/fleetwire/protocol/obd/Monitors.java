package io.fleetwire.protocol.obd;

import java.util.ArrayList;
import java.util.List;

/**
 * Parameters 01 and 41: whether the lamp is on, and which self-tests have run.
 *
 * <pre>
 *  A  7 lamp, 6–0 number of codes (both 0 in parameter 41)
 *  B  6–4 incomplete, 3 compression ignition, 2–0 there: components, fuel system, misfire
 *  C  there: eight tests, which depend on the ignition
 *  D  incomplete, the same eight
 * </pre>
 *
 * @param mil the malfunction indicator lamp is on
 * @param codes stored trouble codes
 * @param incomplete tests the vehicle has that did not run since the codes were cleared (in parameter 41: since the engine was started)
 */
record Monitors(boolean mil, int codes, boolean compressionIgnition, List<String> incomplete) {

    private static final List<String> COMMON = List.of("misfire", "fuel system", "components");

    private static final List<String> SPARK = List.of(
            "catalyst",
            "heated catalyst",
            "evaporative system",
            "secondary air",
            "gasoline particulate filter",
            "oxygen sensor",
            "oxygen sensor heater",
            "EGR or VVT");

    private static final List<String> COMPRESSION = List.of(
            "NMHC catalyst",
            "NOx aftertreatment",
            "reserved 2",
            "boost pressure",
            "reserved 4",
            "exhaust gas sensor",
            "particulate filter",
            "EGR or VVT");

    /** From the four bytes at {@code at}. */
    static Monitors of(byte[] bytes, int at) {
        int a = bytes[at] & 0xFF;
        int b = bytes[at + 1] & 0xFF;
        boolean compression = (b & 0x08) != 0;
        List<String> incomplete = new ArrayList<>();
        name(b & b >> 4, COMMON, incomplete);
        name(bytes[at + 2] & bytes[at + 3], compression ? COMPRESSION : SPARK, incomplete);
        return new Monitors((a & 0x80) != 0, a & 0x7F, compression, List.copyOf(incomplete));
    }

    private static void name(int bits, List<String> names, List<String> into) {
        for (int bit = 0; bit < names.size(); bit++) {
            if ((bits >> bit & 1) != 0) {
                into.add(names.get(bit));
            }
        }
    }

    /** For a human reader. */
    String text() {
        return "lamp " + (mil ? "on" : "off") + ", " + codes + " codes, "
                + (compressionIgnition ? "compression" : "spark") + " ignition, "
                + (incomplete.isEmpty() ? "all tests complete" : "incomplete: " + String.join(", ", incomplete));
    }
}
