package io.fleetwire.protocol.teltonika;

import io.fleetwire.event.Signal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line of a dictionary's file, {@code id,families,name,width,sign,scale,unit,field,signals,absent,note}:
 *
 * <pre>
 *   id        0 … 65535
 *   families  those it is for: A, 6, T (see {@link Family})
 *   width     1, 2, 4 or 8 bytes; x: a length of its own
 *   sign      u unsigned, s signed, a ASCII, b bytes, l a simple list of beacons, e an advanced one (see {@link Beacons})
 *   scale     the unit for one step of the raw value, such as 0.001
 *   field     the typed field it fills (see {@link Field}); may be empty
 *   signals   raw value=signal, separated by spaces; + is every value but 0; "event " before them: only where the element made the record; may be empty
 *   absent    raw values that are no reading, separated by spaces; &lt;0: every negative one; may be empty
 *   note      for people
 * </pre>
 *
 * @param families the letters of the families
 */
record AvlIdLine(String families, AvlId meaning) {

    static final String HEADER = "id,families,name,width,sign,scale,unit,field,signals,absent,note";

    private static final int COLUMNS = 11;
    private static final int MAX_ID = 0xFFFF;
    private static final int MAX_DIGITS = 6;
    private static final String NEGATIVE = "<0";
    private static final String ONLY_AS_EVENT = "event ";

    boolean isFor(Family family) {
        return families.indexOf(family.code) >= 0;
    }

    /**
     * The lines of a file.
     *
     * @throws IllegalArgumentException naming the file, the line and what is wrong with it
     */
    static List<AvlIdLine> parse(String file, List<String> csv) {
        if (csv.isEmpty() || !csv.getFirst().strip().equals(HEADER)) {
            throw new IllegalArgumentException(file + ":1: must be " + HEADER);
        }
        List<AvlIdLine> lines = new ArrayList<>();
        for (int i = 1; i < csv.size(); i++) {
            String line = csv.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                try {
                    lines.add(line(line.split(",", -1)));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(file + ":" + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return lines;
    }

    private static AvlIdLine line(String[] column) {
        if (column.length != COLUMNS) {
            throw new IllegalArgumentException(
                    column.length + " columns, there must be " + COLUMNS + " (a note has no comma)");
        }
        int id = number("id", column[0], MAX_ID);
        String name = column[2];
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is empty");
        }
        int width = width(column[3]);
        AvlId.Kind kind = kind(column[4]);
        boolean number = isNumber(kind);
        if (width == AvlId.VARIABLE ? number : !number && kind != AvlId.Kind.ASCII) {
            throw new IllegalArgumentException("sign " + column[4] + " does not go with width " + column[3]);
        }
        if (!number && !(column[8] + column[9]).isEmpty()) {
            throw new IllegalArgumentException("only numbers have signals and absent values");
        }
        BigDecimal scale = scale(column[5]);
        boolean onlyAsEvent = column[8].startsWith(ONLY_AS_EVENT);
        return new AvlIdLine(
                families(column[1]),
                new AvlId(
                        id,
                        name,
                        width,
                        kind,
                        scale.unscaledValue().intValueExact(),
                        scale.scale(),
                        column[6],
                        field(column[7], kind, width),
                        signals(onlyAsEvent ? column[8].substring(ONLY_AS_EVENT.length()) : column[8]),
                        onlyAsEvent,
                        absent(column[9]),
                        column[9].equals(NEGATIVE)));
    }

    private static boolean isNumber(AvlId.Kind kind) {
        return kind == AvlId.Kind.UNSIGNED || kind == AvlId.Kind.SIGNED;
    }

    private static int number(String what, String text, int max) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, like a number that is too large.
        }
        throw new IllegalArgumentException(what + " '" + text + "' must be 0 to " + max);
    }

    private static String families(String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> "A6T".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("families '" + text + "' must be some of A, 6 and T");
        }
        return text;
    }

    private static int width(String text) {
        return switch (text) {
            case "x" -> AvlId.VARIABLE;
            case "1", "2", "4", "8" -> Integer.parseInt(text);
            default -> throw new IllegalArgumentException("width '" + text + "' must be 1, 2, 4, 8 or x");
        };
    }

    private static AvlId.Kind kind(String sign) {
        return switch (sign) {
            case "u" -> AvlId.Kind.UNSIGNED;
            case "s" -> AvlId.Kind.SIGNED;
            case "a" -> AvlId.Kind.ASCII;
            case "b" -> AvlId.Kind.BINARY;
            case "l" -> AvlId.Kind.BEACONS;
            case "e" -> AvlId.Kind.BEACONS_ADVANCED;
            default -> throw new IllegalArgumentException("sign '" + sign + "' must be u, s, a, b, l or e");
        };
    }

    /** Few enough digits that the product with a raw value of 4 bytes is exact. */
    private static BigDecimal scale(String text) {
        try {
            BigDecimal exact = new BigDecimal(text).stripTrailingZeros();
            BigDecimal scale = exact.scale() < 0 ? exact.setScale(0) : exact;
            if (scale.signum() > 0 && scale.scale() <= AvlId.MAX_DECIMALS && scale.precision() <= MAX_DIGITS) {
                return scale;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "scale '" + text + "' must be a number above 0 of at most " + MAX_DIGITS + " digits, such as 0.001");
    }

    private static @Nullable Field field(String text, AvlId.Kind kind, int width) {
        if (text.isEmpty()) {
            return null;
        }
        Field field = Arrays.stream(Field.values())
                .filter(known -> known.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "field '" + text + "' must be one of " + Arrays.toString(Field.values())));
        boolean isText = kind == AvlId.Kind.ASCII && width == AvlId.VARIABLE;
        if (field == Field.DTCS ? !isText : !isNumber(kind)) {
            throw new IllegalArgumentException("field " + text + " cannot be read from such a value");
        }
        return field;
    }

    /** {@code 1=TOW 2=CRASH}; {@code +} stands for every value but 0. */
    private static Map<Long, Signal> signals(String text) {
        Map<Long, Signal> signals = new HashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            String[] parts = pair.split("=", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("signals '" + text + "' must be such as 1=TOW 2=CRASH");
            }
            signals.put(parts[0].equals("+") ? AvlId.ANY_VALUE : value("signals", parts[0]), signal(parts[1]));
        }
        return Map.copyOf(signals);
    }

    private static Signal signal(String text) {
        return Arrays.stream(Signal.values())
                .filter(known -> known.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "signal '" + text + "' must be one of " + Arrays.toString(Signal.values())));
    }

    private static Set<Long> absent(String text) {
        Set<Long> values = new HashSet<>();
        for (String value : text.isEmpty() || text.equals(NEGATIVE) ? new String[0] : text.split(" ", -1)) {
            values.add(value("absent", value));
        }
        return Set.copyOf(values);
    }

    private static long value(String what, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(what + ": '" + text + "' is no whole number", e);
        }
    }
}
