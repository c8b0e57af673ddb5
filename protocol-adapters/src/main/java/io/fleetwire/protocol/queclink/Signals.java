package io.fleetwire.protocol.queclink;

import io.fleetwire.event.Signal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the type of a message says by itself. */
final class Signals {

    /** {@code state} and the first byte of {@code status}: ignition off and moving, by which the device means towed. */
    static final int TOWED = 0x16;

    /** Jamming state of a {@code GTJDS}: 1 is its end. */
    static final int JAMMED = 2;

    private static final Map<String, Signal> BY_TYPE = Map.ofEntries(
            Map.entry("SOS", Signal.SOS),
            Map.entry("TOW", Signal.TOW),
            Map.entry("BPL", Signal.LOW_BATTERY),
            Map.entry("MPF", Signal.POWER_CUT),
            Map.entry("EPF", Signal.POWER_CUT),
            Map.entry("CRA", Signal.CRASH),
            Map.entry("JDR", Signal.JAMMING),
            Map.entry("IDN", Signal.IDLING),
            Map.entry("IDL", Signal.IDLING),
            Map.entry("GIN", Signal.GEOFENCE_ENTER),
            Map.entry("GOT", Signal.GEOFENCE_EXIT));

    /** By the report type, which is the second digit of the report byte. */
    private static final Map<String, Map<Integer, List<Signal>>> BY_REPORT_TYPE = Map.of(
            // 0: outside the range of speeds, 1: inside again.
            "SPD", Map.of(0, List.of(Signal.OVERSPEED)),
            "GEO", Map.of(0, List.of(Signal.GEOFENCE_EXIT), 1, List.of(Signal.GEOFENCE_ENTER)),
            "HBM",
                    Map.of(
                            0, List.of(Signal.HARSH_BRAKE),
                            1, List.of(Signal.HARSH_ACCELERATION),
                            2, List.of(Signal.HARSH_CORNERING),
                            3, List.of(Signal.HARSH_BRAKE, Signal.HARSH_CORNERING),
                            4, List.of(Signal.HARSH_ACCELERATION, Signal.HARSH_CORNERING)));

    private static final Set<String> IGNITION_ON = Set.of("IGN", "VGN");
    private static final Set<String> IGNITION_OFF = Set.of("IGF", "VGF");
    private static final Set<String> IGNITION_LOCATION = Set.of("IGL", "VGL");

    private Signals() {}

    /**
     * What the device detected.
     *
     * @param reportType −1: not said
     */
    static List<Signal> of(String type, int reportType) {
        Signal always = BY_TYPE.get(type);
        return always != null
                ? List.of(always)
                : BY_REPORT_TYPE.getOrDefault(type, Map.of()).getOrDefault(reportType, List.of());
    }

    /** Ignition by the type of the message; null: it does not say. */
    static @Nullable Boolean ignition(String type, int reportType, Model model) {
        if (IGNITION_ON.contains(type)) {
            return true;
        }
        if (IGNITION_OFF.contains(type)) {
            return false;
        }
        // 0 is on and 1 is off, but the CV models have it the other way round, and not all of them.
        boolean says = IGNITION_LOCATION.contains(type)
                && (reportType == 0 || reportType == 1)
                && !model.name().startsWith("CV");
        return says ? Boolean.valueOf(reportType == 0) : null;
    }

    /** Motion by a motion state; null: it does not say. */
    static @Nullable Boolean moving(int state) {
        return switch (state) {
            case 0x11, 0x21, 0x41 -> false;
            case 0x12, 0x16, 0x1A, 0x22, 0x42 -> true;
            default -> null;
        };
    }

    /** Ignition by a motion state; null: the state is measured without an ignition line. */
    static @Nullable Boolean ignition(int state) {
        return switch (state >>> 4) {
            case 1 -> false;
            case 2 -> true;
            default -> null;
        };
    }
}
