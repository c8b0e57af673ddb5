package io.fleetwire.protocol.queclink;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stands before and behind the location of a report: a line of {@code layouts.csv}.
 *
 * @param nameless the device's name is left out
 * @param located it has a location
 */
record Layout(String type, Pattern models, boolean nameless, List<String> before, boolean located, List<String> after) {

    private static final String ANY_TYPE = "*";
    private static final String LOCATION = "@";
    private static final String NAMELESS = "nameless";
    private static final int CELL_FIELDS = 6;

    private static final Map<String, List<Layout>> BY_TYPE =
            Table.lines("layouts.csv").stream().map(Layout::of).collect(Collectors.groupingBy(Layout::type));

    private static Layout of(String[] column) {
        List<String> names = column[2].isEmpty() ? List.of() : Arrays.asList(column[2].split(" ", -1));
        boolean nameless = !names.isEmpty() && names.getFirst().equals(NAMELESS);
        int at = names.indexOf(LOCATION);
        return new Layout(
                column[0],
                Table.models(column[1]),
                nameless,
                names.subList(nameless ? 1 : 0, at < 0 ? names.size() : at),
                at >= 0,
                at < 0 ? List.of() : names.subList(at + 1, names.size()));
    }

    /** The layouts that a type of message may have, the likeliest first. */
    static List<Layout> of(String type, Model model) {
        List<Layout> own = BY_TYPE.getOrDefault(type, List.of());
        return Stream.concat(own.stream(), BY_TYPE.getOrDefault(ANY_TYPE, List.of()).stream())
                .filter(layout -> layout.models.matcher(model.name()).matches())
                .toList();
    }

    /** Names the fields before the location, or all of them; false: this is not the layout. */
    boolean nameBefore(Namer namer, Model model) {
        return name(namer, model, before);
    }

    /** Names the fields behind the last location; false: this is not the layout. */
    boolean nameAfter(Namer namer, Model model, long eriMask) {
        if (after.isEmpty() || !after.getLast().equals("expansion")) {
            return name(namer, model, after);
        }
        if (!takeAll(namer, model, after.subList(0, after.size() - 1))) {
            return false;
        }
        Expansion.name(namer, model, eriMask);
        return true;
    }

    private static boolean name(Namer namer, Model model, List<String> names) {
        return takeAll(namer, model, names) && namer.isDone();
    }

    private static boolean takeAll(Namer namer, Model model, List<String> names) {
        for (String name : names) {
            boolean taken = switch (name) {
                case "append" -> append(namer);
                case "can", "obd" -> Masks.nameUpTo(namer, model, name, located(name, namer.last()), namer.end());
                case "accessory" -> Masks.nameUpTo(namer, model, name, Masks.value(namer.last()), namer.end());
                case "cells" -> cells(namer);
                default -> namer.take(name);
            };
            if (!taken) {
                return false;
            }
        }
        return true;
    }

    /** The bits of the location stand for fields that are named by their shape. */
    private static long located(String mask, String hex) {
        return Masks.value(hex) & (mask.equals("can") ? 0x3FFF_FFFFL : 0x000F_FFFFL);
    }

    /** The position append mask: bit 0 satellites, 1 what made the receiver look, 4 its jamming state. Older models have 00 here. */
    private static boolean append(Namer namer) {
        if (!namer.take("appendMask")) {
            return false;
        }
        long mask = Masks.value(namer.last());
        return ((mask & 0x01) == 0 || namer.take("satellites"))
                && ((mask & 0x02) == 0 || namer.take("trigger"))
                && ((mask & 0x10) == 0 || namer.take("gnssJamming"));
    }

    private static boolean cells(Namer namer) {
        if ((namer.end() - namer.at()) % CELL_FIELDS != 0) {
            return false;
        }
        for (int i = 1; !namer.isDone(); i++) {
            for (String part : List.of("mcc", "mnc", "lac", "cell", "rxLevel", "reserved")) {
                namer.take("cells" + i + "." + part);
            }
        }
        return true;
    }
}
