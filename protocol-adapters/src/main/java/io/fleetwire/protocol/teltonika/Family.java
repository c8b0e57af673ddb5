package io.fleetwire.protocol.teltonika;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Models that share the meaning of their ids. */
enum Family {
    /** FMB, FMC, FMM, FMP, FMT, MTB, MSP; also what nothing is known about. */
    A('A', ""),
    /** The professional trackers. */
    SIX('6', "FM[BCM]6\\d\\d.*"),
    /** Asset and personal trackers. */
    T('T', "(TAT|TMT|TFT|TST|GH).*");

    /** In the column of families. */
    final char code;

    private final Pattern models;

    Family(char code, String models) {
        this.code = code;
        this.models = Pattern.compile(models);
    }

    /** The family of a model, such as {@code FMB640}; null: unknown. */
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
