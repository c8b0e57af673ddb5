package io.fleetwire.engine.rule;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One {@link Watch} per rule that has something to remember. Immutable. */
public final class Watches {

    /** All quiet. */
    public static final Watches QUIET = new Watches(new @Nullable Watch[Rules.ALL.size()]);

    private final @Nullable Watch[] byRule;

    private Watches(@Nullable Watch[] byRule) {
        this.byRule = byRule;
    }

    /** The watches by rule id; those of rules that are no longer there are dropped. */
    public static Watches of(Map<String, Watch> byId) {
        @Nullable Watch[] byRule = new @Nullable Watch[Rules.ALL.size()];
        for (int i = 0; i < byRule.length; i++) {
            byRule[i] = byId.get(Rules.ALL.get(i).id());
        }
        return new Watches(byRule);
    }

    /** The watches by rule id: positions in the list of rules may change from version to version. */
    public Map<String, Watch> byId() {
        Map<String, Watch> byId = new TreeMap<>();
        for (int i = 0; i < byRule.length; i++) {
            Watch watch = byRule[i];
            if (watch != null) {
                byId.put(Rules.ALL.get(i).id(), watch);
            }
        }
        return byId;
    }

    @Nullable
    Watch at(int rule) {
        return byRule[rule];
    }

    Watches with(int rule, @Nullable Watch watch) {
        @Nullable Watch[] copy = byRule.clone();
        copy[rule] = watch;
        return new Watches(copy);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Watches watches && Arrays.equals(byRule, watches.byRule);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(byRule);
    }

    @Override
    public String toString() {
        return byId().toString();
    }
}
