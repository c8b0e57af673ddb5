package io.fleetwire.protocol.queclink;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Fields announced by a mask: {@code masks.csv}, whose order is the order of the wire. */
final class Masks {

    /** CAN reports of the newer models end in two places nobody describes; recorded ones are empty. */
    private static final int MAX_PADDING = 2;

    private record AsciiText(String mask, int bit, String name, Pattern models, String opens) {}

    private static final List<AsciiText> LINES = Table.lines("masks.csv").stream()
            .map(column -> new AsciiText(
                    column[0], Integer.parseInt(column[1]), column[2], Table.models(column[3]), column[4]))
            .toList();

    private Masks() {}

    /**
     * Names the fields that a mask announces.
     *
     * @param prefix what the names begin with instead of the mask's own name; empty: nothing else
     * @return whether all of them are there
     */
    static boolean name(Namer namer, Model model, String mask, long value, String prefix) {
        Map<String, Long> open = new HashMap<>(4);
        open.put(mask, value);
        for (AsciiText line : LINES) {
            Long bits = open.get(line.mask);
            if (bits != null
                    && (bits >>> line.bit & 1) == 1
                    && line.models.matcher(model.name()).matches()) {
                String name = prefix.isEmpty() ? line.name : prefix + line.name.substring(line.name.indexOf('.'));
                if (!namer.take(name)) {
                    return false;
                }
                if (!line.opens.isEmpty()) {
                    open.put(line.opens, value(namer.last()));
                }
            }
        }
        return true;
    }

    /** The same, where nothing may be left over up to {@code end} but places kept for later. */
    static boolean nameUpTo(Namer namer, Model model, String mask, long value, int end) {
        if (!name(namer, model, mask, value, "") || end - namer.at() > MAX_PADDING) {
            return false;
        }
        while (namer.at() < end && namer.peek().isEmpty()) {
            namer.take(Field.RESERVED);
        }
        return namer.at() == end;
    }

    /** A mask's bits; a field that is no mask announces nothing. */
    static long value(String hex) {
        return hex.isEmpty() || hex.length() > 8 || !Shape.HEX.fits(hex) ? 0 : Long.parseLong(hex, 16);
    }
}
