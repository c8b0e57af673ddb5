package io.fleetwire.protocol.teltonika;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What IO elements mean. The same id means other things on other models, and the wire does not say which model speaks, so there is one dictionary for each
 * family. {@code avl-ids.csv} is the built-in one; a fleet adds and overrides lines.
 */
public final class AvlDictionary {

    private static final String RESOURCE = "avl-ids.csv";
    private static final AvlDictionary BUILT_IN = builtIn(RESOURCE);

    private final List<AvlIdLine> lines;
    private final Map<Family, FamilyDictionary> byFamily = new EnumMap<>(Family.class);

    private AvlDictionary(List<AvlIdLine> lines) {
        this.lines = lines;
        for (Family family : Family.values()) {
            byFamily.put(
                    family,
                    new FamilyDictionary(lines.stream()
                            .filter(line -> line.isFor(family))
                            .map(AvlIdLine::meaning)
                            .toList()));
        }
    }

    /** The one that comes with the adapter. */
    public static AvlDictionary builtIn() {
        return BUILT_IN;
    }

    /**
     * This dictionary with more lines; one for the same family, id and width takes the place of the one that was there.
     *
     * @param file where they come from, for the reader of an error
     * @param csv the file, line by line: {@code id,families,name,width,sign,scale,unit,field,signals,absent,note} first; empty lines and those that
     *     begin with {@code #} are skipped
     * @throws IllegalArgumentException naming the file, the line and what is wrong with it
     */
    public AvlDictionary with(String file, List<String> csv) {
        List<AvlIdLine> all = new ArrayList<>(lines);
        all.addAll(AvlIdLine.parse(file, csv));
        return new AvlDictionary(List.copyOf(all));
    }

    /** What elements mean on a model, such as {@code FMB640}; null: unknown. */
    FamilyDictionary of(@Nullable String model) {
        return of(Family.of(model));
    }

    FamilyDictionary of(Family family) {
        return Objects.requireNonNull(byFamily.get(family));
    }

    private static AvlDictionary builtIn(String resource) {
        try (InputStream in = Objects.requireNonNull(AvlDictionary.class.getResourceAsStream(resource), resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new AvlDictionary(AvlIdLine.parse(resource, reader.lines().toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
