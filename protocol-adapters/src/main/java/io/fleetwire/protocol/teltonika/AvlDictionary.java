package io.fleetwire.protocol.teltonika;

import io.fleetwire.event.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What IO elements mean: {@code avl-ids.csv}. The same id means other things on other models, and the wire does not say which model speaks, so there is
 * one dictionary for each family.
 */
final class AvlDictionary {

    /** Models that share the meaning of their ids. */
    enum Family {
        /** FMB, FMC, FMM, FMP, FMT, MTB, MSP; also what nothing is known about. */
        A('A', ""),
        /** The professional trackers. */
        SIX('6', "FM[BCM]6\\d\\d.*"),
        /** Asset and personal trackers. */
        T('T', "(TAT|TMT|TFT|TST|GH).*");

        private final char code;
        private final Pattern models;

        Family(char code, String models) {
            this.code = code;
            this.models = Pattern.compile(models);
        }

        static Family of(@Nullable String model) {
            if (model == null) {
                return A;
            }
            String name = model.strip().toUpperCase(Locale.ROOT);
            for (Family family : values()) {
                if (family != A && family.models.matcher(name).matches()) {
                    return family;
                }
            }
            return A;
        }
    }

    private static final String RESOURCE = "avl-ids.csv";

    /** In the column of absent values: every negative one. */
    private static final String NEGATIVE = "<0";

    private static final Map<Family, AvlDictionary> BY_FAMILY = load();

    private final @Nullable AvlId[] byId;

    private AvlDictionary(@Nullable AvlId[] byId) {
        this.byId = byId;
    }

    /** The dictionary for a model, such as {@code FMB640}; null: unknown. */
    static AvlDictionary of(@Nullable String model) {
        return Objects.requireNonNull(BY_FAMILY.get(Family.of(model)));
    }

    /** What is known about an element; null: nothing. */
    @Nullable
    AvlId get(int id) {
        return id < byId.length ? byId[id] : null;
    }

    private static Map<Family, AvlDictionary> load() {
        List<String[]> lines;
        try (InputStream in = Objects.requireNonNull(AvlDictionary.class.getResourceAsStream(RESOURCE), RESOURCE);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines = reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int size =
                1 + lines.stream().mapToInt(l -> Integer.parseInt(l[0])).max().orElse(0);
        Map<Family, AvlDictionary> dictionaries = new EnumMap<>(Family.class);
        for (Family family : Family.values()) {
            @Nullable AvlId[] byId = new @Nullable AvlId[size];
            lines.stream()
                    .filter(line -> line[1].indexOf(family.code) >= 0)
                    .map(AvlDictionary::parse)
                    .forEach(avl -> byId[avl.id()] = avl);
            dictionaries.put(family, new AvlDictionary(byId));
        }
        return dictionaries;
    }

    /** {@code id,families,name,width,sign,scale,unit,field,signals,absent,note}. */
    private static AvlId parse(String[] column) {
        String scale = column[5];
        int decimals = scale.startsWith("0.") ? scale.length() - 2 : 0;
        String signals = column[8];
        boolean onlyAsEvent = signals.startsWith("event ");
        String absent = column[9];
        return new AvlId(
                Integer.parseInt(column[0]),
                column[2],
                column[3].equals("x") ? AvlId.VARIABLE : Integer.parseInt(column[3]),
                kind(column[4]),
                decimals > 0 ? 1 : Integer.parseInt(scale),
                decimals,
                column[7].isEmpty() ? null : Field.valueOf(column[7]),
                signals(onlyAsEvent ? signals.substring("event ".length()) : signals),
                onlyAsEvent,
                absentValues(absent),
                absent.equals(NEGATIVE));
    }

    private static Set<Long> absentValues(String text) {
        return text.isEmpty() || text.equals(NEGATIVE)
                ? Set.of()
                : Arrays.stream(text.split(" ", -1)).map(Long::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    private static AvlId.Kind kind(String sign) {
        return switch (sign) {
            case "u" -> AvlId.Kind.UNSIGNED;
            case "s" -> AvlId.Kind.SIGNED;
            case "a" -> AvlId.Kind.ASCII;
            case "b" -> AvlId.Kind.BINARY;
            default -> throw new IllegalArgumentException("sign " + sign);
        };
    }

    /** {@code 1=TOW 2=CRASH}; {@code +} stands for every value but 0. */
    private static Map<Long, Signal> signals(String text) {
        Map<Long, Signal> signals = new HashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            String[] parts = pair.split("=", -1);
            signals.put(parts[0].equals("+") ? AvlId.ANY_VALUE : Long.parseLong(parts[0]), Signal.valueOf(parts[1]));
        }
        return Map.copyOf(signals);
    }
}
